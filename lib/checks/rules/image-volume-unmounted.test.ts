import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { imageVolumeUnmounted as rule } from './image-volume-unmounted';

function pod(container: object) {
  return podOf({ volumes: [{ name: 'data', emptyDir: {} }], containers: [{ name: 'db', ...container }] });
}

function workload(kind: string, apiVersion: string, container: object) {
  const template = { spec: { containers: [{ name: 'db', ...container }] } };
  return JSON.stringify({ apiVersion, kind, metadata: { name: 'db' }, spec: { template } });
}

const at = (mountPath: string) => [{ name: 'data', mountPath }];

test.each([
  ['postgres:16', '/var/lib/postgresql/data'],
  ['postgres:18', '/var/lib/postgresql'],
  ['mysql:8.4', '/var/lib/mysql'],
  ['mongo:8.0', '/data/db'],
  ['rabbitmq:4.1', '/var/lib/rabbitmq'],
  ['prom/prometheus:v3.5.0', '/prometheus'],
])('finds that nothing is mounted for %s', (image, folder) => {
  const found = findingsOf(rule, pod({ image, volumeMounts: at('/elsewhere') }));
  expect(found[0]).toMatchObject({
    severity: 'warning',
    path: ['spec', 'containers', 0, 'volumeMounts'],
    what: `${image} keeps its data in ${folder}, and no volume is mounted there`,
    fix: `mount a claim at ${folder}, or an emptyDir where the data may go with the Pod`,
  });
});

test('names the container where it has no mounts', () => {
  expect(placesOf(rule, pod({ image: 'postgres:16' }))).toEqual(['warning db spec.containers[0]']);
});

test('sees native sidecars, and leaves init containers that end alone', () => {
  const initContainers = [
    { name: 'once', image: 'mysql:8.4' },
    { name: 'db', image: 'mysql:8.4', restartPolicy: 'Always' },
  ];
  expect(placesOf(rule, podOf({ initContainers, containers: [] }))).toEqual(['warning db spec.initContainers[1]']);
});

test('takes redis for a store where it is told to keep its data', () => {
  expect(placesOf(rule, pod({ image: 'redis:7.4', args: ['--appendonly', 'yes'] }))).toHaveLength(1);
  expect(placesOf(rule, workload('StatefulSet', 'apps/v1', { image: 'redis:7.4' }))).toHaveLength(1);
  expect(placesOf(rule, workload('Deployment', 'apps/v1', { image: 'redis:7.4' }))).toEqual([]);
});

test.each([
  ['a volume is mounted there', { image: 'postgres:16', volumeMounts: at('/var/lib/postgresql/data') }],
  ['a volume is mounted above', { image: 'mysql:8.4', volumeMounts: at('/var/lib') }],
  ['one of several volumes is mounted', { image: 'mongo:8.0', volumeMounts: at('/data/db') }],
  [
    'the data is elsewhere',
    { image: 'prom/prometheus:v3.5.0', args: ['--storage.tsdb.path=/tsdb'], volumeMounts: at('/tsdb') },
  ],
  [
    'a variable says where the data is',
    { image: 'postgres:16', env: [{ name: 'PGDATA', value: '/pg/data' }], volumeMounts: at('/pg') },
  ],
  ['it is a client', { image: 'postgres:16', command: ['sh', '-c', 'while true; do pg_isready -h db; sleep 5; done'] }],
  ['the image declares none', { image: 'nginx:1.27' }],
  ['nothing is known about the image', { image: 'example.com/app:1' }],
])('is content where %s', (_, container) => {
  expect(placesOf(rule, pod(container))).toEqual([]);
});

test('leaves Jobs alone, whose data is for them only', () => {
  expect(placesOf(rule, workload('Job', 'batch/v1', { image: 'postgres:16' }))).toEqual([]);
});
