import { findingsOf, placesOf } from '../../../test/checks';
import { policyBlocksDns as rule } from './policy-blocks-dns';

const yamlOf = (...objects: object[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');

const pod = (container: object, more: object = {}, name = 'shop') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, labels: { app: 'shop' } },
  spec: { containers: [{ name: 'shop', image: 'example.com/shop:1', ...container }], ...more },
});
const policy = (spec: object, name = 'policy') => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name },
  spec: { podSelector: { matchLabels: { app: 'shop' } }, policyTypes: ['Egress'], ...spec },
});
const DATABASE = { env: [{ name: 'DATABASE_URL', value: 'postgres://database:5432/shop' }] };
const DNS = [{ port: 53, protocol: 'UDP' }];
const SYSTEM = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } };

test('finds Pods that use names and may ask nobody', () => {
  const yaml = yamlOf(pod(DATABASE), policy({ egress: [{ to: [{ podSelector: {} }], ports: [{ port: 5432 }] }] }));
  expect(placesOf(rule, yaml)).toEqual(['warning NetworkPolicy policy spec.egress']);
  expect(placesOf(rule, yaml, { complete: true })).toEqual(['error NetworkPolicy policy spec.egress']);
  const [finding] = findingsOf(rule, yaml);
  expect(finding.what).toBe(
    `Pod shop uses names such as "database", and no policy lets the Pods ask the cluster's DNS`,
  );
});

test('reports once for all Pods of a policy', () => {
  const found = findingsOf(rule, yamlOf(pod(DATABASE), pod(DATABASE, {}, 'b'), policy({})));
  expect(found.map(({ what }) => what)).toEqual([expect.stringMatching(/^Pod shop and 1 more use names/)]);
});

test.each([
  ['a variable', DATABASE],
  ['an argument', { args: ['--upstream=http://api:8080'] }],
  ['a script', { command: ['sh', '-c', 'while true; do nc -z database 5432; sleep 5; done'] }],
  ['a name of the cluster alone', { env: [{ name: 'DB_HOST', value: 'db.shop.svc.cluster.local' }] }],
])('finds a name in %s', (_, container) => {
  expect(placesOf(rule, yamlOf(pod(container), policy({})))).toEqual(['warning NetworkPolicy policy spec']);
});

test('finds it in native sidecars and init containers', () => {
  const sidecar = { name: 'proxy', image: 'example.com/proxy:1', restartPolicy: 'Always', ...DATABASE };
  expect(placesOf(rule, yamlOf(pod({}, { initContainers: [sidecar] }), policy({})))).toHaveLength(1);
});

test.each([
  ['its own namespace', { podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }, DNS],
  ['another namespace', { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'data' } } }, undefined],
  [
    'other Pods of all namespaces',
    { namespaceSelector: {}, podSelector: { matchLabels: { app: 'redis' } } },
    undefined,
  ],
  ['public addresses', { ipBlock: { cidr: '203.0.113.0/24' } }, undefined],
  [
    'all but private addresses',
    { ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'] } },
    undefined,
  ],
  ['the DNS, for TCP only', SYSTEM, [{ port: 53, protocol: 'TCP' }]],
])('is not content with a way to %s', (_, to, ports) => {
  expect(placesOf(rule, yamlOf(pod(DATABASE), policy({ egress: [{ to: [to], ports }] })))).toHaveLength(1);
});

test.each([
  ['to the DNS', { egress: [{ to: [SYSTEM], ports: DNS }] }],
  ['to everybody on this port', { egress: [{ ports: DNS }] }],
  ['to everybody', { egress: [{}] }],
  ['to all namespaces', { egress: [{ to: [{ namespaceSelector: {} }] }] }],
  ['to an address on this port', { egress: [{ to: [{ ipBlock: { cidr: '169.254.20.10/32' } }], ports: DNS }] }],
  ['to all addresses', { egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] }],
  ['to a range of ports', { egress: [{ ports: [{ port: 50, endPort: 60, protocol: 'UDP' }] }] }],
  ['to a port by name', { egress: [{ to: [SYSTEM], ports: [{ port: 'dns', protocol: 'UDP' }] }] }],
  ["to OpenShift's DNS", { egress: [{ ports: [{ port: 5353, protocol: 'UDP' }] }] }],
  [
    'to namespaces of unknown labels',
    { egress: [{ to: [{ namespaceSelector: { matchLabels: { name: 'kube-system' } } }] }] },
  ],
])('is content with a way %s', (_, spec) => {
  expect(placesOf(rule, yamlOf(pod(DATABASE), policy(spec)))).toEqual([]);
});

test('takes all policies of a Pod together', () => {
  const open = policy({ podSelector: {}, egress: [{ to: [SYSTEM], ports: DNS }] }, 'dns');
  expect(placesOf(rule, yamlOf(pod(DATABASE), policy({}), open))).toEqual([]);
});

test.each([
  ['no policy isolates it for egress', yamlOf(pod(DATABASE), policy({ policyTypes: ['Ingress'] }))],
  [
    'without policyTypes there are no rules for egress',
    yamlOf(pod(DATABASE), policy({ policyTypes: undefined, egress: [] })),
  ],
  ['the policy is about other Pods', yamlOf(pod(DATABASE), policy({ podSelector: { matchLabels: { app: 'web' } } }))],
  [
    'it uses no names',
    yamlOf(
      pod({
        env: [
          { name: 'DB_HOST', value: '10.1.2.3' },
          { name: 'URL', value: 'http://localhost:80' },
        ],
      }),
      policy({}),
    ),
  ],
  ['the name is its own', yamlOf(pod({ args: ['--redirect-url=https://shop.example.com/callback'] }), policy({}))],
  [
    'the name is in its hosts file',
    yamlOf(pod(DATABASE, { hostAliases: [{ ip: '10.0.0.1', hostnames: ['database'] }] }), policy({})),
  ],
  ["it is on the node's network", yamlOf(pod(DATABASE, { hostNetwork: true }), policy({}))],
  [
    'policies of other kinds may allow it',
    yamlOf(pod(DATABASE), policy({}), {
      apiVersion: 'cilium.io/v2',
      kind: 'CiliumNetworkPolicy',
      metadata: { name: 'dns' },
    }),
  ],
])('is content where %s', (_, yaml) => {
  expect(placesOf(rule, yaml, { complete: true })).toEqual([]);
});
