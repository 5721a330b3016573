import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { sharedVolumeOneSided as rule } from './shared-volume-one-sided';

const HTML = '/usr/share/nginx/html';
const mounts = (...pairs: [name: string, mountPath: string, more?: object][]) => ({
  volumeMounts: pairs.map(([name, mountPath, more]) => ({ name, mountPath, ...more })),
});
const nginx = (...pairs: [string, string, object?][]) => ({ name: 'nginx', image: 'nginx:1.27', ...mounts(...pairs) });
const shell = (script: string, ...pairs: [string, string, object?][]) => ({
  name: 'helper',
  image: 'busybox:1.36',
  command: ['sh', '-c', script],
  ...mounts(...pairs),
});
const pod = (containers: object[], ...volumes: string[]) =>
  podOf({ containers, volumes: volumes.map((name) => ({ name, emptyDir: {} })) });

const WRITE = 'while true; do date > /html/index.html; sleep 5; done';
const APP = { name: 'app', image: 'example.com/app:1' };

test('finds a volume that every container mounts read-only', () => {
  const yaml = pod(
    [nginx(['site', HTML, { readOnly: true }]), shell(WRITE, ['site', '/html', { readOnly: true }])],
    'site',
  );
  expect(placesOf(rule, yaml)).toEqual(['warning nginx spec.containers[0].volumeMounts[0].readOnly']);
  expect(findingsOf(rule, yaml)[0]?.what).toBe('every mount of the emptyDir "site" is read-only');
});

test('finds a web server that serves a folder that nobody else has', () => {
  const yaml = pod([nginx(['site', HTML]), shell('sleep 1d')], 'site');
  expect(placesOf(rule, yaml)).toEqual(['warning nginx spec.containers[0].volumeMounts[0].name']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: `no other container mounts the emptyDir "site", from which it serves ${HTML}`,
    happens: 'The folder is empty: 403 Forbidden or 404 Not Found for every page',
    fix: 'mount "site" in the container that writes these files as well',
  });
});

test('finds pages that the web server beside them does not have', () => {
  const yaml = pod([nginx(), shell(WRITE, ['site', '/html'])], 'site');
  expect(placesOf(rule, yaml)).toEqual(['warning helper spec.containers[1].volumeMounts[0].name']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'it writes /html/index.html to the emptyDir "site", which no other container mounts',
    happens: "nginx serves its image's own default page",
    fix: `mount "site" in nginx as well, at ${HTML}`,
  });
});

test('finds a log file that nobody writes', () => {
  const tail = shell('tail -F /var/log/app/app.log', ['logs', '/var/log/app']);
  expect(placesOf(rule, pod([APP, tail], 'logs'))).toEqual(['warning helper spec.containers[1].volumeMounts[0].name']);
  const shipper = { name: 'shipper', image: 'fluent/fluent-bit:3.1', ...mounts(['logs', '/var/log/app']) };
  expect(placesOf(rule, pod([APP, shipper], 'logs'))).toEqual([
    'warning shipper spec.containers[1].volumeMounts[0].name',
  ]);
});

test('finds what git-sync fetches for nobody', () => {
  const sync = { name: 'sync', image: 'registry.k8s.io/git-sync/git-sync:v4.4.0', ...mounts(['repo', '/git']) };
  expect(placesOf(rule, pod([APP, sync], 'repo'))).toEqual(['warning sync spec.containers[1].volumeMounts[0].name']);
});

test('finds two volumes where one is meant', () => {
  const writer = { ...APP, ...mounts(['logs', '/var/log/app']) };
  const tail = shell('tail -F /var/log/app/app.log', ['app-logs', '/var/log/app']);
  const yaml = pod([writer, tail], 'logs', 'app-logs');
  expect(placesOf(rule, yaml)).toEqual(['warning helper spec.containers[1].volumeMounts[0].name']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: '/var/log/app is the emptyDir "app-logs" here and "logs" in app, and nobody else has either',
    fix: 'mount "logs" in both, and remove "app-logs"',
  });
  const misspelt = pod(
    [{ ...APP, ...mounts(['shared', '/data']) }, { ...shell('sleep 1d', ['sharde', '/data']) }],
    'shared',
    'sharde',
  );
  expect(placesOf(rule, misspelt)).toEqual(['warning helper spec.containers[1].volumeMounts[0].name']);
});

