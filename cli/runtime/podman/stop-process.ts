import { constants } from 'node:os';
import { Container } from '../../../lib/model/container';
import { ContainerProcess } from './container-process';
import { Events } from './events';
import { runHook } from './lifecycle-hook';
import { Reach } from './probe-attempt';
import { pause } from './waiting';

/** Resolves when a container may be asked to end; those that others depend on wait for these. */
export type Turn = Promise<unknown>;

export interface StopOptions {
  readonly graceSeconds: number;
  readonly turn: Turn;
  /** Spares the wait for a program that does not hear that it is asked to end. */
  readonly hasty: boolean;
  readonly stopSignal: number;
  readonly events: Events;
  reach(): Promise<Reach>;
}

/** Whatever hooks and others took, a container gets this long. */
const LEAST_GRACE_SECONDS = 2;

/**
 * Ends a container as the kubelet does: the hook and the wait for its turn take from its grace period.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/kubelet/kuberuntime/kuberuntime_container.go
 */
export async function stopProcess(
  process: ContainerProcess,
  container: Container,
  options: StopOptions,
): Promise<void> {
  const { graceSeconds, turn, events } = options;
  const end = performance.now() + graceSeconds * 1000;
  const left = () => Math.max(0, end - performance.now());
  const never = new AbortController().signal;
  if (graceSeconds > 0 && container.hook('preStop')) {
    const problem = await runHook('preStop', container, await options.reach(), never, left());
    if (problem !== undefined && !process.over) events.warning('FailedPreStopHook', problem, container);
  }
  const waiting = new AbortController();
  await Promise.race([turn, pause(left(), waiting.signal)]);
  waiting.abort();
  if (process.over) return;
  const inVain =
    options.hasty && options.stopSignal === constants.signals.SIGTERM && process.ignores(options.stopSignal);
  await process.stop(inVain ? 0 : Math.max(LEAST_GRACE_SECONDS, Math.floor(left() / 1000)));
}
