import { KnownFacts, KnownImage, variants } from '../known-image';
import { alpine, busybox, debian, noShell } from './toolboxes';

// Made for root, and run as any other user. Such a user can write only where everybody can, so that a read-only root
// takes nothing away from it but /tmp.
const SHELL: KnownFacts = {
  user: 65534,
  group: 65534,
  imageUser: '',
  ports: [],
  writablePaths: ['/tmp'],
  essentialPaths: [],
  volumes: [],
  keepsRunning: false,
  dropsPrivileges: false,
};

const ONE_PROGRAM: KnownFacts = {
  ports: [],
  writablePaths: [],
  essentialPaths: [],
  volumes: [],
  dropsPrivileges: false,
};

export const SHELLS: KnownImage[] = [
  {
    repositories: ['docker.io/library/busybox'],
    ...SHELL,
    ...busybox(),
    source: 'github.com/docker-library/busybox latest/glibc/Dockerfile',
  },
  {
    repositories: ['docker.io/library/alpine'],
    ...SHELL,
    ...alpine(),
    source: 'github.com/alpinelinux/docker-alpine x86_64/Dockerfile',
  },
  {
    repositories: ['docker.io/library/debian'],
    ...SHELL,
    ...debian(),
    source: 'github.com/debuerreotype/docker-debian-artifacts Dockerfile',
  },
  {
    repositories: ['docker.io/library/ubuntu'],
    ...SHELL,
    ...debian(),
    source: 'hub.docker.com/_/ubuntu',
  },
  {
    repositories: ['docker.io/curlimages/curl', 'quay.io/curl/curl'],
    ...ONE_PROGRAM,
    ...alpine('curl'),
    user: 100,
    group: 101,
    imageUser: 'curl_user',
    keepsRunning: false,
    requires: ['a URL as argument'],
    source: 'github.com/curl/curl-container create_appliance_image.sh',
  },
  {
    repositories: ['docker.io/alpine/socat'],
    ...ONE_PROGRAM,
    ...alpine('socat'),
    user: 65534,
    group: 65534,
    imageUser: '',
    keepsRunning: false,
    requires: ['two addresses as arguments'],
    source: 'github.com/alpine-docker/socat Dockerfile',
  },
  {
    repositories: ['registry.k8s.io/pause'],
    ...ONE_PROGRAM,
    ...noShell(),
    user: 65535,
    group: 65535,
    keepsRunning: true,
    source: 'github.com/kubernetes/kubernetes build/pause/Dockerfile',
  },
  ...variants(
    ['docker.io/hashicorp/http-echo'],
    {
      ...ONE_PROGRAM,
      ...noShell(),
      user: 65532,
      group: 65532,
      ports: [{ number: 5678 }],
      keepsRunning: true,
      source: 'github.com/hashicorp/http-echo Dockerfile',
    },
    [
      { imageUser: '65532' },
      {
        tagPattern: '^v?0\\.',
        imageUser: '',
        requires: ['-text with the answer it is to give'],
        requiredArguments: ['-text', '--text'],
      },
    ],
  ),
];
