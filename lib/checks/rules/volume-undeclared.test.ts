import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { volumeUndeclared as rule } from './volume-undeclared';

const app = (name: unknown, more: object = {}) => ({
  name: 'app',
  image: 'example.com/app:1',
  volumeMounts: [{ name, mountPath: '/data' }],
  ...more,
});

test('finds a mount of a volume that is not there', () => {
  const yaml = podOf({ containers: [app('data')], volumes: [{ name: 'cache', emptyDir: {} }] });
  expect(placesOf(rule, yaml)).toEqual(['error app spec.containers[0].volumeMounts[0].name']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'it mounts the volume "data", which the Pod does not have',
    happens: 'The API server rejects it: name: Not found: "data"',
    fix: 'declare it, as an entry named "data" of the Pod\'s volumes',
  });
});

test('names the volume that was meant', () => {
  const yaml = podOf({ containers: [app('shared_data')], volumes: [{ name: 'shared-data', emptyDir: {} }] });
  expect(findingsOf(rule, yaml)[0]?.fix).toBe('write "shared-data", a volume that the Pod has');
});

test('sees init containers, native sidecars and block devices', () => {
  const device = { volumeMounts: [], volumeDevices: [{ name: 'disk', devicePath: '/dev/xvda' }] };
  const initContainers = [app('a', { name: 'setup' }), app('b', { name: 'helper', restartPolicy: 'Always' })];
  expect(placesOf(rule, podOf({ initContainers, containers: [app('c', device)] }))).toEqual([
    'error setup spec.initContainers[0].volumeMounts[0].name',
    'error helper spec.initContainers[1].volumeMounts[0].name',
    'error app spec.containers[0].volumeDevices[0].name',
  ]);
});

test('finds two volumes of one name', () => {
  const volumes = [
    { name: 'data', emptyDir: {} },
    { name: 'data', emptyDir: {} },
  ];
  expect(placesOf(rule, podOf({ containers: [app('data')], volumes }))).toEqual(['error Pod pod spec.volumes[1].name']);
});

test('counts the claim templates of a StatefulSet, and of nothing else', () => {
  const workload = (kind: string) =>
    JSON.stringify({
      apiVersion: 'apps/v1',
      kind,
      metadata: { name: 'db' },
      spec: {
        template: { spec: { containers: [app('data')] } },
        volumeClaimTemplates: [{ metadata: { name: 'data' } }],
      },
    });
  expect(placesOf(rule, workload('StatefulSet'))).toEqual([]);
  expect(placesOf(rule, workload('Deployment'))).toHaveLength(1);
});

test('is content with a volume that several containers mount', () => {
  const volumes = [{ name: 'data', emptyDir: {} }];
  expect(placesOf(rule, podOf({ containers: [app('data'), app('data', { name: 'other' })], volumes }))).toEqual([]);
});

test('leaves what is no name to the schema', () => {
  expect(placesOf(rule, podOf({ containers: [app(5), app(null)], volumes: 'data' }))).toEqual([]);
});
