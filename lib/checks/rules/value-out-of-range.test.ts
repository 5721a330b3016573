import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { pathText } from '../../model/values';
import { valueOutOfRange as rule } from './value-out-of-range';

const app = (rest: object, spec: object = {}) => podOf({ containers: [{ name: 'app', image: 'x', ...rest }], ...spec });

function workload(kind: string, spec: object): string {
  const apiVersion = kind.endsWith('Job') ? 'batch/v1' : kind === 'ReplicationController' ? 'v1' : 'apps/v1';
  return JSON.stringify({ apiVersion, kind, metadata: { name: 'web' }, spec: { template: {}, ...spec } });
}

const cronJob = (spec: object, job: object) =>
  workload('CronJob', { ...spec, jobTemplate: { spec: { ...job, template: {} } } });

/** What is said of each place, without the words that are the same in all. */
function said(yaml: string): string[] {
  return findingsOf(rule, yaml).map(
    ({ path, what, happens, fix }) =>
      `${pathText(path)}: ${what}: ${happens.replace('The API server rejects it: ', '')}: ${fix}`,
  );
}

test.each([
  ['Deployment', ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds']],
  ['StatefulSet', ['replicas', 'minReadySeconds']],
  ['DaemonSet', ['minReadySeconds', 'revisionHistoryLimit']],
  ['ReplicaSet', ['replicas', 'minReadySeconds']],
  ['ReplicationController', ['replicas', 'minReadySeconds']],
  ['Job', ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished']],
])('finds what is negative in a %s', (kind, fields) => {
  const spec = (value: unknown) => Object.fromEntries(fields.map((field) => [field, value]));
  expect(said(workload(kind, spec(-1)))).toEqual(
    fields.map(
      (field) =>
        `spec.${field}: ${field} is -1: ${field}: Invalid value: -1: must be greater than or equal to 0: write 0 or more`,
    ),
  );
  expect(said(workload(kind, spec(0)))).toEqual([]);
});

test('finds what is negative in a CronJob and in its Jobs', () => {
  const own = { startingDeadlineSeconds: -1, successfulJobsHistoryLimit: -1, failedJobsHistoryLimit: -1 };
  expect(placesOf(rule, cronJob(own, { backoffLimit: -3 }))).toEqual([
    'error CronJob web spec.startingDeadlineSeconds',
    'error CronJob web spec.successfulJobsHistoryLimit',
    'error CronJob web spec.failedJobsHistoryLimit',
    'error CronJob web spec.jobTemplate.spec.backoffLimit',
  ]);
});

test('finds users and groups that Linux does not have', () => {
  const pod = app(
    { securityContext: { runAsUser: -1, runAsGroup: 2 ** 31 } },
    { securityContext: { runAsUser: -2, runAsGroup: 2 ** 31, fsGroup: -3, supplementalGroups: [0, -4] } },
  );
  const rest = 'must be between 0 and 2147483647, inclusive: write a number between 0 and 2147483647';
  expect(said(pod)).toEqual([
    `spec.securityContext.runAsUser: runAsUser is -2: runAsUser: Invalid value: -2: ${rest}`,
    `spec.securityContext.runAsGroup: runAsGroup is 2147483648: runAsGroup: Invalid value: 2147483648: ${rest}`,
    `spec.securityContext.fsGroup: fsGroup is -3: fsGroup: Invalid value: -3: ${rest}`,
    `spec.securityContext.supplementalGroups[1]: supplementalGroups is -4: supplementalGroups: Invalid value: -4: ${rest}`,
    `spec.containers[0].securityContext.runAsUser: runAsUser is -1: runAsUser: Invalid value: -1: ${rest}`,
    `spec.containers[0].securityContext.runAsGroup: runAsGroup is 2147483648: runAsGroup: Invalid value: 2147483648: ${rest}`,
  ]);
});

test('finds spreads without a difference that is allowed', () => {
  const pod = app({}, { topologySpreadConstraints: [{ maxSkew: 1 }, { maxSkew: 0, minDomains: 0 }] });
  expect(said(pod)).toEqual([
    'spec.topologySpreadConstraints[1].maxSkew: maxSkew is 0: maxSkew: Invalid value: 0: must be greater than zero: write 1 or more',
    'spec.topologySpreadConstraints[1].minDomains: minDomains is 0: minDomains: Invalid value: 0: must be greater than zero: write 1 or more',
  ]);
});

test('finds a deadline of no time and a volume of less than none', () => {
  const volumes = [
    { name: 'a', emptyDir: { sizeLimit: '-1Mi' } },
    { name: 'b', emptyDir: { sizeLimit: 0 } },
  ];
  expect(said(app({}, { activeDeadlineSeconds: 0, volumes }))).toEqual([
    'spec.activeDeadlineSeconds: activeDeadlineSeconds is 0: activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive: write a number between 1 and 2147483647',
    'spec.volumes[0].emptyDir.sizeLimit: the sizeLimit of a volume is -1Mi: sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity: write how large the volume may get, such as 64Mi',
  ]);
});

test('finds ports that are none, of init containers too', () => {
  const ports = [{ containerPort: 0 }, { containerPort: 65536, hostPort: -1 }, { containerPort: 65535, hostPort: 0 }];
  const rest = 'write a number between 1 and 65535';
  expect(said(podOf({ initContainers: [{ name: 'setup', ports }], containers: [] }))).toEqual([
    `spec.initContainers[0].ports[0].containerPort: containerPort is 0: containerPort: Required value: ${rest}`,
    `spec.initContainers[0].ports[1].containerPort: containerPort is 65536: containerPort: Invalid value: 65536: must be between 1 and 65535, inclusive: ${rest}`,
    `spec.initContainers[0].ports[1].hostPort: hostPort is -1: hostPort: Invalid value: -1: must be between 1 and 65535, inclusive: ${rest}`,
  ]);
});

test('finds numbers of probes that are below zero, and those of hooks', () => {
  const readinessProbe = { initialDelaySeconds: -1, timeoutSeconds: -1, periodSeconds: -1, failureThreshold: -1 };
  const lifecycle = { postStart: { httpGet: { port: 70000 } }, preStop: { sleep: { seconds: -1 } } };
  const pod = app({
    readinessProbe: { ...readinessProbe, successThreshold: -1, tcpSocket: { port: 0 } },
    livenessProbe: { terminationGracePeriodSeconds: 0, grpc: { port: -1 } },
    lifecycle,
  });
  expect(placesOf(rule, pod)).toEqual(
    [
      'readinessProbe.initialDelaySeconds',
      'readinessProbe.timeoutSeconds',
      'readinessProbe.periodSeconds',
      'readinessProbe.failureThreshold',
      'readinessProbe.successThreshold',
      'livenessProbe.terminationGracePeriodSeconds',
      'readinessProbe.tcpSocket.port',
      'livenessProbe.grpc.port',
      'lifecycle.postStart.httpGet.port',
      'lifecycle.preStop.sleep.seconds',
    ].map((path) => `error app spec.containers[0].${path}`),
  );
});

test('finds a grace period of a readiness probe, which stops nothing', () => {
  expect(said(app({ readinessProbe: { terminationGracePeriodSeconds: 5 } }))).toEqual([
    'spec.containers[0].readinessProbe.terminationGracePeriodSeconds: its readinessProbe has terminationGracePeriodSeconds: terminationGracePeriodSeconds: Invalid value: 5: must not be set for readinessProbes: leave it out: no container is stopped because of a readinessProbe',
  ]);
});

test.each<[string, string]>([
  ['a grace period below zero, which counts as one second', app({}, { terminationGracePeriodSeconds: -1 })],
  [
    'zeros that stand for the default',
    app({ readinessProbe: { periodSeconds: 0, successThreshold: 0, failureThreshold: 0 } }),
  ],
  ['the user that most images name nobody', app({ securityContext: { runAsUser: 65534, runAsGroup: 0 } })],
  ['the largest user', app({ securityContext: { runAsUser: 2 ** 31 - 1 } })],
  ['a path without a slash', app({ readinessProbe: { httpGet: { path: 'healthz', port: 80 } } })],
  ['ports by name', app({ readinessProbe: { httpGet: { port: 'http' } } })],
  [
    'texts, fractions and placeholders',
    app({ ports: [{ containerPort: '-1' }, { containerPort: 0.5 }, '${PORT}', null] }),
  ],
  ['what is filled in later', workload('Deployment', { replicas: '${REPLICAS}' })],
  [
    'probes of init containers, which may not be at all',
    podOf({ initContainers: [{ livenessProbe: { periodSeconds: -1 } }] }),
  ],
])('is content with %s', (_, yaml) => expect(said(yaml)).toEqual([]));
