import { Data, dataOf, isData, listOf, numberOf, textOf } from '../../lib/model/values';

/** The state of one container, of a Pod as a cluster prints it. */
export interface ContainerState {
  readonly name: string;
  readonly state: 'waiting' | 'running' | 'terminated' | 'unknown';
  readonly reason: string | undefined;
  readonly exitCode: number | undefined;
  readonly restarts: number;
  readonly ready: boolean;
  readonly started: boolean;
}

export function containersOf(pod: Data): ContainerState[] {
  const status = dataOf(pod['status']);
  return [...listOf(status['initContainerStatuses']), ...listOf(status['containerStatuses'])]
    .filter(isData)
    .map(stateOf);
}

function stateOf(status: Data): ContainerState {
  const state = dataOf(status['state']);
  const kind = (['waiting', 'running', 'terminated'] as const).find((each) => isData(state[each]));
  const details = kind === undefined ? {} : dataOf(state[kind]);
  return {
    name: textOf(status['name']) ?? '',
    state: kind ?? 'unknown',
    reason: textOf(details['reason']),
    exitCode: numberOf(details['exitCode']),
    restarts: numberOf(status['restartCount']) ?? 0,
    ready: status['ready'] === true,
    started: status['started'] === true,
  };
}

export function phaseOf(pod: Data): string {
  return textOf(dataOf(pod['status'])['phase']) ?? 'Unknown';
}

/** Ready, or ended well where it is to end. */
export function isUp(pod: Data): boolean {
  if (phaseOf(pod) === 'Succeeded') return true;
  return listOf(dataOf(pod['status'])['conditions']).some(
    (condition) => isData(condition) && condition['type'] === 'Ready' && condition['status'] === 'True',
  );
}

/** What does not go away by waiting: another manifest or another image is needed. */
const FINAL = [
  'ErrImageNeverPull',
  'InvalidImageName',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
];

/** As many restarts as show that the next one ends the same way. */
const RESTARTS = 3;

/** Whether there is no point in waiting any longer. */
export function isHopeless(pod: Data): boolean {
  if (phaseOf(pod) === 'Failed') return true;
  return containersOf(pod).some(
    ({ state, reason = '', restarts }) =>
      state === 'waiting' && (FINAL.includes(reason) || (reason === 'CrashLoopBackOff' && restarts >= RESTARTS)),
  );
}

/** One line about the Pod while it is waited for, as in `container-1 running, container-2 CrashLoopBackOff`. */
export function summaryOf(pod: Data): string {
  const containers = containersOf(pod);
  if (containers.length === 0) return phaseOf(pod);
  return containers
    .map(({ name, state, reason, ready, exitCode }) => {
      if (state === 'running') return `${name} ${ready ? 'ready' : 'running, not ready'}`;
      if (state === 'terminated') return `${name} ended (${exitCode ?? '?'})`;
      return `${name} ${reason ?? state}`;
    })
    .join(', ');
}
