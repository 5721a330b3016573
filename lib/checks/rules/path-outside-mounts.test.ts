import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { pathOutsideMounts as rule } from './path-outside-mounts';

const mounts = (...pairs: [name: string, mountPath: string, more?: object][]) => ({
  volumeMounts: pairs.map(([name, mountPath, more]) => ({ name, mountPath, ...more })),
});
const shell = (script: string, ...pairs: [string, string, object?][]) => ({
  name: 'helper',
  image: 'busybox:1.36',
  command: ['sh', '-c', script],
  ...mounts(...pairs),
});
const nginx = (...pairs: [string, string, object?][]) => ({ name: 'nginx', image: 'nginx:1.27', ...mounts(...pairs) });
const app = (...pairs: [string, string, object?][]) => ({
  name: 'app',
  image: 'example.com/app:1',
  ...mounts(...pairs),
});
const volumes = ['site', 'logs'].map((name) => ({ name, emptyDir: {} }));
const pod = (...containers: object[]) => podOf({ containers, volumes });

const HTML = '/usr/share/nginx/html';
const WRITE = 'while true; do date > /html/index.html; sleep 5; done';

test('finds a script that writes beside the volume it shares', () => {
  const yaml = pod(nginx(['site', HTML]), shell(WRITE, ['site', '/shared']));
  expect(placesOf(rule, yaml)).toEqual(['warning helper spec.containers[1].command[2]']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'it writes /html/index.html, which is in no volume, and nothing to "site", which it shares at /shared',
    happens: 'nginx never sees the file, and it is gone when the container restarts',
    fix: 'write to /shared, or mount "site" at /html',
  });
});

test('finds a script that writes to the path the volume has elsewhere', () => {
  const script = `date > ${HTML}/index.html`;
  expect(placesOf(rule, pod(nginx(['site', HTML]), shell(script, ['site', '/shared'])))).toHaveLength(1);
});

test('finds a file that is followed where nobody can write it', () => {
  const beside = pod(app(['logs', '/var/log/app']), shell('tail -F /var/log/app.log', ['logs', '/var/log/app']));
  // The folder that is shared is named as a part of another word.
  expect(placesOf(rule, beside)).toEqual(['warning helper spec.containers[1].command[2]']);
  const nowhere = pod(app(['logs', '/var/log/app']), {
    name: 'tail',
    image: 'busybox:1.36',
    command: ['tail', '-f', '/var/log/app/app.log'],
  });
  expect(placesOf(rule, nowhere)).toEqual(['warning tail spec.containers[1].command[0]']);
});

test('finds a file that is followed under another name than it is written', () => {
  const writer = { ...shell('while true; do date >> /logs/app.log; sleep 1; done', ['logs', '/logs']), name: 'app' };
  const yaml = pod(writer, shell('tail -F /var/log/application.log', ['logs', '/var/log']));
  expect(findingsOf(rule, yaml)).toMatchObject([
    {
      what: 'it follows /var/log/application.log, and what is written to "logs" is app.log',
      fix: 'follow /var/log/app.log, or write application.log',
    },
  ]);
});

test('finds a volume where the web server does not look', () => {
  const yaml = pod(nginx(['site', '/html']), shell(WRITE, ['site', '/html']));
  expect(placesOf(rule, yaml)).toEqual(['warning nginx spec.containers[0].volumeMounts[0].mountPath']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: `it shares "site" at /html, and nginx:1.27 serves ${HTML}`,
    happens: 'It serves the default page of its image',
    fix: `mount "site" at ${HTML}, or mount a configuration that names /html`,
  });
});

test('finds a mount that is nearly where the image looks', () => {
  const postgres = { name: 'db', image: 'postgres:17', ...mounts(['data', '/var/lib/postgres/data']) };
  const claim = { name: 'data', persistentVolumeClaim: { claimName: 'data' } };
  const yaml = podOf({ containers: [postgres], volumes: [claim] });
  expect(placesOf(rule, yaml)).toEqual(['warning db spec.containers[0].volumeMounts[0].mountPath']);
  expect(findingsOf(rule, yaml)[0]?.fix).toBe('mount it at /var/lib/postgresql/data');
});

test('sees init containers and native sidecars', () => {
  const setup = { ...shell('cp -r /defaults/. /html', ['site', '/shared']), name: 'setup' };
  const helper = { ...shell(WRITE, ['site', '/shared']), restartPolicy: 'Always' };
  const yaml = podOf({ initContainers: [setup, helper], containers: [nginx(['site', HTML])], volumes });
  expect(placesOf(rule, yaml)).toEqual([
    'warning setup spec.initContainers[0].command[2]',
    'warning helper spec.initContainers[1].command[2]',
  ]);
});

test.each([
  ['a script that writes to its volume', [nginx(['site', HTML]), shell(WRITE, ['site', '/html'])]],
  ['one that writes to both', [nginx(['site', HTML]), shell(`${WRITE}; date > /shared/x`, ['site', '/shared'])]],
  ['one that changes to the folder', [nginx(['site', HTML]), shell(`cd /shared; ${WRITE}`, ['site', '/shared'])]],
  ['one that works there', [nginx(['site', HTML]), { ...shell(WRITE, ['site', '/shared']), workingDir: '/shared' }]],
  [
    'one that is told about the folder',
    [nginx(['site', HTML]), { ...shell(WRITE, ['site', '/shared']), env: [{ name: 'DIR', value: '/shared' }] }],
  ],
  ['scratch files', [nginx(['site', HTML]), shell('date > /tmp/x; sleep 1d', ['site', '/shared'])]],
  ['a program that may do anything', [nginx(['site', HTML]), shell('generate --out . > /html/x', ['site', '/shared'])]],
  ['a script that is not understood', [nginx(['site', HTML]), shell('echo "a > /html/x', ['site', '/shared'])]],
  ['a mount that is only read', [nginx(['site', HTML]), shell(WRITE, ['site', '/shared', { readOnly: true }])]],
  ['tail -f /dev/null', [app(['site', '/a']), shell('tail -f /dev/null', ['site', '/b'])]],
  ['a log of its own', [app(), shell('touch /var/log/cron.log && tail -f /var/log/cron.log')]],
  ['a log of a daemon that it starts', [app(), shell('crond && tail -f /var/log/cron.log')]],
  [
    'a file that a program may write',
    [app(['logs', '/logs']), shell('tail -F /var/log/application.log', ['logs', '/var/log'])],
  ],
  [
    'a file of which only the folder is known',
    [
      shell('date >> /logs/$(hostname).log', ['logs', '/logs']),
      { ...shell('tail -F /l/a.log', ['logs', '/l']), name: 'b' },
    ],
  ],
  [
    'a web server that is told what to serve',
    [nginx(['site', '/html'], ['logs', '/etc/nginx/conf.d']), app(['site', '/x'])],
  ],
  [
    'a web server with logs and sockets to share',
    [nginx(['logs', '/var/log/nginx'], ['site', '/run/php']), app(['logs', '/l'], ['site', '/s'])],
  ],
  ['a folder below the one that is served', [nginx(['site', `${HTML}/uploads`]), app(['site', '/uploads'])]],
  ['a mount of a folder with a name of its own', [nginx(['site', '/srv/nginx/html']), { name: 'other', image: 'x' }]],
])('is content with %s', (_, containers) => expect(placesOf(rule, pod(...containers))).toEqual([]));
