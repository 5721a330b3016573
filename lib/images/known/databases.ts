import { KnownFacts, KnownImage, variants } from '../known-image';
import { alpine, COREUTILS, debian } from './toolboxes';

const POSTGRES: KnownFacts = {
  imageUser: '',
  ports: [{ number: 5432 }],
  writablePaths: ['/run/postgresql', '/tmp'],
  configPaths: ['/docker-entrypoint-initdb.d'],
  keepsRunning: true,
  dropsPrivileges: true,
  // The server's own, unless initdb is told to let its group read.
  umask: '0077',
  requires: [
    'POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE, or POSTGRES_HOST_AUTH_METHOD=trust, for an empty data folder',
  ],
  requiredEnvironment: ['POSTGRES_PASSWORD', 'POSTGRES_PASSWORD_FILE', 'POSTGRES_HOST_AUTH_METHOD'],
  stopSignal: 'SIGINT',
  memoryMebibytes: 256,
};

const POSTGRES_18: KnownFacts = {
  dataPaths: ['/var/lib/postgresql'],
  essentialPaths: ['/run/postgresql', '/var/lib/postgresql'],
  volumes: ['/var/lib/postgresql'],
};

// initdb changes the mode of PGDATA, which only its owner may, and a mounted volume's own folder belongs to root.
const POSTGRES_BEFORE_18: KnownFacts = {
  dataPaths: ['/var/lib/postgresql/data'],
  essentialPaths: ['/run/postgresql', '/var/lib/postgresql/data'],
  volumes: ['/var/lib/postgresql/data'],
  environment: { PGDATA: '/var/lib/postgresql/data/pgdata' },
};

const POSTGRES_TOOLS = 'bash initdb pg_ctl pg_dump pg_isready postgres psql';
const POSTGRES_DEBIAN = { user: 999, group: 999, ...debian(POSTGRES_TOOLS) };
const POSTGRES_ALPINE = { user: 70, group: 70, ...alpine(POSTGRES_TOOLS) };

const MYSQL_FAMILY: KnownFacts = {
  user: 999,
  group: 999,
  imageUser: '',
  writablePaths: ['/run/mysqld', '/tmp'],
  dataPaths: ['/var/lib/mysql'],
  essentialPaths: ['/run/mysqld', '/tmp', '/var/lib/mysql'],
  volumes: ['/var/lib/mysql'],
  configPaths: ['/etc/mysql/conf.d', '/docker-entrypoint-initdb.d'],
  shell: 'bash',
  keepsRunning: true,
  dropsPrivileges: true,
};

const MYSQL: KnownFacts = {
  ...MYSQL_FAMILY,
  requires: [
    'MYSQL_ROOT_PASSWORD, MYSQL_ROOT_PASSWORD_FILE, MYSQL_ALLOW_EMPTY_PASSWORD or MYSQL_RANDOM_ROOT_PASSWORD, ' +
      'for an empty data folder',
  ],
  requiredEnvironment: [
    'MYSQL_ROOT_PASSWORD',
    'MYSQL_ROOT_PASSWORD_FILE',
    'MYSQL_ALLOW_EMPTY_PASSWORD',
    'MYSQL_RANDOM_ROOT_PASSWORD',
  ],
  memoryMebibytes: 512,
};

const MARIADB: KnownFacts = {
  ...MYSQL_FAMILY,
  ports: [{ number: 3306 }],
  requires: [
    'MARIADB_ROOT_PASSWORD, MARIADB_ROOT_PASSWORD_HASH, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD or ' +
      'MARIADB_RANDOM_ROOT_PASSWORD, for an empty data folder',
  ],
  requiredEnvironment: [
    'MARIADB_ROOT_PASSWORD',
    'MARIADB_ROOT_PASSWORD_FILE',
    'MARIADB_ROOT_PASSWORD_HASH',
    'MARIADB_ROOT_PASSWORD_HASH_FILE',
    'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD',
    'MARIADB_RANDOM_ROOT_PASSWORD',
    'MYSQL_ROOT_PASSWORD',
    'MYSQL_ROOT_PASSWORD_FILE',
    'MYSQL_ALLOW_EMPTY_PASSWORD',
    'MYSQL_RANDOM_ROOT_PASSWORD',
  ],
  memoryMebibytes: 256,
};

const MONGO_TOOLS = debian('jq mongod mongos mongosh ps');

// mongod puts a socket and its spill files into /tmp.
const MONGO: KnownFacts = {
  user: 999,
  group: 999,
  imageUser: '',
  ports: [{ number: 27017 }],
  writablePaths: ['/tmp'],
  dataPaths: ['/data/db', '/data/configdb'],
  essentialPaths: ['/tmp', '/data/db'],
  volumes: ['/data/db', '/data/configdb'],
  configPaths: ['/docker-entrypoint-initdb.d'],
  keepsRunning: true,
  dropsPrivileges: true,
  memoryMebibytes: 512,
};

export const DATABASES: KnownImage[] = [
  ...variants(['docker.io/library/postgres'], POSTGRES, [
    { ...POSTGRES_18, ...POSTGRES_DEBIAN, source: 'github.com/docker-library/postgres 18/bookworm' },
    {
      tagPattern: 'alpine',
      ...POSTGRES_18,
      ...POSTGRES_ALPINE,
      source: 'github.com/docker-library/postgres 18/alpine3.22',
    },
    {
      tagPattern: '^(9|1[0-7])(\\D|$)',
      ...POSTGRES_BEFORE_18,
      ...POSTGRES_DEBIAN,
      source: 'github.com/docker-library/postgres 17/bookworm',
    },
    {
      tagPattern: '^(9|1[0-7])\\D.*alpine',
      ...POSTGRES_BEFORE_18,
      ...POSTGRES_ALPINE,
      source: 'github.com/docker-library/postgres 16/alpine3.22',
    },
  ]),
  ...variants(['docker.io/library/mysql'], MYSQL, [
    {
      ports: [{ number: 3306 }, { number: 33060 }],
      tools: [...COREUTILS, 'bash', 'curl', 'find', 'mysql', 'mysqladmin', 'mysqld', 'mysqlsh', 'sh'],
      source: 'github.com/docker-library/mysql 8.4/Dockerfile.oracle, docker-entrypoint.sh',
    },
    {
      tagPattern: 'debian|bookworm|bullseye|buster',
      ports: [{ number: 3306 }, { number: 33060 }],
      source: 'github.com/docker-library/mysql 8.0/Dockerfile.debian',
    },
    { tagPattern: '^5(\\.|-|$)', source: 'github.com/docker-library/mysql 5.7/Dockerfile.oracle' },
  ]),
  ...variants(['docker.io/library/mariadb'], MARIADB, [
    { ...debian(), source: 'github.com/MariaDB/mariadb-docker 11.4/Dockerfile' },
    { tagPattern: 'ubi', source: 'github.com/MariaDB/mariadb-docker 11.4-ubi/Dockerfile' },
  ]),
  ...variants(['docker.io/library/mongo'], MONGO, [
    {
      ...MONGO_TOOLS,
      missingTools: [...(MONGO_TOOLS.missingTools ?? []), 'mongo'],
      source: 'github.com/docker-library/mongo 8.0/Dockerfile, docker-entrypoint.sh',
    },
    {
      // mongosh took the place of the shell mongo in 6.
      tagPattern: '^[2-5](\\.|-|$)',
      ...debian('mongo mongod mongos'),
      source: 'github.com/docker-library/mongo 5.0/Dockerfile',
    },
  ]),
];
