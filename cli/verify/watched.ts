import { Data } from '../../lib/model/values';
import { RunningPod } from '../runtime/runtime';
import { Timeline } from './timeline';

export interface VerifyOptions {
  /** How long it may take until all Pods are ready. */
  readonly readyWithinMs: number;
  /** How long a Pod of which nothing is expected has to stay ready. */
  readonly steadyMs: number;
  readonly keep: boolean;
}

/** How often a Pod is looked at. */
export const EVERY_MS = { podman: 50, kubectl: 1000 };

/** A Pod that is looked at again and again. */
export interface Watched {
  readonly pod: RunningPod;
  readonly startedAt: number;
  readonly timeline: Timeline;
}

export async function see({ pod, timeline }: Watched): Promise<Data> {
  const { pod: live } = await pod.observe();
  timeline.see(live);
  return live;
}
