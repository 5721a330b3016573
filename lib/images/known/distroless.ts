import { KnownFacts, KnownImage, variants } from '../known-image';
import { busybox, noShell } from './toolboxes';

const DISTROLESS: KnownFacts = {
  user: 65532,
  group: 65532,
  ports: [],
  volumes: [],
  keepsRunning: false,
  dropsPrivileges: false,
};

const RELEASES = ['', '-debian11', '-debian12', '-debian13'];

function distroless(names: string[], facts: KnownFacts, program = ''): KnownImage[] {
  const repositories = names.flatMap((name) => RELEASES.map((release) => `gcr.io/distroless/${name}${release}`));
  const images = variants(repositories, { ...DISTROLESS, ...facts }, [
    { imageUser: '', ...noShell(program) },
    { tagPattern: 'nonroot', imageUser: '65532', ...noShell(program) },
    { tagPattern: 'debug', imageUser: '', ...busybox(program) },
    { tagPattern: 'debug-nonroot', imageUser: '65532', ...busybox(program) },
  ]);
  return images.map((image) => ({ ...image, ambiguousName: true }));
}

export const DISTROLESS_IMAGES: KnownImage[] = [
  ...distroless(['static', 'base', 'base-nossl', 'cc'], {
    writablePaths: [],
    essentialPaths: [],
    requires: ['a command'],
    source: 'github.com/GoogleContainerTools/distroless static/static.bzl, common/variables.bzl, README.md',
  }),
  ...distroless(
    ['python3'],
    {
      writablePaths: ['/tmp'],
      source: 'github.com/GoogleContainerTools/distroless python3/python.bzl',
    },
    'python3',
  ),
  ...distroless(['nodejs18', 'nodejs20', 'nodejs22', 'nodejs24'], {
    writablePaths: ['/tmp'],
    source: 'github.com/GoogleContainerTools/distroless nodejs/README.md',
  }),
  ...distroless(['java11', 'java17', 'java21', 'java25'], {
    writablePaths: ['/tmp'],
    memoryMebibytes: 512,
    source: 'github.com/GoogleContainerTools/distroless java/java.bzl',
  }),
];
