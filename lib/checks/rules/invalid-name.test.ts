import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { KubernetesVersion } from '../../kubernetes-version';
import { invalidName as rule } from './invalid-name';

const container = (name: unknown, more: object = {}) => ({ name, image: 'example.com/app:1', ...more });

function named(apiVersion: string, kind: string, metadata: object): string {
  return JSON.stringify({ apiVersion, kind, metadata });
}

test('finds names of containers and volumes that are no DNS labels', () => {
  const yaml = podOf({ containers: [container('My_Container')], volumes: [{ name: 'shared.data', emptyDir: {} }] });
  expect(placesOf(rule, yaml)).toEqual([
    'error Pod pod spec.volumes[0].name',
    'error My_Container spec.containers[0].name',
  ]);
  expect(findingsOf(rule, yaml)[1]).toMatchObject({
    what: '"My_Container" is no valid name of a container',
    happens: 'The API server rejects it: Invalid value: "My_Container"',
    fix: 'use at most 63 lower-case letters, digits and "-", with a letter or digit at both ends',
  });
});

test('finds names of ports of a Service, which may be longer than those of containers', () => {
  const ports = ['A', 'http_1', 'prometheus-metrics', '8080', 'a--b'].map((name, index) => ({
    name,
    port: 80 + index,
  }));
  const yaml = JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports } });
  expect(placesOf(rule, yaml)).toEqual([
    'error Service web spec.ports[0].name',
    'error Service web spec.ports[1].name',
  ]);
});

test('sees init containers and native sidecars', () => {
  const initContainers = [container('Setup'), container('-helper', { restartPolicy: 'Always' })];
  expect(placesOf(rule, podOf({ initContainers, containers: [] }))).toEqual([
    'error Setup spec.initContainers[0].name',
    'error -helper spec.initContainers[1].name',
  ]);
});

test.each(['prometheus-metrics', 'HTTP', '8080', 'a--b', 'http_', 'http-'])('finds the port name %s', (name) => {
  const ports = [
    { containerPort: 80, name: 'http' },
    { containerPort: 81, name },
  ];
  expect(placesOf(rule, podOf({ containers: [container('app', { ports })] }))).toEqual([
    'error app spec.containers[0].ports[1].name',
  ]);
});

test('says how long a name is that is too long', () => {
  const ports = [{ containerPort: 80, name: 'prometheus-metrics' }];
  expect(findingsOf(rule, podOf({ containers: [container('app', { ports })] }))[0]?.what).toBe(
    '"prometheus-metrics" is no valid name of a port: it has 18 characters',
  );
});

test.each([
  ['v1', 'Service', { name: 'my.service' }],
  ['v1', 'Service', { name: '2nd' }],
  ['v1', 'Namespace', { name: 'team.a' }],
  ['v1', 'ConfigMap', { name: 'app_config' }],
  ['batch/v1', 'CronJob', { name: 'a'.repeat(53) }],
  ['batch/v1', 'Job', { name: 'a'.repeat(64) }],
  ['apps/v1', 'StatefulSet', { name: 'a'.repeat(53) }],
  ['apps/v1', 'Deployment', { name: 'Web' }],
])('finds the name of a %s %s %j', (apiVersion, kind, metadata) => {
  expect(findingsOf(rule, named(apiVersion, kind, metadata)).map(({ path }) => path)).toEqual([['metadata', 'name']]);
});

test('says that there are no Pods where only those cannot be made', () => {
  expect(findingsOf(rule, named('apps/v1', 'StatefulSet', { name: 'a'.repeat(53) }))[0]?.happens).toBe(
    'FailedCreate: metadata.labels: Invalid value: must be no more than 63 characters; there are no Pods',
  );
});

test('finds labels and annotations, of the template too', () => {
  const labels = { app: 'a b', 'Example.com/x': 'y', 'a/b/c': 'z', ok: '' };
  const template = { metadata: { labels: { app: 'x'.repeat(64) }, annotations: { 'what is': 'this' } }, spec: {} };
  const yaml = JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', labels, annotations: { 'Example.com/Note': 'any text, of course' } },
    spec: { template },
  });
  expect(placesOf(rule, yaml)).toEqual([
    'error Deployment web metadata.labels.app',
    "error Deployment web metadata.labels['Example.com/x']",
    "error Deployment web metadata.labels['a/b/c']",
    'error Deployment web spec.template.metadata.labels.app',
    "error Deployment web spec.template.metadata.annotations['what is']",
  ]);
});

test.each([
  ['v1', 'ConfigMap', { name: 'app.config.v1' }],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole', { name: 'system:node_Reader' }],
  ['example.com/v1', 'Widget', { name: 'Any Thing' }],
  ['v1', 'Pod', { generateName: 'web-' }],
  ['v1', 'Service', { name: '${app}-service', namespace: '{{ .Release.Namespace }}' }],
  ['batch/v1', 'CronJob', { name: 'nightly.backup' }],
  ['apps/v1', 'Deployment', { name: 'a'.repeat(200), labels: { 'app.kubernetes.io/name': 'Web_1.2' } }],
])('is content with a %s %s %j', (apiVersion, kind, metadata) => {
  expect(placesOf(rule, named(apiVersion, kind, metadata))).toEqual([]);
});

