import { KubeObject } from './kube-object';
import { ManifestSet } from './manifest-set';
import { NetworkReach } from './network-reach';
import { Data } from './values';

function pod(name: string, namespace?: string, more: Data = {}): KubeObject {
  const containers = [{ name: 'app', ports: [{ name: 'http', containerPort: 8080 }] }];
  return new KubeObject({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app: name } },
    spec: { containers, ...more },
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

function mayConnect(objects: readonly KubeObject[], port = 8080, protocol = 'TCP'): boolean | undefined {
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

describe('a Pod on the network of its node', () => {
  const [host, toHost] = [pod('a', undefined, { hostNetwork: true }), pod('b', undefined, { hostNetwork: true })];

  test.each<[string, KubeObject[], boolean | undefined]>([
    ['is meant by no selector', [host, pod('b'), policy('b', { ingress: [from('a')] })], undefined],
    ['is not known to be kept out', [host, pod('b'), policy('b', { ingress: [] })], undefined],
    ['may come in where everybody may', [host, pod('b'), policy('b', { ingress: [{}] })], true],
    ['is meant by none of those who go out', [pod('a'), toHost, policy('a', { egress: [to('b')] })], undefined],
    ['has no policies itself', [host, pod('b'), policy('a', { egress: [], policyTypes: ['Egress'] })], true],
  ])('%s', (_, objects, expected) => expect(mayConnect(objects)).toBe(expected));

  test('is none of the workloads that a peer means', () => {
    const set = new ManifestSet([host, pod('b'), policy('b', { ingress: [from('a'), from('b')] })]);
    const reach = new NetworkReach(set);
    const meant = reach
      .ingressOf(set.workloads[1])!
      .flatMap(({ rule, policy: own }) => rule.peers.flatMap((peer) => reach.workloadsOf(peer, own)));
    expect(meant.map(({ object }) => object.name)).toEqual(['b']);
  });
});

describe('a connection to a host that is not in the set', () => {
  const mayLeave = (egress: readonly Data[], host: string, ...more: readonly KubeObject[]) => {
    const set = new ManifestSet([pod('a'), policy('a', { egress, policyTypes: ['Egress'] }), ...more]);
    return new NetworkReach(set).mayLeave(set.workloads[0], host, 443);
  };
  const addresses = { to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] };
  const open = (port?: number | string, more: Data = {}) => ({ ports: [{ port, ...more }] });
  const outside = 'pay.example.com';

  test.each<[string, Data[], string, boolean]>([
    ['nothing may go out', [], outside, false],
    ['everything may', [{}], outside, true],
    ['another port is open', [open(53)], outside, false],
    ['its port is open to anything', [open(443)], outside, true],
    ['its port is open by another protocol', [open(443, { protocol: 'UDP' })], outside, true],
    ['its port is in a range', [open(400, { endPort: 500 })], outside, true],
    ['all ports are open', [open()], outside, true],
    ['a port is open by its name', [open('https')], outside, true],
    ['its port is open to addresses', [{ ...addresses, ...open(443) }], outside, true],
    ['all ports of addresses are', [addresses], outside, true],
    ['another port of addresses is', [{ ...addresses, ...open(5432) }], outside, false],
    ['its port is open to Pods', [{ ...to('b'), ...open(443) }], outside, false],
    ['its port is open to Pods', [{ ...to('b'), ...open(443) }], '203.0.113.7', false],
    ['Pods may have its address', [to('b')], '10.1.2.3', true],
    ['a Service may have its name', [to('b')], 'pay', true],
    ['a Service of another namespace may', [to('b')], 'pay.bank', true],
    ['a Service has its name', [to('b')], 'pay.bank.svc.cluster.local', true],
    ['a Pod of a StatefulSet may have its name', [to('b')], 'pay-0.pay.bank', true],
    ['no rule opens the port of a Service', [{ ...to('b'), ...open(80) }], 'pay', false],
  ])('where %s', (_, egress, host, expected) => expect(mayLeave(egress, host)).toBe(expected));

  test('may be let out by policies of a network plugin', () => {
    const cilium = { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'p' } };
    expect(mayLeave([], outside, new KubeObject(cilium))).toBe(true);
  });
});
