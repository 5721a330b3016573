import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { sharedVolumeUsers as rule } from './shared-volume-users';

const volumes = [{ name: 'data', emptyDir: {} }];

function container(name: string, user: number | undefined, script: string, mount: object = {}) {
  return {
    name,
    image: 'busybox:1.36',
    command: ['sh', '-c', script],
    securityContext: { runAsUser: user },
    volumeMounts: [{ name: 'data', mountPath: '/data', ...mount }],
  };
}

const REDIS = { name: 'redis', image: 'redis:7.4', volumeMounts: [{ name: 'data', mountPath: '/data' }] };
const BACKUP = container('backup', 1000, 'while true; do cat /data/dump.rdb > /dev/null; sleep 60; done', {
  readOnly: true,
});

test('finds a reader of files that only their writer can read', () => {
  const yaml = podOf({ volumes, containers: [REDIS, BACKUP] });
  expect(placesOf(rule, yaml)).toEqual(['error backup spec.containers[1].volumeMounts[0]']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what:
      'it runs as user 1000, and redis as user 999, which lets nobody else read the files in volume "data" ' +
      '(umask 0077 in redis:7.4)',
    happens: 'Permission denied when backup opens a file in /data',
    fix: 'run backup as user 999 too: no fsGroup opens what its owner keeps to itself',
  });
});

test('sees native sidecars on either side', () => {
  const sidecar = (each: object) => [{ ...each, restartPolicy: 'Always' }];
  expect(placesOf(rule, podOf({ volumes, initContainers: sidecar(REDIS), containers: [BACKUP] }))).toEqual([
    'error backup spec.containers[0].volumeMounts[0]',
  ]);
  expect(placesOf(rule, podOf({ volumes, initContainers: sidecar(BACKUP), containers: [REDIS] }))).toEqual([
    'error backup spec.initContainers[0].volumeMounts[0]',
  ]);
});

describe('postgres', () => {
  const mount = { name: 'data', mountPath: '/var/lib/postgresql/data' };
  const postgres = (env: object[] = [], more: object = {}) => ({
    name: 'postgres',
    image: 'postgres:17',
    env: [{ name: 'POSTGRES_PASSWORD', value: 'x' }, ...env],
    volumeMounts: [{ ...mount, ...more }],
  });

  test('lets nobody else read its data', () => {
    expect(placesOf(rule, podOf({ volumes, containers: [postgres(), BACKUP] }))).toEqual([
      'error backup spec.containers[1].volumeMounts[0]',
    ]);
  });

  test('may be told to let its group', () => {
    const told = postgres([{ name: 'POSTGRES_INITDB_ARGS', value: '-k --allow-group-access' }]);
    expect(placesOf(rule, podOf({ volumes, containers: [told, BACKUP] }))).toEqual([]);
  });

  test('has a part of the volume for itself', () => {
    const reader = (subPath: string) => container('backup', 1000, 'ls /data', { readOnly: true, subPath });
    const found = (subPath: string) =>
      placesOf(rule, podOf({ volumes, containers: [postgres([], { subPath: 'pg' }), reader(subPath)] }));
    expect(found('other')).toEqual([]);
    expect(found('pg')).toHaveLength(1);
    expect(found('pg/pgdata')).toHaveLength(1);
  });
});

test('only warns of who may write itself', () => {
  const writer = { ...BACKUP, volumeMounts: [{ name: 'data', mountPath: '/data' }] };
  expect(placesOf(rule, podOf({ volumes, containers: [REDIS, writer] }))).toEqual([
    'warning backup spec.containers[1].volumeMounts[0]',
  ]);
});

test('finds a strict umask in a script', () => {
  const writer = container('writer', 1001, 'umask 077; echo secret > /data/token; sleep infinity');
  const reader = container('reader', 1000, 'cat /data/token; sleep infinity');
  expect(placesOf(rule, podOf({ volumes, containers: [writer, reader] }))).toHaveLength(1);
});

