import { Container } from '../../model/container';
import { Pod } from '../../model/pod';
import { parseQuantity } from '../../model/quantity';
import { Data, dataOf, listOf, numberOf, Path } from '../../model/values';
import { PodReport, podRule } from '../rule';

/** The types only know that these are whole numbers. What they may be is decided when the object is created. */
export const valueOutOfRange = podRule(
  {
    id: 'value-out-of-range',
    severity: 'error',
    title: 'a number that the API server rejects: below zero, too large, or no port',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/apps/validation/validation.go',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/batch/validation/validation.go',
    ],
  },
  function* (pod) {
    yield* ofWorkload(pod);
    yield* ofSpec(pod);
    for (const container of pod.containers) {
      for (const report of ofContainer(container)) yield { container, ...report };
    }
  },
);

interface Range {
  readonly least: number;
  readonly most?: number;
  /** In the words of the API server. */
  readonly rule: string;
  readonly fix: string;
}

const NOT_NEGATIVE: Range = { least: 0, rule: 'must be greater than or equal to 0', fix: 'write 0 or more' };
const POSITIVE: Range = { least: 1, rule: 'must be greater than zero', fix: 'write 1 or more' };
const PORT = between(1, 65535);
const ID = between(0, 2 ** 31 - 1);
const DEADLINE = between(1, 2 ** 31 - 1);

function between(least: number, most: number): Range {
  return {
    least,
    most,
    rule: `must be between ${least} and ${most}, inclusive`,
    fix: `write a number between ${least} and ${most}`,
  };
}

const OF_JOBS = ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished'];

/** Fields of the spec that must not be negative, by kind. */
const COUNTS: { readonly [kind: string]: readonly string[] } = {
  Deployment: ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds'],
  ReplicaSet: ['replicas', 'minReadySeconds'],
  ReplicationController: ['replicas', 'minReadySeconds'],
  StatefulSet: ['replicas', 'minReadySeconds'],
  DaemonSet: ['minReadySeconds', 'revisionHistoryLimit'],
  Job: OF_JOBS,
  CronJob: ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'],
};

function* ofWorkload({ workload }: Pod): Iterable<PodReport> {
  const { kind, object } = workload;
  yield* inRange(object.spec, ['spec'], NOT_NEGATIVE, COUNTS[kind] ?? []);
  if (kind !== 'CronJob') return;
  yield* inRange(
    dataOf(dataOf(object.spec['jobTemplate'])['spec']),
    ['spec', 'jobTemplate', 'spec'],
    NOT_NEGATIVE,
    OF_JOBS,
  );
}

function* ofSpec({ spec, path, volumes, securityContext }: Pod): Iterable<PodReport> {
  yield* inRange(spec, path, DEADLINE, ['activeDeadlineSeconds']);
  const place = [...path, 'securityContext'];
  yield* inRange(securityContext, place, ID, ['runAsUser', 'runAsGroup', 'fsGroup']);
  for (const [index, group] of listOf(securityContext['supplementalGroups']).entries()) {
    yield* outside(group, [...place, 'supplementalGroups', index], 'supplementalGroups', ID);
  }
  for (const [index, constraint] of listOf(spec['topologySpreadConstraints']).entries()) {
    const at = [...path, 'topologySpreadConstraints', index];
    yield* inRange(dataOf(constraint), at, POSITIVE, ['maxSkew', 'minDomains']);
  }
  for (const { type, source, path: at } of volumes) {
    const limit = type === 'emptyDir' ? source['sizeLimit'] : undefined;
    if ((parseQuantity(limit) ?? 0) >= 0) continue;
    yield {
      path: [...at, 'emptyDir', 'sizeLimit'],
      what: `the sizeLimit of a volume is ${String(limit)}`,
      happens: 'The API server rejects it: sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity',
      fix: 'write how large the volume may get, such as 64Mi',
    };
  }
}

function* ofContainer(container: Container): Iterable<PodReport> {
  const { data, path, securityContext } = container;
  yield* inRange(securityContext, [...path, 'securityContext'], ID, ['runAsUser', 'runAsGroup']);
  for (const [index, port] of listOf(data['ports']).entries()) {
    const at = [...path, 'ports', index];
    yield* inRange(dataOf(port), at, PORT, ['containerPort']);
    // As good as none.
    if (dataOf(port)['hostPort'] !== 0) yield* inRange(dataOf(port), at, PORT, ['hostPort']);
  }
  if (container.longRunning) yield* ofProbes(container);
}

function* ofProbes(container: Container): Iterable<PodReport> {
  for (const { kind, data, path } of container.probes) {
    yield* inRange(data, path, NOT_NEGATIVE, COUNTS_OF_PROBES);
    if (kind === 'readinessProbe') {
      // That of others is one or nothing, which is for `probe-timing` to say.
      yield* inRange(data, path, NOT_NEGATIVE, ['successThreshold']);
      yield* noGracePeriod(data, path);
    } else yield* inRange(data, path, PROBE_GRACE, ['terminationGracePeriodSeconds']);
  }
  const hooks = (['postStart', 'preStop'] as const).flatMap((kind) => container.hook(kind) ?? []);
  for (const { data, path } of [...container.probes, ...hooks]) {
    for (const handler of ['httpGet', 'tcpSocket', 'grpc'])
      yield* inRange(dataOf(data[handler]), [...path, handler], PORT, ['port']);
    yield* inRange(dataOf(data['sleep']), [...path, 'sleep'], NOT_NEGATIVE, ['seconds']);
  }
}

const COUNTS_OF_PROBES = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'failureThreshold'];
const PROBE_GRACE: Range = { least: 1, rule: 'must be greater than 0', fix: 'write 1 or more, or leave it out' };

function* noGracePeriod(probe: Data, path: Path): Iterable<PodReport> {
  const said = numberOf(probe['terminationGracePeriodSeconds']);
  if (said === undefined) return;
  yield {
    path: [...path, 'terminationGracePeriodSeconds'],
    what: 'its readinessProbe has terminationGracePeriodSeconds',
    happens: `The API server rejects it: terminationGracePeriodSeconds: Invalid value: ${said}: must not be set for readinessProbes`,
    fix: 'leave it out: no container is stopped because of a readinessProbe',
  };
}

function* inRange(data: Data, path: Path, range: Range, fields: readonly string[]): Iterable<PodReport> {
  for (const field of fields) yield* outside(data[field], [...path, field], field, range);
}

/** What is no whole number is a matter of the schema. */
function* outside(value: unknown, path: Path, field: string, range: Range): Iterable<PodReport> {
  const { least, most = Infinity, rule, fix } = range;
  if (!Number.isInteger(value) || ((value as number) >= least && (value as number) <= most)) return;
  const required = field === 'containerPort' && value === 0;
  yield {
    path,
    what: `${field} is ${value as number}`,
    happens: `The API server rejects it: ${field}: ${required ? 'Required value' : `Invalid value: ${value as number}: ${rule}`}`,
    fix,
  };
}
