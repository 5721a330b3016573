import { Duration } from 'cdk8s';
import { isPlainInit } from './member';
import type { PodComposition } from './pod-composition';

/** What Kubernetes gives a Pod that says nothing. */
const KUBERNETES_DEFAULT_SECONDS = 30;

/**
 * Seconds from the first SIGTERM to the last container's end: regular containers stop together, then native sidecars one
 * after the other, all within one grace period. Undefined where no container says how long it takes.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#sidecar-containers-and-pod-lifecycle
 */
export function neededGraceSeconds(pod: PodComposition): number | undefined {
  const members = pod.members.filter((member) => !isPlainInit(member));
  if (members.every(({ said }) => said.timeToStop === undefined)) return undefined;
  const seconds = (native: boolean) =>
    members.filter((member) => member.native === native).map(({ said }) => wholeSeconds(said.timeToStop));
  const regular = seconds(false).map((time) => time ?? KUBERNETES_DEFAULT_SECONDS);
  const sidecars = seconds(true).map((time) => time ?? 0);
  return Math.max(0, ...regular) + sidecars.reduce((sum, time) => sum + time, 0);
}

function wholeSeconds(time: Duration | undefined): number | undefined {
  return time && Math.ceil(time.toSeconds({ integral: false }));
}
