import { Data } from '../../../lib/model/values';
import { setOf } from '../../../test/fake-cluster';
import { limitsOf } from './limits';
import { forTrial, Place, prepare, Prepared, runOf } from './prepare';

const RUN = '0badcafe';
const PLACE: Place = { run: RUN, namespace: 'default', own: false, asked: false };
const OWN: Place = { ...PLACE, namespace: 'own', own: true };
const MARK = { 'cdk8s-sidecars.run': RUN };
const SPEC = { containers: [{ name: 'app', image: 'example.com/app:1' }] };

function object(kind: string, name: string, rest: Data = {}, apiVersion = 'v1'): Data {
  const { metadata, ...fields } = rest;
  return { apiVersion, kind, metadata: { name, ...(metadata as object) }, ...fields };
}

const pod = (name: string, rest: Data = {}) => object('Pod', name, { spec: SPEC, ...rest });

function prepared(place: Place, ...manifests: Data[]): Prepared {
  return prepare(setOf(...manifests), place);
}

test('what an API server has put there is left out, and the rest stays', () => {
  const uid = { uid: '1', resourceVersion: '2', creationTimestamp: null, managedFields: [] };
  const metadata = { ...uid, ownerReferences: [{ uid: '3' }], labels: { app: 'web' }, annotations: { a: 'b' } };
  const [found] = prepared(PLACE, pod('web', { metadata, status: { phase: 'Running' } })).objects;
  expect(found).toEqual({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'default', labels: { app: 'web', ...MARK }, annotations: { a: 'b' } },
    spec: SPEC,
  });
});

test('what is used comes before what uses it, and what was not chosen does not come', () => {
  const set = setOf(
    pod('web'),
    pod('other'),
    object('Service', 'web'),
    object('Widget', 'x', {}, 'example.com/v1'),
    object('ConfigMap', 'c'),
    object('ServiceAccount', 's'),
    object('ClusterRole', 'r', {}, 'rbac.authorization.k8s.io/v1'),
  );
  const chosen = { ...set, workloads: set.workloads.slice(0, 1) };
  expect(prepare(chosen, PLACE).objects.map(({ kind }) => kind)).toEqual([
    'ServiceAccount',
    'ConfigMap',
    'Service',
    'Widget',
    'Pod',
  ]);
  expect(limitsOf(chosen, undefined)).toEqual([
    'not applied, because the whole cluster shares them: ClusterRole r; what needs them finds those that are there',
    'not applied, because not chosen: Pod other',
  ]);
});

test('what a workload makes is marked as well', () => {
  const claims = [{ metadata: { name: 'data' } }];
  const spec = { template: { metadata: { labels: { app: 'db' } }, spec: SPEC }, volumeClaimTemplates: claims };
  const found = prepared(PLACE, object('StatefulSet', 'db', { spec }, 'apps/v1'));
  expect(found.objects[0]['spec']).toEqual({
    template: { metadata: { labels: { app: 'db', ...MARK } }, spec: SPEC },
    volumeClaimTemplates: [{ metadata: { name: 'data', labels: MARK } }],
  });
  expect(runOf(found, PLACE)).toEqual({
    id: RUN,
    home: 'default',
    namespaces: ['default'],
    ownNamespaces: [],
    types: ['StatefulSet.v1.apps', 'PersistentVolumeClaim.v1.'],
    graceSeconds: 30,
  });
});

test('a CronJob is suspended, and its Job is run', () => {
  const jobSpec = { backoffLimit: 1, template: { spec: SPEC } };
  const name = 'a'.repeat(51) + '.and-more';
  const jobTemplate = { metadata: { labels: { a: 'b' }, annotations: { c: 'd' } }, spec: jobSpec };
  const cronJob = object('CronJob', name, { spec: { schedule: '@daily', jobTemplate } }, 'batch/v1');
  const { objects } = prepared(PLACE, cronJob);
  expect(objects).toMatchObject([
    {
      kind: 'Job',
      metadata: { name: `${'a'.repeat(51)}.an-${RUN}`, labels: { a: 'b', ...MARK }, annotations: { c: 'd' } },
      spec: { backoffLimit: 1, template: { metadata: { labels: MARK }, spec: SPEC } },
    },
    { kind: 'CronJob', spec: { suspend: true } },
  ]);
});

