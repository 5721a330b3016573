import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { KubernetesVersion } from '../../kubernetes-version';
import { requestsExceedNode as rule } from './requests-exceed-node';

const node = { cpu: 2, memory: 2 ** 30, assumed: false };

function container(name: string, cpu: string | number, more: object = {}) {
  return { name, resources: { requests: { cpu } }, ...more };
}

test('adds up what runs side by side, and names the largest part', () => {
  const yaml = podOf({ containers: [container('a', '500m'), container('b', 1), container('c', '600m')] });
  expect(placesOf(rule, yaml, { node })).toEqual(['error b spec.containers[1].resources.requests.cpu']);
  expect(findingsOf(rule, yaml, { node })[0]).toMatchObject({
    what: 'the Pod requests 2100m CPU in all, and a node has 2',
    happens: 'Pending: 0/1 nodes are available: 1 Insufficient cpu',
    fix: 'request less, first in b, which takes most of it, or say how large your nodes are',
  });
});

test('tells apart what would be rounded to the same, and takes the same for the same', () => {
  const resources = { requests: { memory: 2 ** 30 + 1 } };
  expect(findingsOf(rule, podOf({ containers: [{ name: 'a', resources }] }), { node })[0].what).toBe(
    'the Pod requests 1073741825 bytes of memory in all, and a node has 1073741824 bytes',
  );
  const containers = [container('a', '100m'), container('b', '200m')];
  expect(findingsOf(rule, podOf({ containers }), { node: { ...node, cpu: 0.3 } })).toEqual([]);
});

test('looks at memory as well', () => {
  const resources = { requests: { memory: '1536Mi' } };
  expect(findingsOf(rule, podOf({ containers: [{ name: 'a', resources }] }), { node })[0]).toMatchObject({
    what: 'the Pod requests 1.5Gi of memory in all, and a node has 1Gi',
    happens: 'Pending: 0/1 nodes are available: 1 Insufficient memory',
  });
});

test('only warns where the size of the node is assumed', () => {
  const yaml = podOf({ containers: [container('a', 3)] });
  expect(placesOf(rule, yaml, { node: { ...node, assumed: true } })).toEqual([
    'warning a spec.containers[0].resources.requests.cpu',
  ]);
});

test('counts native sidecars with the regular containers', () => {
  const initContainers = [container('helper', 1, { restartPolicy: 'Always' })];
  expect(placesOf(rule, podOf({ initContainers, containers: [container('a', '1500m')] }), { node })).toEqual([
    'error a spec.containers[0].resources.requests.cpu',
  ]);
});

test('counts an init container with the native sidecars before it only', () => {
  const sidecar = container('helper', 1, { restartPolicy: 'Always' });
  const init = container('setup', '1500m');
  const containers = [container('a', '100m')];
  expect(placesOf(rule, podOf({ initContainers: [sidecar, init], containers }), { node })).toEqual([
    'error setup spec.initContainers[1].resources.requests.cpu',
  ]);
  expect(placesOf(rule, podOf({ initContainers: [init, sidecar], containers }), { node })).toEqual([]);
});

test('takes a limit for a request where there is none, and adds the overhead', () => {
  const containers = [{ name: 'a', resources: { limits: { cpu: '1900m' } } }];
  expect(placesOf(rule, podOf({ containers }), { node })).toEqual([]);
  expect(placesOf(rule, podOf({ containers, overhead: { cpu: '250m' } }), { node })).toEqual([
    'error a spec.containers[0].resources.limits.cpu',
  ]);
});

test('takes what the Pod as a whole requests for the sum', () => {
  const containers = [container('a', 3), container('b', 3)];
  const version = KubernetesVersion.parse('1.34', 'test');
  const asking = (cpu: number) => podOf({ containers, resources: { requests: { cpu } } });
  expect(placesOf(rule, asking(1), { node, version })).toEqual([]);
  expect(placesOf(rule, asking(4), { node, version })).toEqual(['error Pod pod spec.resources.requests.cpu']);
  const limited = podOf({ containers: [{ name: 'a' }], resources: { limits: { memory: '2Gi' } } });
  expect(placesOf(rule, limited, { node, version })).toEqual(['error Pod pod spec.resources.limits.memory']);
});

test('does not know whole Pods before Kubernetes 1.34', () => {
  const version = KubernetesVersion.parse('1.33', 'test');
  const resources = { requests: { cpu: 1 } };
  expect(placesOf(rule, podOf({ containers: [container('a', 3)], resources }), { node, version })).toEqual([
    'error a spec.containers[0].resources.requests.cpu',
  ]);
});

test.each([
  ['it fits exactly', { containers: [container('a', 1), container('b', '1000m')] }],
  [
    'init containers run one after the other',
    { initContainers: [container('x', 2), container('y', 2)], containers: [] },
  ],
  ['nothing is requested', { containers: [{ name: 'a' }, { name: 'b', resources: {} }] }],
  ['a quantity is none', { containers: [container('a', 'many')] }],
  ['there are no containers', { containers: [] }],
])('is content where %s', (_, spec) => {
  expect(placesOf(rule, podOf(spec), { node })).toEqual([]);
});
