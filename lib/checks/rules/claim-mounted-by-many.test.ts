import { findingsOf, placesOf } from '../../../test/checks';
import { claimMountedByMany as rule } from './claim-mounted-by-many';

const claim = (...accessModes: unknown[]) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes },
});

function workload(kind: string, spec: object = {}, podSpec: object = {}, name = 'web') {
  const pod = {
    containers: [{ name: 'app', image: 'example.com/app:1', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
    ...podSpec,
  };
  return { apiVersion: 'apps/v1', kind, metadata: { name }, spec: { ...spec, template: { spec: pod } } };
}

const RECREATE = { strategy: { type: 'Recreate' } };
const yaml = (...objects: object[]) => objects.map((each) => JSON.stringify(each)).join('\n---\n');
const CLAIM = 'spec.template.spec.volumes[0].persistentVolumeClaim.claimName';

test('warns about replicas that share a claim for one node', () => {
  const text = yaml(claim('ReadWriteOnce'), workload('Deployment', { replicas: 3, ...RECREATE }));
  expect(placesOf(rule, text)).toEqual([`warning Deployment web ${CLAIM}`]);
  expect(findingsOf(rule, text)[0]).toMatchObject({
    what: 'it has 3 replicas, and all its Pods mount the claim "data", which is ReadWriteOnce',
    fix: 'run one replica, or make the claim ReadWriteMany if its storage class can',
  });
});

test('warns about a StatefulSet, a DaemonSet and what an autoscaler scales', () => {
  const spec = { scaleTargetRef: { kind: 'Deployment', name: 'web' }, maxReplicas: 5 };
  const autoscaler = { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' }, spec };
  expect(placesOf(rule, yaml(claim('ReadWriteOnce'), workload('StatefulSet', { replicas: 2 })))).toHaveLength(1);
  expect(placesOf(rule, yaml(claim('ReadWriteOnce'), workload('DaemonSet')))).toHaveLength(1);
  expect(placesOf(rule, yaml(claim('ReadWriteOnce'), workload('Deployment', RECREATE), autoscaler))).toHaveLength(1);
});

test('warns about a rolling update, which is the default', () => {
  const text = yaml(claim('ReadWriteOnce'), workload('Deployment', { replicas: 1 }));
  expect(placesOf(rule, text)).toEqual(['warning Deployment web spec']);
  expect(findingsOf(rule, text)[0]?.fix).toBe('set spec.strategy.type to Recreate, so that the old Pod ends first');
  const strategy = { type: 'RollingUpdate' };
  expect(placesOf(rule, yaml(claim('ReadWriteOnce'), workload('Deployment', { strategy })))).toEqual([
    'warning Deployment web spec.strategy.type',
  ]);
});

test('warns about a second workload with the same claim', () => {
  const other = workload('StatefulSet', {}, {}, 'backup');
  expect(placesOf(rule, yaml(claim('ReadWriteOnce'), workload('StatefulSet'), other))).toEqual([
    `warning StatefulSet backup ${CLAIM}`,
  ]);
});

test('is sure about a claim for one Pod', () => {
  const one = claim('ReadWriteOncePod');
  expect(placesOf(rule, yaml(one, workload('Deployment', { replicas: 2, ...RECREATE })))).toEqual([
    `error Deployment web ${CLAIM}`,
  ]);
  expect(placesOf(rule, yaml(one, workload('Deployment', {}, { nodeName: 'a' })))).toEqual([
    'error Deployment web spec',
  ]);
});

test.each([
  ['one Pod that ends before the next starts', [claim('ReadWriteOnce'), workload('Deployment', RECREATE)]],
  ['a StatefulSet of one', [claim('ReadWriteOnce'), workload('StatefulSet')]],
  ['a claim for many nodes', [claim('ReadWriteMany'), workload('Deployment', { replicas: 3 })]],
  ['a claim that can be both', [claim('ReadWriteOnce', 'ReadWriteMany'), workload('Deployment', { replicas: 3 })]],
  ['a claim that is not among the manifests', [workload('Deployment', { replicas: 3 })]],
  ['no Pods at all', [claim('ReadWriteOnce'), workload('Deployment', { replicas: 0 })]],
  [
    'Pods that stay on one node',
    [
      claim('ReadWriteOnce'),
      workload('Deployment', { replicas: 3 }, { nodeSelector: { 'kubernetes.io/hostname': 'a' } }),
    ],
  ],
  [
    'an update that ends the old Pod first',
    [
      claim('ReadWriteOnce'),
      workload('Deployment', { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } }),
    ],
  ],
  ['modes that are none', [claim(null, 5), workload('Deployment', { replicas: 3 })]],
])('is content with %s', (_, objects) => expect(placesOf(rule, yaml(...objects))).toEqual([]));
