import { listOf, textsOf } from '../../model/values';
import { ObservedPod } from '../observed-pod';
import { timeOf } from '../pod-event';
import { PodSymptom } from '../symptom';
import { listed, Verdict } from '../verdict';

/** For the kubelet to remove what is left, after the grace period. */
const REMOVAL_SECONDS = 30;

/** It was deleted, its time to end is over, and it is still there. */
export const stuckTerminating: PodSymptom = (pod) => {
  const { deletionTimestamp } = pod.metadata;
  if (deletionTimestamp == null) return undefined;
  // The time at which the grace period ends.
  if (!pod.isOverdue(timeOf(deletionTimestamp), REMOVAL_SECONDS)) return undefined;
  const evidence = [`metadata.deletionTimestamp: ${String(deletionTimestamp)}`];
  const { evidence: more = [], ...verdict } = reasonOf(pod);
  return { ...verdict, evidence: [...evidence, ...more] };
};

function reasonOf(pod: ObservedPod): Verdict {
  const finalizers = textsOf(listOf(pod.metadata['finalizers'])) ?? [];
  const running = pod.containers.filter((container) => container.running);
  const unknown = pod.condition('Ready')?.['status'] === 'Unknown' || pod.reason === 'NodeLost';
  if (unknown) {
    return {
      cause: 'its node does not answer, so that nobody can say that the Pod has ended',
      fix: `bring the node back or delete it; if it is gone for good: kubectl delete pod ${pod.name} --force --grace-period=0`,
    };
  }
  const failed = pod.event('FailedPreStopHook') ?? pod.event('FailedKillPod');
  if (running.length > 0)
    return stillRuns(
      pod,
      running.map(({ name }) => name),
      failed?.toString(),
    );
  if (finalizers.length > 0) {
    return {
      cause: `its containers have ended, and it waits for the finalizer${finalizers.length === 1 ? '' : 's'} ${listed(finalizers)}`,
      evidence: [`metadata.finalizers: ${finalizers.join(', ')}`],
      fix: 'see why the controller that set the finalizer does not take it away; remove it by hand only if that controller is gone',
    };
  }
  return {
    cause: 'its containers have ended, and the kubelet does not get rid of what is left',
    ...(failed && { evidence: [failed.toString()] }),
    fix: 'look at the log of the kubelet: volumes that cannot be unmounted are the most frequent reason',
  };
}

function stillRuns(pod: ObservedPod, names: readonly string[], failed: string | undefined): Verdict {
  const evidence = [`still running: ${names.join(', ')}`, ...(failed === undefined ? [] : [failed])];
  for (const container of pod.containers.filter(({ name }) => names.includes(name))) {
    const known =
      pod.suspectIn(container, 'preStop', 'prestop-exceeds-grace', 'tool-missing') ??
      pod.suspect(container, 'ignores-sigterm');
    if (known) return { ...known, cause: `of ${container.name}, ${known.cause}`, evidence };
  }
  return {
    cause: `${listed(names)} did not end within the grace period`,
    evidence,
    rule: 'ignores-sigterm',
    fix: 'let the program end on SIGTERM, and raise terminationGracePeriodSeconds if it needs longer; if the kubelet does not kill it, look at its node',
    path: pod.path('terminationGracePeriodSeconds'),
  };
}