test('finds a file that two users write to', () => {
  const init = container('setup', 0, 'touch /data/status');
  const app = container('app', 1000, 'while true; do date >> /srv/status; sleep 5; done', { mountPath: '/srv' });
  expect(findingsOf(rule, podOf({ volumes, initContainers: [init], containers: [app] }))[0]).toMatchObject({
    what: 'it runs as user 1000, and setup as user 0, and both write to /srv/status in volume "data"',
    happens:
      'Permission denied: /srv/status belongs to setup, which makes it, and an fsGroup does not let others change it',
  });
});

test.each(['cp /tmp/new /data/page', 'truncate -s 0 /data/page', 'echo x | tee -a /data/page', 'echo x >> /data/page'])(
  'knows that "%s" changes the file of another',
  (command) => {
    const init = container('setup', 0, 'wget -O /data/page http://example.com');
    const app = container('app', 1000, `${command}; sleep infinity`);
    expect(placesOf(rule, podOf({ volumes, initContainers: [init], containers: [app] }))).toHaveLength(1);
  },
);

test('finds a folder that one makes and another writes to, also through a subPath', () => {
  const init = container('setup', 0, 'mkdir -p /data/site/pages');
  const app = container('app', 1000, 'echo hello > /pages/index.html; sleep infinity', {
    mountPath: '/pages',
    subPath: 'site/pages',
  });
  const other = container('other', 1000, 'echo hello > /data/site/pages/a.html; sleep infinity');
  expect(placesOf(rule, podOf({ volumes, initContainers: [init], containers: [app, other] }))).toEqual([
    'warning app spec.containers[0].volumeMounts[0]',
    'warning other spec.containers[1].volumeMounts[0]',
  ]);
});

test('knows that root without its capabilities is as weak as others', () => {
  const reader = container('reader', 0, 'cat /data/dump.rdb');
  const weak = { ...reader, securityContext: { runAsUser: 0, capabilities: { drop: ['ALL'] } } };
  expect(placesOf(rule, podOf({ volumes, containers: [REDIS, reader] }))).toEqual([]);
  expect(placesOf(rule, podOf({ volumes, containers: [REDIS, weak] }))).toHaveLength(1);
});

const APPEND = 'while true; do date >> /data/log; sleep 5; done';

test.each([
  ['both run as one user', [container('a', 1000, APPEND), container('b', 1000, APPEND)]],
  ['each has a file of its own', [container('a', 1000, APPEND), container('b', 1001, 'date >> /data/b; sleep 9')]],
  ['one only reads', [container('a', 1000, APPEND), container('b', 1001, 'tail -F /data/log')]],
  ['one cannot write', [container('a', 1000, APPEND), container('b', 1001, APPEND, { readOnly: true })]],
  ['the second is root', [container('a', 1000, APPEND), container('b', 0, APPEND)]],
  ['the folder is opened', [container('a', 0, 'touch /data/log; chmod 666 /data/log'), container('b', 1, APPEND)]],
  [
    'the folder is given away',
    [container('a', 0, 'mkdir /data/x; chown 1 /data/x'), container('b', 1, 'date > /data/x/y')],
  ],
  [
    'the file is replaced',
    [container('a', 1, 'date > /data/x'), container('b', 2, 'date > /tmp/x; mv /tmp/x /data/x')],
  ],
  ['the file is made anew', [container('a', 1, 'date > /data/x'), container('b', 2, 'rm -f /data/x; date > /data/x')]],
  [
    'a user is not known',
    [container('a', 1000, APPEND), { ...container('b', undefined, APPEND), image: 'example.com/b:1' }],
  ],
  [
    'they have folders of their own',
    [container('a', 1, APPEND, { subPath: 'a' }), container('b', 2, APPEND, { subPath: 'b' })],
  ],
  ['the reader is redis as well', [REDIS, { ...BACKUP, securityContext: { runAsUser: 999 } }]],
])('is content where %s', (_, containers) => {
  expect(placesOf(rule, podOf({ volumes, containers }))).toEqual([]);
});
