import { objectOf, podOf, workloadOf } from '../../../test/manifest-pods';
import { Hosts } from './hosts';
import { fullHostname, identityOf, randomText } from './identity';

const TEMPLATE = { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'app', image: 'x' }] } };
const made = (kind: string, apiVersion: string, spec: object, name = 'db') =>
  identityOf(workloadOf(objectOf(kind, name, { apiVersion, spec })), () => 'x7k2p');

test('a Pod is what it says', () => {
  const { workload } = podOf({}, { labels: { app: 'web' } });
  expect(identityOf(workload)).toMatchObject({ name: 'web', namespace: 'shop', hostname: 'web', owner: undefined });
  expect(identityOf(workloadOf(objectOf('Pod', 'a', { spec: {} }))).namespace).toBe('default');
});

test('a name may only be begun', () => {
  const { workload } = podOf({}, { name: undefined, generateName: 'try-' });
  expect(identityOf(workload, () => 'x7k2p').name).toBe('try-x7k2p');
});

test('of a StatefulSet, the first Pod', () => {
  const identity = made('StatefulSet', 'apps/v1', { serviceName: 'dbs', template: TEMPLATE });
  expect(identity).toMatchObject({ name: 'db-0', hostname: 'db-0', subdomain: 'dbs', owner: { kind: 'StatefulSet' } });
  expect(Object.fromEntries(identity.labels)).toEqual({
    app: 'db',
    'apps.kubernetes.io/pod-index': '0',
    'statefulset.kubernetes.io/pod-name': 'db-0',
  });
  expect(fullHostname(identity)).toBe('db-0.dbs.default.svc.cluster.local');
});

test.each([
  ['Deployment', 'apps/v1', { template: TEMPLATE }, 'ReplicaSet', 'pod-template-hash'],
  ['Job', 'batch/v1', { template: TEMPLATE }, 'Job', 'batch.kubernetes.io/job-name'],
  ['DaemonSet', 'apps/v1', { template: TEMPLATE }, 'DaemonSet', 'app'],
  ['CronJob', 'batch/v1', { jobTemplate: { spec: { template: TEMPLATE } } }, 'Job', 'app'],
])('a Pod of a %s', (kind, apiVersion, spec, owner, label) => {
  const identity = made(kind, apiVersion, spec);
  expect(identity).toMatchObject({ name: 'db-x7k2p', owner: { kind: owner, controller: true } });
  expect([...identity.labels.keys()]).toContain(label);
});

test('a hostname is no longer than Linux has it', () => {
  const long = `${'a'.repeat(62)}-${'b'.repeat(10)}`;
  expect(made('StatefulSet', 'apps/v1', { template: TEMPLATE }, long).hostname).toBe('a'.repeat(62));
});

test('random texts have letters of Kubernetes', () => {
  expect(randomText(200)).toMatch(/^[bcdfghjklmnpqrstvwxz2456789]{200}$/);
});

test('the names that a Pod knows', () => {
  const pod = podOf({
    hostname: 'one',
    subdomain: 'group',
    hostAliases: [{ ip: '192.0.2.7', hostnames: ['old.example.com', 'old'] }],
  });
  const hosts = new Hosts(pod, identityOf(pod.workload), '10.88.0.7', [{ name: 'db', address: '10.89.0.10' }]);
  expect(hosts.toString()).toBe(
    '127.0.0.1\tlocalhost\n::1\tlocalhost\n' +
      '10.88.0.7\tone.group.shop.svc.cluster.local\tone\n' +
      '192.0.2.7\told.example.com\told\n10.89.0.10\tdb\n',
  );
  expect(hosts.addressesOf('LOCALHOST')).toEqual(['127.0.0.1', '::1']);
  expect(hosts.addressesOf('old')).toEqual(['192.0.2.7']);
  expect(hosts.addressesOf('192.0.2.9')).toEqual(['192.0.2.9']);
});
