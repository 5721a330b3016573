import { Pod } from '../../../lib/model/pod';
import { Data } from '../../../lib/model/values';
import { ContainerRecord, Terminated } from './container-record';
import { PodIdentity } from './identity';

/** What is known about a Pod at this moment. */
export interface PodRecord {
  readonly identity: PodIdentity;
  readonly containers: readonly ContainerRecord[];
  readonly startedAt: Date;
  readonly address: string | undefined;
  readonly nodeName: string;
  readonly nodeAddress: string;
  /** Why it was ended before its time, as in Evicted. */
  readonly failure: { readonly reason: string; readonly message: string } | undefined;
  readonly deletedAt: Date | undefined;
}

/** The Pod as `kubectl get pod -o json` prints it. */
export function podData(pod: Pod, record: PodRecord): Data {
  const { identity } = record;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: identity.name,
      namespace: identity.namespace,
      uid: identity.uid,
      creationTimestamp: identity.createdAt.toISOString(),
      labels: Object.fromEntries(identity.labels),
      annotations: Object.fromEntries(identity.annotations),
      ...(identity.owner ? { ownerReferences: [identity.owner] } : {}),
      ...(record.deletedAt ? { deletionTimestamp: record.deletedAt.toISOString() } : {}),
    },
    spec: { restartPolicy: 'Always', ...pod.spec, nodeName: record.nodeName },
    status: statusOf(pod, record),
  };
}

function statusOf(pod: Pod, record: PodRecord): Data {
  const of = (list: 'containers' | 'initContainers') =>
    record.containers.filter(({ container }) => container.list === list).map(containerStatus);
  const inits = of('initContainers');
  return {
    phase: phaseOf(pod, record),
    ...record.failure,
    conditions: conditionsOf(pod, record),
    hostIP: record.nodeAddress,
    ...(record.address === undefined ? {} : { podIP: record.address, podIPs: [{ ip: record.address }] }),
    startTime: record.startedAt.toISOString(),
    ...(inits.length > 0 ? { initContainerStatuses: inits } : {}),
    containerStatuses: of('containers'),
  };
}

function containerStatus(record: ContainerRecord): Data {
  const { container, state, last } = record;
  return {
    name: container.name,
    image: container.data['image'],
    imageID: record.imageId,
    ...(record.containerId === undefined ? {} : { containerID: `podman://${record.containerId}` }),
    // An init container is ready when it has done its work.
    ready: container.role === 'init' ? record.terminated?.exitCode === 0 : record.ready,
    started: record.started,
    restartCount: record.restarts,
    state: stateData(state),
    lastState: last ? { terminated: terminatedData(last) } : {},
  };
}

function stateData(state: ContainerRecord['state']): Data {
  switch (state.kind) {
    case 'waiting': {
      const { reason, message } = state;
      return { waiting: message === undefined ? { reason } : { reason, message } };
    }
    case 'running':
      return { running: { startedAt: state.startedAt.toISOString() } };
    case 'terminated':
      return { terminated: terminatedData(state.terminated) };
  }
}

function terminatedData({ exitCode, reason, message, startedAt, finishedAt, containerId }: Terminated): Data {
  return {
    exitCode,
    reason,
    ...(message === undefined ? {} : { message }),
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    ...(containerId === undefined ? {} : { containerID: `podman://${containerId}` }),
  };
}

/**
 * From the states of the containers, as the kubelet does it.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase
 */
export function phaseOf(pod: Pod, { containers, failure }: Pick<PodRecord, 'containers' | 'failure'>): string {
  if (failure) return 'Failed';
  const inits = containers.filter(({ container }) => container.role === 'init');
  const policy = pod.restartPolicy;
  if (policy === 'Never' && inits.some(({ terminated }) => terminated && terminated.exitCode !== 0)) return 'Failed';
  if (!isInitialized(containers)) return 'Pending';
  const mains = containers.filter(({ container }) => container.role === 'main');
  if (mains.some(({ state, last, restarts }) => state.kind === 'waiting' && !last && restarts === 0)) return 'Pending';
  if (mains.every(({ terminated }) => terminated) && policy !== 'Always') {
    const codes = mains.map(({ terminated }) => terminated?.exitCode);
    if (codes.every((code) => code === 0)) return 'Succeeded';
    if (policy === 'Never') return 'Failed';
  }
  return 'Running';
}

/** Whether the regular containers may start. */
function isInitialized(containers: readonly ContainerRecord[]): boolean {
  return containers.every((record) => {
    if (record.container.role === 'main') return true;
    if (record.container.role === 'init') return record.terminated?.exitCode === 0;
    return record.hasStarted;
  });
}

function conditionsOf(pod: Pod, record: PodRecord): Data[] {
  const { containers } = record;
  const phase = phaseOf(pod, record);
  const unready = containers.filter(({ container, ready }) => container.longRunning && !ready).map(nameOf);
  const incomplete = containers.filter((each) => !isInitialized([each])).map(nameOf);
  const readiness = readinessOf(phase, unready);
  return [
    { type: 'PodScheduled', status: 'True' },
    { type: 'Initialized', ...unless(incomplete, 'ContainersNotInitialized', 'incomplete') },
    { type: 'ContainersReady', ...readiness },
    { type: 'Ready', ...readiness },
  ];
}

function readinessOf(phase: string, unready: readonly string[]): Data {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' };
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' };
  return unless(unready, 'ContainersNotReady', 'unready');
}

function unless(containers: readonly string[], reason: string, word: string): Data {
  if (containers.length === 0) return { status: 'True' };
  return { status: 'False', reason, message: `containers with ${word} status: [${containers.join(' ')}]` };
}

function nameOf({ container }: ContainerRecord): string {
  return container.name;
}
