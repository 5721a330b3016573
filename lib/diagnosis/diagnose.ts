import { pathText } from '../model/values';
import { Diagnosis } from './diagnosis';
import { ObservedContainer } from './observed-container';
import { Knowledge, Observed, ObservedPod } from './observed-pod';
import { PodSymptom, Symptom } from './symptom';
import { configError } from './symptoms/config-error';
import { crash } from './symptoms/crash';
import { podEnded } from './symptoms/ended';
import { postStartHook } from './symptoms/hook';
import { imagePull } from './symptoms/image-pull';
import { initRuns } from './symptoms/init';
import { jobWaits } from './symptoms/job';
import { noSandbox, notMounted } from './symptoms/mounting';
import { nodeGone } from './symptoms/node';
import { notReady, notStarted } from './symptoms/probe';
import { running } from './symptoms/running';
import { unscheduled } from './symptoms/scheduling';
import { startError } from './symptoms/start-error';
import { stuckTerminating } from './symptoms/terminating';
import { unexplainedContainer, unexplainedPod } from './symptoms/unexplained';
import { oneLine, Verdict } from './verdict';

/** Each excludes the ones after it, and all that containers may say. */
const OF_PODS: readonly PodSymptom[] = [podEnded, nodeGone, unscheduled, notMounted, noSandbox];

const OF_CONTAINERS: readonly Symptom[] = [
  imagePull,
  configError,
  postStartHook,
  startError,
  crash,
  initRuns,
  notStarted,
  jobWaits,
  notReady,
  running,
  unexplainedContainer,
];

/**
 * What keeps a Pod from running as it should: one diagnosis for each container that has trouble of its own, or one for the
 * Pod as a whole; none for a Pod that is fine, has ended well, or is still on its way.
 *
 * - `observed` is a Pod with its status, as of `kubectl get pod -o json`, and the events about it: a `LivePod` of the
 *   command's runtimes. Values of any type in any place are no reason to throw.
 * - `knowledge` is what else is known, each part optional: `logs` and `previousLogs` by container, `answers` that
 *   expectations got, the `workload` that the Pod was made of (its paths are then those of the diagnosis), `objects` it may
 *   refer to, and `now`, without which everything that takes time counts as overdue.
 *
 * It reads nothing but its arguments.
 */
export function diagnose(observed: Observed, knowledge: Knowledge = {}): Diagnosis[] {
  const pod = new ObservedPod(observed, knowledge);
  if (Object.keys(pod.status).length === 0 || pod.phase === 'Succeeded') return [];
  if (pod.metadata['deletionTimestamp'] != null) return ofPod(pod, stuckTerminating(pod));
  const whole = first(OF_PODS, (symptom) => symptom(pod));
  if (whole) return ofPod(pod, whole);
  const found = pod.containers.flatMap((container) => {
    const verdict = first(OF_CONTAINERS, (symptom) => symptom(pod, container));
    return verdict ? diagnosisOf(pod, verdict, container) : [];
  });
  return found.length > 0 ? found : ofPod(pod, unexplainedPod(pod));
}

function first<T>(all: readonly T[], look: (one: T) => Verdict | undefined): Verdict | undefined {
  for (const one of all) {
    const verdict = look(one);
    if (verdict) return verdict;
  }
  return undefined;
}

function ofPod(pod: ObservedPod, verdict: Verdict | undefined): Diagnosis[] {
  return verdict ? [diagnosisOf(pod, verdict)] : [];
}

function diagnosisOf(pod: ObservedPod, verdict: Verdict, container?: ObservedContainer): Diagnosis {
  const { cause, evidence = [], rule, fix, path } = verdict;
  const { object } = pod.workload;
  return {
    kind: 'Pod',
    name: pod.name,
    ...(pod.namespace !== undefined && { namespace: pod.namespace }),
    ...(container && { container: container.name }),
    state: container && !container.holdsOthersBack ? container.state : pod.state,
    cause,
    evidence: [...new Set(evidence.map((line) => oneLine(line)))],
    ...(rule !== undefined && { rule }),
    fix,
    ...(path && path.length > 0 && { object: `${object.kind} ${object.name}`, path: pathText(path) }),
  };
}
