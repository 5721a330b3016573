import { KnownFacts, KnownImage, variants } from '../known-image';
import { alpine, debian, noShell } from './toolboxes';

// Its HTTP server is off until the configuration turns it on.
const FLUENT_BIT: KnownFacts = {
  user: 65532,
  group: 65532,
  imageUser: '',
  ports: [],
  writablePaths: [],
  essentialPaths: [],
  volumes: [],
  configPaths: ['/fluent-bit/etc'],
  keepsRunning: true,
  dropsPrivileges: false,
  memoryMebibytes: 64,
};

// It needs a folder for temporary files, and Ruby takes none that is writable by everybody without the sticky bit, as
// an emptyDir is. So which folders to make writable is left open, and with it the root.
const FLUENTD: KnownFacts = {
  imageUser: 'fluent',
  ports: [{ number: 24224 }],
  volumes: [],
  configPaths: ['/fluentd/etc'],
  keepsRunning: true,
  dropsPrivileges: false,
  memoryMebibytes: 128,
};

const FLUENTD_DEBIAN: KnownFacts = {
  user: 999,
  group: 999,
  ...debian('fluentd gem ruby tini', 'curl'),
  source: 'github.com/fluent/fluentd-docker-image v1.19/debian/Dockerfile',
};

export const LOGGING: KnownImage[] = [
  ...variants(
    ['cr.fluentbit.io', 'docker.io', 'ghcr.io'].map((host) => `${host}/fluent/fluent-bit`),
    FLUENT_BIT,
    [
      { ...noShell(), source: 'github.com/fluent/fluent-bit dockerfiles/Dockerfile, stage production' },
      {
        tagPattern: 'debug',
        ...debian('curl git jq nc nslookup dig ping', 'telnet wget'),
        source: 'github.com/fluent/fluent-bit dockerfiles/Dockerfile, stage debug',
      },
    ],
  ),
  ...variants(['docker.io/fluent/fluentd'], FLUENTD, [
    { ...FLUENTD_DEBIAN },
    { tagPattern: '^v?1\\.1[0-8](\\D.*)?debian', ...FLUENTD_DEBIAN },
    {
      tagPattern: '^v?1\\.1[0-8](\\D|$)',
      user: 100,
      group: 101,
      ...alpine('fluentd ruby tini'),
      source: 'github.com/fluent/fluentd-docker-image v1.18/alpine/Dockerfile, issue 448',
    },
    {
      // Their entrypoint made the user when it started, as root.
      tagPattern: '^v?(0|1\\.[0-9])(\\D|$)',
      imageUser: undefined,
      dropsPrivileges: undefined,
      source: 'github.com/fluent/fluentd-docker-image',
    },
  ]),
];
