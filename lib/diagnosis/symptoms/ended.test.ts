import { evicted, livePod } from '../../../test/live';
import { diagnose } from '../diagnose';

const POD = {
  containers: [
    { name: 'web', image: 'nginx:1.27', volumeMounts: [{ name: 'cache', mountPath: '/cache', readOnly: true }] },
    {
      name: 'writer',
      image: 'busybox:1.36',
      volumeMounts: [{ name: 'cache', mountPath: '/cache' }],
      resources: { limits: { 'ephemeral-storage': '1Gi' } },
    },
  ],
  volumes: [
    { name: 'cache', emptyDir: { sizeLimit: '16Mi' } },
    { name: 'memory', emptyDir: { medium: 'Memory', sizeLimit: '8Mi' } },
  ],
};

test('more in an emptyDir than it may hold', () => {
  const message = 'Usage of EmptyDir volume "cache" exceeds the limit "16Mi". ';
  expect(diagnose(evicted(POD, message))).toEqual([
    {
      kind: 'Pod',
      name: 'web',
      namespace: 'shop',
      state: 'Evicted',
      cause: 'writer wrote more to emptyDir "cache" than its sizeLimit of 16Mi',
      evidence: ['status: Evicted: Usage of EmptyDir volume "cache" exceeds the limit "16Mi".'],
      rule: 'unbounded-volume',
      fix: 'raise emptyDir.sizeLimit of "cache", or let the writer remove or rotate what is old',
      object: 'Pod web',
      path: 'spec.volumes[0].emptyDir.sizeLimit',
    },
  ]);
});

test.each([
  [
    'Usage of EmptyDir volume "memory" exceeds the limit "8Mi". ',
    'memory-volume-limit',
    'spec.volumes[1].emptyDir.sizeLimit',
    'more was written to emptyDir "memory" than its sizeLimit of 8Mi',
  ],
  [
    'Container web exceeded its local ephemeral storage limit "1Gi". ',
    'unbounded-volume',
    'spec.containers[0].resources.limits.ephemeral-storage',
    'container "web" wrote more than its ephemeral-storage limit of 1Gi, its log included',
  ],
  [
    'Pod ephemeral local storage usage exceeds the total limit of containers 1Gi. ',
    'unbounded-volume',
    'spec.containers[1].resources.limits.ephemeral-storage',
    'its containers together wrote more than their ephemeral-storage limits of 1Gi; emptyDirs and logs count',
  ],
  [
    'The node was low on resource: memory. Threshold quantity: 100Mi, available: 51Mi. Container web was using 1Gi, request is 64Mi, has larger consumption of memory. ',
    'mixed-qos',
    'spec.containers[0].resources.requests.memory',
    'its node ran out of memory: container "web" used 1Gi, and requested 64Mi',
  ],
  [
    'The node was low on resource: ephemeral-storage. Container writer was using 20Gi, which exceeds its request of 0. ',
    'unbounded-volume',
    'spec.containers[1].resources.limits.ephemeral-storage',
    'its node ran out of ephemeral-storage: container "writer" used 20Gi, and requested 0',
  ],
  [
    'The node had condition: [DiskPressure]. ',
    undefined,
    'spec',
    'its node did not take it, as it was in condition DiskPressure',
  ],
  ['the moon is full', undefined, undefined, 'the Pod was ended: Evicted, the moon is full'],
])('%s', (message, rule, path, cause) => {
  const [found] = diagnose(evicted(POD, message));
  expect([found.rule, found.path?.replace("['ephemeral-storage']", '.ephemeral-storage'), found.cause]).toEqual([
    rule,
    path,
    cause,
  ]);
});

test.each([
  [
    'SysctlForbidden',
    'Pod was rejected: forbidden sysctl: "net.core.somaxconn" not allowlisted',
    undefined,
    'spec.securityContext.sysctls',
  ],
  [
    'OutOfcpu',
    "Pod was rejected: Node didn't have enough resource: cpu, requested: 4000, used: 950, capacity: 2000",
    'requests-exceed-node',
    'spec',
  ],
  [
    'NodeAffinity',
    "Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector",
    undefined,
    undefined,
  ],
  [
    'DeadlineExceeded',
    'Pod was active on the node longer than the specified deadline',
    undefined,
    'spec.activeDeadlineSeconds',
  ],
  ['Terminated', 'Pod was terminated in response to imminent node shutdown.', undefined, undefined],
  ['NeverHeardOf', '', undefined, undefined],
])('%s', (reason, message, rule, path) => {
  const pod = { ...livePod(POD), status: { phase: 'Failed', reason, message } };
  const [found, ...others] = diagnose({ pod, events: [] });
  expect(others).toEqual([]);
  expect([found.state, found.rule, found.path]).toEqual([reason, rule, path]);
});
