import { KubeObject } from './kube-object';
import { ManifestSet } from './manifest-set';
import { NetworkReach } from './network-reach';
import { Data } from './values';

function pod(name: string, namespace?: string): KubeObject {
  const containers = [{ name: 'app', ports: [{ name: 'http', containerPort: 8080 }] }];
  return new KubeObject({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app: name } },
    spec: { containers },
  });
}

function policy(app: string, spec: Data, namespace?: string): KubeObject {
  return new KubeObject({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `for-${app}`, namespace },
    spec: { podSelector: { matchLabels: { app } }, ...spec },
  });
}

function mayConnect(objects: readonly KubeObject[], port = 8080, protocol = 'TCP'): boolean {
  const set = new ManifestSet(objects);
  const [from, to] = set.workloads;
  return new NetworkReach(set).mayConnect(from, to, port, protocol);
}

const from = (app: string) => ({ from: [{ podSelector: { matchLabels: { app } } }] });
const to = (app: string) => ({ to: [{ podSelector: { matchLabels: { app } } }] });

test.each<[string, KubeObject[], boolean]>([
  ['no policy is about either', [], true],
  ['a policy is about another one', [policy('other', { ingress: [] })], true],
  ['nobody may come in', [policy('b', { ingress: [] })], false],
  ['it may come in', [policy('b', { ingress: [from('a')] })], true],
  ['another one may come in', [policy('b', { ingress: [from('c')] })], false],
  ['one of two policies lets it in', [policy('b', { ingress: [] }), policy('b', { ingress: [{}] })], true],
  [
    'it may come in, and not go out',
    [policy('b', { ingress: [from('a')] }), policy('a', { egress: [to('c')] })],
    false,
  ],
  ['it may go out, and not come in', [policy('b', { ingress: [] }), policy('a', { egress: [to('b')] })], false],
  ['it may do both', [policy('b', { ingress: [from('a')] }), policy('a', { egress: [to('b')] })], true],
  ['only addresses may come in', [policy('b', { ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] })], false],
  ['it may by the name of the port', [policy('b', { ingress: [{ ...from('a'), ports: [{ port: 'http' }] }] })], true],
  ['it may to another port', [policy('b', { ingress: [{ ...from('a'), ports: [{ port: 80 }] }] })], false],
  ['it may by UDP', [policy('b', { ingress: [{ ...from('a'), ports: [{ port: 8080, protocol: 'UDP' }] }] })], false],
])('whether a may connect to b, where %s', (_, policies, expected) => {
  expect(mayConnect([pod('a'), pod('b'), ...policies])).toBe(expected);
});

test('namespaces are meant by their labels, of which each has its name', () => {
  const namespace = new KubeObject({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'one', labels: { team: 'x' } },
  });
  const by = (matchLabels: Data) =>
    mayConnect([
      pod('a', 'one'),
      pod('b', 'two'),
      namespace,
      policy('b', { ingress: [{ from: [{ namespaceSelector: { matchLabels } }] }] }, 'two'),
    ]);
  expect(by({ 'kubernetes.io/metadata.name': 'one' })).toBe(true);
  expect(by({ 'kubernetes.io/metadata.name': 'two' })).toBe(false);
  expect(by({ team: 'x' })).toBe(true);
  expect(by({})).toBe(true);
  expect(mayConnect([pod('a', 'one'), pod('b', 'two'), policy('b', { ingress: [from('a')] }, 'two')])).toBe(false);
});
