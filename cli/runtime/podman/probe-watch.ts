import { Probe } from '../../../lib/model/probe';
import { numberOf } from '../../../lib/model/values';
import { ProbeResult } from './probe-attempt';
import { ProbeTally } from './probe-tally';
import { pause } from './waiting';

export interface ProbeWatch {
  readonly probe: Probe;
  /** What is left of its initial delay, which begins with the container and not with the probe. */
  readonly delayMs: number;
  attempt(): Promise<ProbeResult>;
  /** Each result that counts one way or the other. */
  report(result: ProbeResult): void;
  /** It has succeeded or failed as often as its thresholds ask. */
  decide(success: boolean): void;
  /** When there is nothing more to probe. */
  readonly signal: AbortSignal;
}

/** Between the first looks; each is later than the one before. */
const FIRST_LOOK_MS = 50;

/** Probes a running container until the signal, as the kubelet does. */
export async function watchProbe(watch: ProbeWatch): Promise<void> {
  const { probe, signal } = watch;
  const successThreshold = numberOf(probe.data['successThreshold']) || 1;
  const tally = new ProbeTally(successThreshold, probe.failureThreshold);
  const periodMs = probe.periodSeconds * 1000;
  const liveness = probe.kind === 'livenessProbe';
  // A kubelet makes the first one some time in the first period, and this one never right at the start.
  await pause(liveness ? Math.max(periodMs, watch.delayMs) : watch.delayMs, signal);
  if (signal.aborted) return;
  let result = await firstResult(watch, !liveness && successThreshold === 1 ? periodMs : 0);
  for (let next = performance.now() + periodMs; !signal.aborted; next += periodMs) {
    watch.report(result);
    // A probe that cannot be made says nothing.
    const decided = result.kind === 'unknown' ? undefined : tally.add(result.kind === 'success');
    if (decided !== undefined) watch.decide(decided);
    await pause(next - performance.now(), signal);
    if (signal.aborted) return;
    next = Math.max(next, performance.now());
    result = await watch.attempt();
  }
}

/**
 * A kubelet makes the first probe at any moment of the first period, as it happens. Ours does it when it succeeds, so that
 * nobody waits for nothing: it looks again until the period is over, and what failed meanwhile counts once.
 */
async function firstResult(watch: ProbeWatch, periodMs: number): Promise<ProbeResult> {
  const end = performance.now() + periodMs;
  let result = await watch.attempt();
  for (let wait = FIRST_LOOK_MS; result.kind === 'failure'; wait *= 1.5) {
    if (watch.signal.aborted || performance.now() + wait > end) break;
    await pause(wait, watch.signal);
    result = await watch.attempt();
  }
  return result;
}