test('lets a Service start with a digit where a feature gate may allow it', () => {
  const version = KubernetesVersion.parse('1.34', 'test');
  expect(placesOf(rule, named('v1', 'Service', { name: '2nd' }), { version })).toEqual([]);
});

test('leaves what is no text to the schema', () => {
  expect(placesOf(rule, named('v1', 'Pod', { name: 5, labels: { a: 1 }, annotations: 'x' }))).toEqual([]);
  expect(placesOf(rule, podOf({ containers: [container(null), container({}, { ports: [{ name: 80 }, 7] })] }))).toEqual(
    [],
  );
});

const containers = [container('app')];

test.each([
  [{ hostname: 'Web_1' }, 'hostname', 'hostname'],
  [{ subdomain: 'shop.web' }, 'subdomain', 'subdomain'],
  [{ hostAliases: [{ ip: 'localhost', hostnames: ['db'] }] }, 'hostAliases[0].ip', 'IP address of an alias'],
  [{ hostAliases: [{ ip: '10.0.0.256', hostnames: ['db'] }] }, 'hostAliases[0].ip', 'IP address of an alias'],
  [{ hostAliases: [{ ip: '10.0.0.1', hostnames: ['A_b!'] }] }, 'hostAliases[0].hostnames[0]', 'name of an alias'],
  [
    { dnsConfig: { nameservers: ['1.1.1.1', 'dns.example.com'] } },
    'dnsConfig.nameservers[1]',
    'IP address of a nameserver',
  ],
  [{ dnsConfig: { searches: ['shop svc'] } }, 'dnsConfig.searches[0]', 'search domain'],
  [{ serviceAccountName: 'My App' }, 'serviceAccountName', 'name of a ServiceAccount'],
  [{ priorityClassName: 'High_1' }, 'priorityClassName', 'name of a PriorityClass'],
  [{ runtimeClassName: 'gVisor' }, 'runtimeClassName', 'name of a RuntimeClass'],
  [{ nodeName: 'node_1' }, 'nodeName', 'name of a node'],
  [{ nodeSelector: { disk: 'fast ssd' } }, 'nodeSelector.disk', 'label value'],
  [{ nodeSelector: { 'a b': 'c' } }, "nodeSelector['a b']", 'name of a label'],
])('finds what a Pod cannot have in %j', (spec, place, what) => {
  const yaml = podOf({ ...spec, containers });
  expect(placesOf(rule, yaml)).toEqual([`error Pod pod spec.${place}`]);
  expect(findingsOf(rule, yaml)[0].what).toContain(`is no valid ${what}`);
});

test('is content with names and addresses as they are', () => {
  const spec = {
    hostname: 'web-1',
    subdomain: 'shop',
    hostAliases: ['10.0.0.1', '010.000.000.001', '::1', 'fd00::1:2', '::ffff:10.0.0.1'].map((ip) => ({
      ip,
      hostnames: ['db.shop'],
    })),
    serviceAccountName: 'app.v1',
    priorityClassName: 'system-node-critical',
    nodeSelector: { 'kubernetes.io/os': 'linux', 'example.com/Disk': '' },
    dnsConfig: {
      nameservers: ['1.1.1.1', '2606:4700::1111'],
      searches: ['svc.cluster.local', 'shop.svc.', '_tcp.shop', '.'],
    },
  };
  expect(placesOf(rule, podOf({ ...spec, containers }))).toEqual([]);
});

test('finds storage classes of claims, also of templates', () => {
  const spec = (storageClassName: string) => ({ storageClassName, accessModes: ['ReadWriteOnce'] });
  const claim = (name: string) =>
    JSON.stringify({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: spec(name) });
  expect(placesOf(rule, claim('Fast SSD'))).toEqual(['error PersistentVolumeClaim data spec.storageClassName']);
  expect(placesOf(rule, claim('fast-ssd.v2'))).toEqual([]);
  expect(placesOf(rule, claim(''))).toEqual([]);
  const set = JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: {
      template: { spec: { containers } },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: spec('Fast') }],
    },
  });
  expect(placesOf(rule, set)).toEqual(['error StatefulSet db spec.volumeClaimTemplates[0].spec.storageClassName']);
});

test.each([
  ['https://shop.example.com', false],
  ['Shop.example.com', false],
  ['shop.example.com:8080', false],
  ['10.0.0.1', false],
  ['a.*.example.com', false],
  ['*.example.com', true],
  ['shop.example.com', true],
  ['localhost', true],
])('whether an Ingress can have the host %s: %j', (host, can) => {
  const spec = { rules: [{ host }], tls: [{ hosts: [host] }] };
  const yaml = JSON.stringify({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: { name: 'web' }, spec });
  expect(placesOf(rule, yaml)).toEqual(
    can
      ? []
      : [
          'error Ingress web spec.rules[0].host',
          ...(host === '10.0.0.1' ? [] : ['error Ingress web spec.tls[0].hosts[0]']),
        ],
  );
});
