import { KnownFacts, KnownImage, variants } from '../known-image';
import { alpine, debian, noShell } from './toolboxes';

const NO_WRITES: KnownFacts = { writablePaths: [], essentialPaths: [], volumes: [], keepsRunning: true };

const HAPROXY: KnownFacts = {
  ...NO_WRITES,
  user: 99,
  group: 99,
  imageUser: 'haproxy',
  ports: [],
  configPaths: ['/usr/local/etc/haproxy'],
  dropsPrivileges: false,
  requires: ['/usr/local/etc/haproxy/haproxy.cfg'],
  requiredMounts: ['/usr/local/etc/haproxy'],
  stopSignal: 'SIGUSR1',
  memoryMebibytes: 64,
};

const ENVOY: KnownFacts = {
  ...NO_WRITES,
  ports: [{ number: 10000 }, { number: 9901 }],
  configPaths: ['/etc/envoy'],
  memoryMebibytes: 128,
};

const ENVOY_DISTROLESS: KnownFacts = {
  ...noShell('envoy'),
  user: 65532,
  group: 65532,
  imageUser: '65532',
  dropsPrivileges: false,
  source: 'github.com/envoyproxy/envoy distribution/docker/Dockerfile-envoy, stage envoy-distroless',
};

const TRAEFIK: KnownFacts = {
  user: 65532,
  group: 65532,
  imageUser: '',
  ports: [{ number: 80 }],
  writablePaths: ['/tmp'],
  configPaths: ['/etc/traefik'],
  keepsRunning: true,
  dropsPrivileges: false,
};

const CLOUD_SQL_PROXY: KnownFacts = {
  ...NO_WRITES,
  user: 65532,
  group: 65532,
  imageUser: '65532',
  dropsPrivileges: false,
  requires: ['the connection name of an instance as argument'],
  memoryMebibytes: 64,
};

const OAUTH2_PROXY: KnownFacts = {
  ...NO_WRITES,
  ports: [{ number: 4180, loopback: true }],
  dropsPrivileges: false,
  requires: ['a cookie secret, a client ID and a client secret'],
  requiredEnvironment: ['OAUTH2_PROXY_COOKIE_SECRET', 'OAUTH2_PROXY_COOKIE_SECRET_FILE', 'OAUTH2_PROXY_CONFIG'],
  requiredArguments: ['--cookie-secret', '--cookie-secret-file', '--config'],
  memoryMebibytes: 64,
};

export const PROXIES: KnownImage[] = [
  ...variants(['docker.io/library/haproxy'], HAPROXY, [
    { ...debian('haproxy'), source: 'github.com/docker-library/haproxy 3.2/Dockerfile' },
    { tagPattern: 'alpine', ...alpine('haproxy'), source: 'github.com/docker-library/haproxy 3.2/alpine/Dockerfile' },
    {
      tagPattern: '^(1|2\\.[0-3])(\\D|$)',
      imageUser: '',
      source: 'github.com/docker-library/docs haproxy/content.md',
    },
  ]),
  ...variants(['docker.io/envoyproxy/envoy'], ENVOY, [
    {
      ...debian('envoy'),
      user: 101,
      group: 101,
      imageUser: '',
      dropsPrivileges: true,
      source: 'github.com/envoyproxy/envoy distribution/docker/Dockerfile-envoy, docs/root/start/docker.rst',
    },
    { tagPattern: 'distroless', ...ENVOY_DISTROLESS },
  ]),
  { repositories: ['docker.io/envoyproxy/envoy-distroless'], ...ENVOY, ...ENVOY_DISTROLESS },
  ...variants(['docker.io/library/traefik'], TRAEFIK, [
    {
      ...alpine('traefik'),
      source:
        'github.com/traefik/traefik-library-image v3.7/alpine; user and folders: github.com/traefik/traefik-helm-chart',
    },
    { tagPattern: '^v?1(\\.|-|$)', source: 'github.com/traefik/traefik-library-image tmpl/scratch/tmplv1.Dockerfile' },
  ]),
  ...variants(
    ['gcr.io', 'us.gcr.io', 'eu.gcr.io', 'asia.gcr.io'].map((host) => `${host}/cloud-sql-connectors/cloud-sql-proxy`),
    CLOUD_SQL_PROXY,
    [
      { ...noShell(), source: 'github.com/GoogleCloudPlatform/cloud-sql-proxy Dockerfile, cmd/root.go' },
      {
        tagPattern: 'alpine',
        ...alpine(),
        source: 'github.com/GoogleCloudPlatform/cloud-sql-proxy Dockerfile.alpine',
      },
      {
        tagPattern: 'bookworm|bullseye|buster',
        shell: 'bash',
        source: 'github.com/GoogleCloudPlatform/cloud-sql-proxy README.md',
      },
    ],
  ),
  ...variants(['quay.io/oauth2-proxy/oauth2-proxy'], OAUTH2_PROXY, [
    {
      ...noShell('oauth2-proxy'),
      user: 65532,
      group: 65532,
      imageUser: '65532',
      source: 'github.com/oauth2-proxy/oauth2-proxy Dockerfile, docs/docs/configuration/overview.md',
    },
    {
      tagPattern: 'alpine',
      ...alpine('oauth2-proxy'),
      user: 65532,
      group: 65532,
      imageUser: '',
      source: 'github.com/oauth2-proxy/oauth2-proxy Dockerfile, Makefile',
    },
    {
      // On Alpine, with a user of its own, until the base became distroless.
      tagPattern: '^v?([0-6]|7\\.[0-5])(\\.|-|$)',
      ...alpine('oauth2-proxy'),
      user: 2000,
      group: 2000,
      source: 'github.com/oauth2-proxy/oauth2-proxy pull request 2295',
    },
  ]),
];
