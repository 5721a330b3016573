import { containerOf, podOf } from '../../../test/manifest-pods';
import { fieldValue, resourceValue } from './downward';
import { identityOf } from './identity';

const NODE = { name: 'node', address: '192.0.2.1', cores: 4, memory: 8 * 2 ** 30 };
const pod = podOf(
  { serviceAccountName: 'robot' },
  { labels: { 'app-x': '1', app: 'a "b"' }, annotations: { note: 'two\nlines' } },
);
const identity = identityOf(pod.workload);
const value = (path: string) => fieldValue(path, { pod, identity, address: '10.88.0.7', node: NODE });

test.each([
  ['metadata.name', 'web'],
  ['metadata.namespace', 'shop'],
  ['metadata.uid', identity.uid],
  ["metadata.labels['app-x']", '1'],
  ["metadata.labels['none']", ''],
  ["metadata.annotations['note']", 'two\nlines'],
  // By their keys, not by the lines.
  ['metadata.labels', 'app="a \\"b\\""\napp-x="1"'],
  ['metadata.annotations', 'note="two\\nlines"'],
  ['spec.nodeName', 'node'],
  ['spec.serviceAccountName', 'robot'],
  ['status.hostIP', '192.0.2.1'],
  ['status.podIP', '10.88.0.7'],
  ['spec.containers', undefined],
])('%s', (path, expected) => expect(value(path)).toBe(expected));

const container = containerOf({
  resources: { requests: { cpu: '150m', memory: '1000' }, limits: { memory: '64Mi', 'ephemeral-storage': '1Gi' } },
});

test.each([
  [{ resource: 'requests.cpu' }, '1'],
  [{ resource: 'requests.cpu', divisor: '1m' }, '150'],
  [{ resource: 'limits.memory', divisor: '1Mi' }, '64'],
  [{ resource: 'requests.memory', divisor: '1Ki' }, '1'],
  [{ resource: 'limits.memory', divisor: '0' }, String(64 * 2 ** 20)],
  // Where there is no limit, what the node has; without a request, the limit.
  [{ resource: 'limits.cpu' }, '4'],
  [{ resource: 'requests.ephemeral-storage', divisor: '1Mi' }, '1024'],
  [{ resource: 'cpu' }, undefined],
])('%j', (source, expected) => expect(resourceValue(source, container, NODE)).toBe(expected));