describe('the order of the containers', () => {
  const volumes = [{ name: 'site', emptyDir: {} }];
  const reading = { ...shell('ls /in', ['site', '/in', { readOnly: true }]), name: 'early' };
  const serving = nginx(['site', HTML, { readOnly: true }]);
  const writing = { ...shell(WRITE, ['site', '/html']), name: 'writer' };

  test('shows a reader that has ended when the writer starts', () => {
    const yaml = podOf({ initContainers: [reading], containers: [serving, writing], volumes });
    expect(placesOf(rule, yaml)).toEqual(['warning early spec.initContainers[0].volumeMounts[0]']);
    expect(findingsOf(rule, yaml)[0]).toMatchObject({
      what: 'it reads the emptyDir "site", which writer is the first to write to, and starts after it',
      happens: 'The folder is empty while it runs: init containers run to their end before the next container starts',
      fix: 'put writer before it, as an init container or with restartPolicy: Always, or read in a container that runs beside it',
    });
    const after = { ...writing, restartPolicy: 'Always' };
    expect(placesOf(rule, podOf({ initContainers: [reading, after], containers: [serving], volumes }))).toHaveLength(1);
  });

  test.each([
    ['a native sidecar writes before', [{ ...writing, restartPolicy: 'Always' }, reading], [serving]],
    ['an init container writes before', [writing, reading], [serving]],
    ['it may write itself', [shell('ls /in', ['site', '/in'])], [serving, writing]],
    ['the reader runs on', [{ ...reading, restartPolicy: 'Always' }], [writing]],
  ])('is fine where %s', (_, initContainers, containers) => {
    expect(placesOf(rule, podOf({ initContainers, containers, volumes }))).toEqual([]);
  });

  test('does not matter for what is there before', () => {
    const claim = [{ name: 'site', persistentVolumeClaim: { claimName: 'site' } }];
    expect(placesOf(rule, podOf({ initContainers: [reading], containers: [writing], volumes: claim }))).toEqual([]);
  });
});

test('finds a container that reads what it alone writes', () => {
  const readOnly = { readOnly: true };
  const yaml = pod([shell(WRITE, ['site', '/html'], ['site', '/in', readOnly]), nginx()], 'site');
  expect(placesOf(rule, yaml)).toEqual(['warning helper spec.containers[0].volumeMounts[1].name']);
  expect(findingsOf(rule, yaml)[0].what).toBe(
    'it has the emptyDir "site" for reading and for writing, and no other container mounts it',
  );
  const parts = shell('sleep 1d', ['site', '/a', { subPath: 'a' }], ['site', '/b', { subPath: 'b', ...readOnly }]);
  expect(placesOf(rule, pod([parts], 'site'))).toEqual([]);
});

test('counts native sidecars and init containers as the other side', () => {
  const volumes = [{ name: 'site', emptyDir: {} }];
  const filling = { ...shell('cp -r /site/. /html', ['site', '/html']), name: 'fill' };
  for (const restartPolicy of ['Always', undefined]) {
    const initContainers = [{ ...filling, restartPolicy }];
    expect(placesOf(rule, podOf({ initContainers, containers: [nginx(['site', HTML])], volumes }))).toEqual([]);
    expect(placesOf(rule, podOf({ initContainers, containers: [APP], volumes }))).toEqual([]);
  }
  const sidecar = { ...nginx(['site', HTML]), restartPolicy: 'Always' };
  expect(placesOf(rule, podOf({ initContainers: [sidecar], containers: [APP], volumes }))).toEqual([
    'warning nginx spec.initContainers[0].volumeMounts[0].name',
  ]);
});

test.each([
  [
    'scratch folders',
    [nginx(['tmp', '/tmp'], ['cache', '/var/cache/nginx'], ['run', '/run'])],
    ['tmp', 'cache', 'run'],
  ],
  [
    'two scratch folders of one path',
    [{ ...APP, ...mounts(['a', '/tmp']) }, shell('ls /tmp', ['b', '/tmp'])],
    ['a', 'b'],
  ],
  [
    'data of each its own',
    [{ ...APP, ...mounts(['a', '/data']) }, shell('date > /data/x', ['b', '/data'])],
    ['a', 'b'],
  ],
  [
    'log folders of each its own',
    [
      { ...APP, ...mounts(['a', '/var/log']) },
      { ...APP, name: 'b', ...mounts(['b', '/var/log']) },
    ],
    ['a', 'b'],
  ],
  [
    'a web server that is told what to serve',
    [nginx(['site', HTML], ['conf', '/etc/nginx/conf.d']), shell('sleep 1d')],
    ['site'],
  ],
  [
    'a web server that fills its own folder',
    [{ ...nginx(['site', HTML]), lifecycle: { postStart: { exec: { command: ['cp', '-r', '/app/.', HTML] } } } }],
    ['site'],
  ],
  ['pages and nobody to serve them', [APP, shell(WRITE, ['site', '/html'])], ['site']],
  [
    'a web server with a site of its own',
    [nginx(['site', HTML]), shell(WRITE, ['site', '/html']), shell('date > /own/state.json', ['own', '/own'])],
    ['site', 'own'],
  ],
  [
    'the buffer of a log collector',
    [APP, { name: 'shipper', image: 'fluent/fluent-bit:3.1', ...mounts(['flb-storage', '/var/log/flb']) }],
    ['flb-storage'],
  ],
  ['a log that the container writes itself', [shell('date >> /logs/a & tail -f /logs/a', ['logs', '/logs'])], ['logs']],
])('is content with %s', (_, containers, volumes) => expect(placesOf(rule, pod(containers, ...volumes))).toEqual([]));

test('says nothing about volumes that are filled from elsewhere', () => {
  const volumes = [{ name: 'site', configMap: { name: 'site' } }];
  expect(placesOf(rule, podOf({ containers: [nginx(['site', HTML, { readOnly: true }])], volumes }))).toEqual([]);
});
