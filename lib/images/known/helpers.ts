import { KnownFacts, KnownImage, variants } from '../known-image';
import { busybox, COREUTILS, debian, noShell } from './toolboxes';

const HELPER: KnownFacts = { keepsRunning: true, dropsPrivileges: false };

// It writes a git configuration into /tmp, and stops if it cannot.
const GIT_SYNC: KnownFacts = {
  ...HELPER,
  user: 65533,
  group: 65533,
  imageUser: '65533:65533',
  ports: [],
  writablePaths: ['/tmp'],
  essentialPaths: ['/tmp'],
  volumes: [],
  memoryMebibytes: 64,
};

const LITESTREAM: KnownFacts = {
  ...HELPER,
  user: 65532,
  group: 65532,
  ports: [],
  writablePaths: [],
  essentialPaths: [],
  volumes: [],
  configPaths: ['/etc/litestream.yml'],
  keepsRunning: false,
  requires: ['arguments that say what to do, such as replicate'],
  memoryMebibytes: 64,
};

export const HELPERS: KnownImage[] = [
  ...variants(['registry.k8s.io/git-sync/git-sync'], GIT_SYNC, [
    {
      dataPaths: ['/git'],
      contentPaths: ['/git'],
      shell: 'bash',
      tools: [...COREUTILS, 'bash', 'git', 'grep', 'sed', 'sh', 'socat', 'ssh'],
      missingTools: ['wget'],
      umask: '0022',
      requires: ['--repo or GITSYNC_REPO'],
      requiredEnvironment: ['GITSYNC_REPO', 'GIT_SYNC_REPO'],
      requiredArguments: ['--repo'],
      source: 'github.com/kubernetes/git-sync Dockerfile.in, main.go',
    },
    {
      // Their folder is below /tmp.
      tagPattern: '^v?[0-3](\\.|-|$)',
      requires: ['-repo or GIT_SYNC_REPO'],
      requiredEnvironment: ['GIT_SYNC_REPO'],
      requiredArguments: ['-repo', '--repo'],
      source: 'github.com/kubernetes/git-sync v3-to-v4.md',
    },
  ]),
  ...variants(
    ['docker.io', 'ghcr.io', 'quay.io'].map((host) => `${host}/kiwigrid/k8s-sidecar`),
    {
      ...HELPER,
      user: 65534,
      group: 65534,
      imageUser: '65534:65534',
      volumes: [],
      shell: 'sh',
      requires: ['LABEL and FOLDER'],
      requiredEnvironment: ['LABEL'],
      memoryMebibytes: 128,
      source: 'github.com/kiwigrid/k8s-sidecar Dockerfile, README.md',
    },
    // The health server came with 1.31; before, several of them can share a Pod.
    [{}, { tagPattern: '^(1\\.(3[1-9]|[4-9]\\d)|[2-9])\\.?', ports: [{ number: 8080 }] }],
  ),
  ...variants(['docker.io/litestream/litestream'], LITESTREAM, [
    {
      imageUser: '',
      ...debian('', 'curl dig nc nslookup ping telnet wget'),
      source: 'github.com/benbjohnson/litestream Dockerfile',
    },
    { tagPattern: '^v?0\\.[0-3](\\.|-|$)', imageUser: '', source: 'github.com/benbjohnson/litestream Dockerfile' },
    {
      tagPattern: 'scratch',
      imageUser: 'nonroot:nonroot',
      ...noShell(),
      source: 'github.com/benbjohnson/litestream Dockerfile, .github/workflows/release.docker.yml',
    },
  ]),
  {
    repositories: ['ghcr.io/jimmidyson/configmap-reload'],
    ...HELPER,
    ...noShell(),
    user: 65534,
    group: 65534,
    imageUser: '65534',
    ports: [{ number: 9533 }],
    writablePaths: [],
    essentialPaths: [],
    volumes: [],
    requires: ['-volume-dir and -webhook-url'],
    requiredArguments: ['-volume-dir', '--volume-dir'],
    source: 'github.com/jimmidyson/configmap-reload Dockerfile, configmap-reload.go',
  },
  {
    repositories: ['quay.io/prometheus-operator/prometheus-config-reloader'],
    ...HELPER,
    ...busybox(),
    user: 65534,
    group: 65534,
    imageUser: 'nobody',
    ports: [],
    writablePaths: [],
    essentialPaths: [],
    volumes: [],
    memoryMebibytes: 50,
    source: 'github.com/prometheus-operator/prometheus-operator cmd/prometheus-config-reloader',
  },
];
