import { KnownFacts, KnownImage, variants } from '../known-image';
import { alpine, debian } from './toolboxes';

// What must be writable is up to the program that runs on it; a user other than root can write little more than /tmp
// in these images.
const RUNTIME: KnownFacts = {
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

// The image makes the user, and a home for it that is writable where the root is. What npm keeps there is a cache.
const NODE: KnownFacts = { ...RUNTIME, user: 1000, group: 1000 };

const JAVA: KnownFacts = { ...RUNTIME, memoryMebibytes: 512 };

const FULL = 'curl git gpg perl ps ssh wget';

export const RUNTIMES: KnownImage[] = [
  ...variants(['docker.io/library/python'], RUNTIME, [
    { ...debian(`${FULL} pip python python3`), source: 'github.com/docker-library/python 3.12/bookworm' },
    {
      tagPattern: 'slim',
      ...debian('pip python python3'),
      source: 'github.com/docker-library/python 3.12/slim-bookworm',
    },
    { tagPattern: 'alpine', ...alpine('pip python python3'), source: 'github.com/docker-library/python 3.12/alpine' },
  ]),
  ...variants(['docker.io/library/node'], NODE, [
    { ...debian(`${FULL} node npm npx`), source: 'github.com/nodejs/docker-node 22/bookworm' },
    { tagPattern: 'slim', ...debian('node npm npx'), source: 'github.com/nodejs/docker-node 22/bookworm-slim' },
    { tagPattern: 'alpine', ...alpine('node npm npx'), source: 'github.com/nodejs/docker-node 22/alpine3.23' },
  ]),
  ...variants(['docker.io/library/eclipse-temurin'], JAVA, [
    { ...debian('curl java wget'), source: 'github.com/adoptium/containers 17/jre/ubuntu/noble' },
    { tagPattern: 'alpine', ...alpine('java', 'bash curl'), source: 'github.com/adoptium/containers 17/jdk/alpine' },
    { tagPattern: 'ubi|centos', shell: 'bash', source: 'github.com/adoptium/containers' },
  ]),
  ...variants(['docker.io/library/openjdk'], JAVA, [
    { shell: 'bash', source: 'github.com/docker-library/openjdk' },
    { tagPattern: 'slim', ...debian('java'), source: 'github.com/docker-library/openjdk 27/slim-bookworm' },
    { tagPattern: 'alpine', ...alpine('java'), source: 'github.com/docker-library/openjdk' },
  ]),
];
