import { livePod, START, unscheduled } from '../../../test/live';
import { diagnose } from '../diagnose';

const requests = (cpu: string, memory = '64Mi') => ({ resources: { requests: { cpu, memory } } });
const APP = { name: 'web', image: 'example.com/app:1', ...requests('500m') };
const PREEMPTION = 'preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.';

function pending(message: string, spec: object = {}) {
  const [found, ...others] = diagnose(unscheduled({ containers: [APP], ...spec }, message));
  expect(others).toEqual([]);
  return found;
}

test('says which resource lacks, how much is asked for, and who asks for most', () => {
  const containers = [APP, { ...APP, name: 'proxy', ...requests('3') }];
  const message = `0/1 nodes are available: 1 Insufficient cpu. ${PREEMPTION}`;
  expect(pending(message, { containers })).toEqual({
    kind: 'Pod',
    name: 'web',
    namespace: 'shop',
    state: 'Pending',
    cause: 'no node has enough CPU left: the Pod requests 3500m CPU in all',
    evidence: [`PodScheduled: ${message}`],
    rule: 'requests-exceed-node',
    fix: 'request less, first in proxy, which takes most of it, or add a node',
    object: 'Pod web',
    path: 'spec.containers[1].resources.requests.cpu',
  });
});

test.each([
  [
    '2 Insufficient memory, 1 Insufficient cpu',
    'no node has enough memory and CPU left: the Pod requests 64Mi memory and 500m CPU in all',
  ],
  ['3 Insufficient nvidia.com/gpu', 'no node has enough nvidia.com/gpu left'],
  ['1 Insufficient ephemeral-storage', 'no node has enough ephemeral-storage left'],
])('%s', (reasons, cause) => {
  expect(pending(`0/3 nodes are available: ${reasons}. ${PREEMPTION}`)).toMatchObject({
    cause,
    rule: 'requests-exceed-node',
  });
});

const claim = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };

test.each([
  [
    'persistentvolumeclaim "data" not found',
    claim,
    'missing-reference',
    'spec.volumes[0].persistentVolumeClaim.claimName',
  ],
  [
    '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    claim,
    undefined,
    'spec.volumes[0]',
  ],
  [
    "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports. preemption: x",
    { containers: [{ ...APP, ports: [{ containerPort: 80, hostPort: 80 }] }] },
    'host-port-twice',
    'spec.containers[0].ports[0].hostPort',
  ],
  [
    '0/1 nodes are available: 1 node(s) had untolerated taint {gpu: true}. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
    {},
    undefined,
    'spec.tolerations',
  ],
  [
    "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. preemption: x",
    { nodeSelector: { disk: 'ssd' } },
    undefined,
    'spec.nodeSelector',
  ],
  [
    "0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules. preemption: x",
    {},
    undefined,
    'spec.affinity',
  ],
  [
    "0/3 nodes are available: 3 node(s) didn't match pod topology spread constraints. preemption: x",
    {},
    undefined,
    'spec.topologySpreadConstraints',
  ],
  [
    '0/3 nodes are available: 3 node(s) had volume node affinity conflict. preemption: x',
    claim,
    'claim-mounted-by-many',
    'spec.volumes[0]',
  ],
  ['0/1 nodes are available: 1 Too many pods. preemption: x', {}, undefined, 'spec'],
  ['no nodes available to schedule pods', {}, undefined, undefined],
  ['0/1 nodes are available: 1 the moon is full. preemption: x', {}, undefined, 'spec'],
])('%s', (message, spec, rule, path) => {
  const found = pending(message, spec);
  expect([found.rule, found.path]).toEqual([rule, path]);
});

test('a taint of a sick node leads to the node', () => {
  const found = pending(
    '0/1 nodes are available: 1 node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }. preemption: x',
  );
  expect(found).toMatchObject({
    cause: 'the nodes have a taint {node.kubernetes.io/disk-pressure:} that the Pod does not tolerate',
    fix: 'see what is wrong with the node: kubectl describe node',
  });
});

test('what preemption would do is no reason', () => {
  const message = `0/2 nodes are available: 2 node(s) had untolerated taint {gpu: true}. preemption: 0/2 nodes are available: 1 Insufficient cpu, 1 Preemption is not helpful for scheduling.`;
  expect(pending(message).rule).toBeUndefined();
});

test('gates', () => {
  const pod = livePod({ containers: [APP], schedulingGates: [{ name: 'quota' }], nodeName: undefined });
  const condition = {
    type: 'PodScheduled',
    status: 'False',
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
  };
  expect(
    diagnose({ pod: { ...pod, status: { phase: 'Pending', conditions: [condition] } }, events: [] }),
  ).toMatchObject([{ state: 'SchedulingGated', path: 'spec.schedulingGates' }]);
});

test('a Pod that waits for its first turn is left alone, for a while', () => {
  const pod = {
    ...livePod({ containers: [APP], nodeName: undefined }),
    status: { phase: 'Pending', qosClass: 'Burstable' },
  };
  expect(diagnose({ pod, events: [] }, { now: START + 10_000 })).toEqual([]);
  expect(diagnose({ pod, events: [] }, { now: START + 100_000 })).toMatchObject([{ state: 'Pending' }]);
});
