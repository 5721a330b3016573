import { Container } from '../../../lib/model/container';
import { readLog } from './container-log';
import { PlannedContainer } from './container-planner';
import { Ending } from './container-process';
import { ContainerRecord, Terminated } from './container-record';
import { readEnd } from './file-end';

/** As much as the kubelet keeps of the end of a last word, in bytes. */
const LONGEST_MESSAGE = 4096;
const LONGEST_FALLBACK = 2048;
const FALLBACK_LINES = 80;

const KILLED = 137;
/** What containerd gives a container whose program could not be run. */
const START_ERROR = 128;

/** How a container ended, as its status tells it. */
export function terminatedBy(
  ending: Ending,
  { container, containerId }: ContainerRecord,
  planned: PlannedContainer,
  killed: boolean,
): Terminated {
  const { exitCode, startedAt, finishedAt } = ending;
  const reason = isOutOfMemory(ending, container, killed) ? 'OOMKilled' : exitCode === 0 ? 'Completed' : 'Error';
  return { exitCode, reason, message: messageOf(container, planned, exitCode), startedAt, finishedAt, containerId };
}

/** Of a container whose program could not be run. */
export function startError(message: string): Terminated {
  const [startedAt, finishedAt] = [new Date(0), new Date()];
  return { exitCode: START_ERROR, reason: 'StartError', message, startedAt, finishedAt, containerId: undefined };
}

/**
 * With cgroups v1, podman misses that the kernel has ended a container for its memory. Nobody else sends SIGKILL to one that
 * has a limit, when we have not.
 */
function isOutOfMemory({ exitCode, outOfMemory }: Ending, container: Container, killed: boolean): boolean {
  return outOfMemory || (exitCode === KILLED && !killed && container.resource('limits', 'memory') !== undefined);
}

function messageOf(
  { data }: Container,
  { messageFile, logFile }: PlannedContainer,
  exitCode: number,
): string | undefined {
  const message = readEnd(messageFile, LONGEST_MESSAGE).toString('utf8');
  if (message !== '') return message;
  if (data['terminationMessagePolicy'] !== 'FallbackToLogsOnError' || exitCode === 0) return undefined;
  const log = Buffer.from(readLog(logFile, FALLBACK_LINES));
  return log.subarray(-LONGEST_FALLBACK).toString('utf8') || undefined;
}