test('the ServiceAccount of the set is not missed when it is tried', () => {
  const account = object('ServiceAccount', 'web');
  const own = pod('own', { spec: { ...SPEC, serviceAccountName: 'web' } });
  const other = pod('other', { spec: { ...SPEC, serviceAccountName: 'other' } });
  const tried = forTrial(prepared(PLACE, account, own, other).objects);
  expect(tried.slice(1).map(({ spec }) => spec)).toEqual([SPEC, { ...SPEC, serviceAccountName: 'other' }]);
});

describe('a namespace of its own', () => {
  const inShop = pod('web', { metadata: { namespace: 'shop' } });
  const shop = object('Namespace', 'shop', { metadata: { labels: { team: 'a' }, annotations: { b: 'c' } } });

  test('takes the place of the one that is written, with what is said of it', () => {
    const { namespaces, objects } = prepared(OWN, inShop, object('Service', 'web'), shop);
    expect(objects.map(({ metadata }) => (metadata as Data)['namespace'])).toEqual(['own', 'own']);
    const labels = { team: 'a', ...MARK, 'cdk8s-sidecars.record': RUN };
    expect(namespaces).toEqual([object('Namespace', 'own', { metadata: { labels, annotations: { b: 'c' } } })]);
    expect(limitsOf(setOf(inShop, shop), 'own')).toEqual([
      'everything of namespace shop goes into own: names with the namespace in them, as in service.shop.svc, selectors of namespaces and subjects of roles still mean shop',
    ]);
  });

  test('is one', () => {
    expect(() => prepared(OWN, inShop, pod('web', { metadata: { namespace: 'other' } }))).toThrow(
      '--own-namespace is for objects of one namespace; these are in "shop", "other"',
    );
  });
});

test('objects need a name', () => {
  expect(() =>
    prepared(PLACE, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { generateName: 'a-' } }, pod('web')),
  ).toThrow('ConfigMap a- has a generateName, and kubectl apply needs metadata.name');
});

test('what is done in another way is said', () => {
  const workload = (kind: string, apiVersion: string, spec: Data = {}) =>
    object(kind, 'x', { spec: { template: { spec: SPEC }, ...spec } }, apiVersion);
  const set = setOf(
    workload('Deployment', 'apps/v1', { replicas: 3 }),
    workload('ReplicaSet', 'apps/v1', { replicas: 0 }),
    workload('DaemonSet', 'apps/v1'),
    workload('Job', 'batch/v1', { suspend: true }),
    object('CronJob', 'x', { spec: { jobTemplate: { spec: { template: { spec: SPEC } } } } }, 'batch/v1'),
    object('PodTemplate', 'x', { template: { spec: SPEC } }),
    object('NetworkPolicy', 'x', {}, 'networking.k8s.io/v1'),
    object('Ingress', 'x', {}, 'networking.k8s.io/v1'),
    object('Service', 'x', { spec: { type: 'LoadBalancer' } }),
  );
  expect(limitsOf(set, undefined)).toEqual([
    'Deployment x: of its 3 Pods only the first is looked at',
    'ReplicaSet x: one Pod is made, not 0',
    'DaemonSet x: of the Pods on the nodes only the first is looked at',
    'Job x: it is not suspended, but run at once',
    'CronJob x: it is suspended, and its Job is run once, at once',
    'PodTemplate x: one Pod is made of it',
    'NetworkPolicy x: whether they are enforced is up to the network plugin of the cluster, and is not looked at',
    'Ingress x, Service x: applied, but the way in from outside is not looked at',
  ]);
});
