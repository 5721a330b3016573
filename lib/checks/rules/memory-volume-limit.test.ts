import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { memoryVolumeLimit as rule } from './memory-volume-limit';

function user(name: string, memory: string | undefined, more: object = {}, mount: object = {}) {
  return {
    name,
    image: 'example.com/app:1',
    volumeMounts: [{ name: 'cache', mountPath: '/cache', ...mount }],
    ...(memory === undefined ? {} : { resources: { limits: { memory } } }),
    ...more,
  };
}

const pod = (containers: object[], sizeLimit?: unknown, more: object = {}) =>
  podOf({ containers, volumes: [{ name: 'cache', emptyDir: { medium: 'Memory', sizeLimit } }], ...more });
const WRITES = { command: ['sh', '-c', 'cat /dev/zero > /cache/file'] };

test('finds a limit that is smaller than the volume', () => {
  const yaml = pod([user('app', '128Mi')], '256Mi');
  expect(placesOf(rule, yaml)).toEqual(['warning app spec.volumes[0].emptyDir.sizeLimit']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'the memory volume "cache" may grow to 256Mi, and the memory limit of the container that fills it is 128Mi',
    fix: 'set the memory limit of app above 256Mi and what it needs itself, or sizeLimit below 128Mi',
  });
});

test('finds a volume and a container that both have no limit', () => {
  const yaml = pod([user('app', '1Gi'), user('helper', undefined)]);
  expect(placesOf(rule, yaml)).toEqual(['warning helper spec.volumes[0].emptyDir']);
  expect(findingsOf(rule, yaml)[0]?.fix).toBe(
    'set emptyDir.sizeLimit of "cache", and a memory limit of helper above that',
  );
});

test('names the small helper that writes, also as an init container or native sidecar', () => {
  expect(placesOf(rule, pod([user('app', '1Gi'), user('helper', '64Mi', WRITES)], '256Mi'))).toEqual([
    'warning helper spec.volumes[0].emptyDir.sizeLimit',
  ]);
  for (const restartPolicy of ['Always', undefined]) {
    const initContainers = [user('helper', '64Mi', { ...WRITES, restartPolicy })];
    expect(placesOf(rule, pod([user('app', '1Gi')], '256Mi', { initContainers }))).toEqual([
      'warning helper spec.volumes[0].emptyDir.sizeLimit',
    ]);
  }
});

test('takes the limit of the Pod where the container has none', () => {
  const resources = { limits: { memory: '128Mi' } };
  expect(placesOf(rule, pod([user('app', undefined)], '256Mi', { resources }))).toHaveLength(1);
  expect(placesOf(rule, pod([user('app', undefined)], undefined, { resources }))).toEqual([]);
});

test.each([
  ['the proxy of a mesh, which is put in', [user('linkerd-proxy', undefined)], undefined],
  ['a limit above the size', [user('app', '512Mi')], '256Mi'],
  ['a size and no limit, which is the node’s matter', [user('app', undefined)], '256Mi'],
  ['a limit and no size', [user('app', '512Mi')], undefined],
  ['a small container that only reads', [user('app', '1Gi'), user('helper', '64Mi', {}, { readOnly: true })], '256Mi'],
  ['a small container that may only read', [user('app', '1Gi'), user('helper', '64Mi')], '256Mi'],
  ['a size that is none', [user('app', '64Mi')], { much: true }],
])('is content with %s', (_, containers, size) => expect(placesOf(rule, pod(containers, size))).toEqual([]));

test('says nothing about volumes on disk', () => {
  const volumes = [{ name: 'cache', emptyDir: { sizeLimit: '256Mi' } }];
  expect(placesOf(rule, podOf({ containers: [user('app', '64Mi')], volumes }))).toEqual([]);
});
