import { KnownFacts, KnownImage, variants } from '../known-image';
import { alpine, debian } from './toolboxes';

const STORE: KnownFacts = {
  user: 999,
  imageUser: '',
  ports: [{ number: 6379 }],
  writablePaths: [],
  dataPaths: ['/data'],
  keepsRunning: true,
  umask: '0077',
};

// From 8 on the entrypoint steps down from root only where it may, and the image declares no volume.
const REDIS: KnownFacts = {
  ...STORE,
  essentialPaths: [],
  dropsPrivileges: false,
  source: 'github.com/redis/docker-library-redis debian/Dockerfile, alpine/Dockerfile, docker-entrypoint.sh',
};

const REDIS_BEFORE_8: KnownFacts = {
  volumes: ['/data'],
  dropsPrivileges: true,
  source: 'github.com/redis/docker-library-redis 7.4',
};

const REDIS_DEBIAN = { group: 999, ...debian('redis-cli redis-server') };
const REDIS_ALPINE = { group: 1000, ...alpine('redis-cli redis-server') };

const MEMCACHED: KnownFacts = {
  user: 11211,
  group: 11211,
  imageUser: 'memcache',
  ports: [{ number: 11211 }],
  writablePaths: [],
  essentialPaths: [],
  volumes: [],
  keepsRunning: true,
  dropsPrivileges: false,
};

const RABBITMQ: KnownFacts = {
  imageUser: '',
  dataPaths: ['/var/lib/rabbitmq'],
  volumes: ['/var/lib/rabbitmq'],
  configPaths: ['/etc/rabbitmq'],
  keepsRunning: true,
  dropsPrivileges: true,
  memoryMebibytes: 256,
};

const RABBITMQ_PORTS = [{ number: 4369 }, { number: 5672 }, { number: 15692 }, { number: 25672 }];
const RABBITMQ_MANAGED_PORTS = [...RABBITMQ_PORTS, { number: 15672 }];
const RABBITMQ_TOOLS = 'bash rabbitmq-diagnostics rabbitmqctl rabbitmq-plugins rabbitmq-server';
const RABBITMQ_UBUNTU: KnownFacts = {
  user: 999,
  group: 999,
  ...debian(RABBITMQ_TOOLS),
  source: 'github.com/docker-library/rabbitmq 4.1/ubuntu',
};
const RABBITMQ_ALPINE: KnownFacts = {
  user: 100,
  group: 101,
  ...alpine(RABBITMQ_TOOLS),
  source: 'github.com/docker-library/rabbitmq 4.1/alpine',
};

export const CACHES: KnownImage[] = [
  ...variants(['docker.io/library/redis'], REDIS, [
    { ...REDIS_DEBIAN },
    { tagPattern: 'alpine', ...REDIS_ALPINE },
    { tagPattern: '^[2-7]([.-]|$)', ...REDIS_DEBIAN, ...REDIS_BEFORE_8 },
    { tagPattern: '^[2-7][.-].*alpine', ...REDIS_ALPINE, ...REDIS_BEFORE_8 },
  ]),
  ...variants(
    ['docker.io/valkey/valkey', 'ghcr.io/valkey-io/valkey'],
    {
      ...STORE,
      volumes: ['/data'],
      dropsPrivileges: true,
      source: 'github.com/valkey-io/valkey-container Dockerfile.template, docker-entrypoint.sh',
    },
    [
      { group: 999, ...debian('valkey-cli valkey-server') },
      { tagPattern: 'alpine', group: 1000, ...alpine('valkey-cli valkey-server') },
    ],
  ),
  ...variants(['docker.io/library/memcached'], MEMCACHED, [
    { ...debian('memcached'), source: 'github.com/docker-library/memcached 1/debian/Dockerfile' },
    {
      tagPattern: 'alpine',
      ...alpine('memcached'),
      source: 'github.com/docker-library/memcached 1/alpine/Dockerfile',
    },
  ]),
  ...variants(['docker.io/library/rabbitmq'], RABBITMQ, [
    { ports: RABBITMQ_PORTS, ...RABBITMQ_UBUNTU },
    { tagPattern: 'alpine', ports: RABBITMQ_PORTS, ...RABBITMQ_ALPINE },
    { tagPattern: 'management', ports: RABBITMQ_MANAGED_PORTS, ...RABBITMQ_UBUNTU },
    { tagPattern: 'management.*alpine', ports: RABBITMQ_MANAGED_PORTS, ...RABBITMQ_ALPINE },
  ]),
];
