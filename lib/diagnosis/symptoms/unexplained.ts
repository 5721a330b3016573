import { PodSymptom, Symptom } from '../symptom';
import { oneLine } from '../verdict';

/** What takes longer to come up than this is worth a word. */
const PATIENCE_SECONDS = 60;

/** Waits for a reason that is not known here. */
export const unexplainedContainer: Symptom = (_, container) => {
  const { stuck } = container;
  return (
    stuck && {
      cause: `it waits: ${oneLine([stuck.reason, stuck.message].filter(Boolean).join(', '), 200)}`,
      evidence: [...container.said, ...container.events.slice(-1).map(String)],
      fix: 'see what the message and the events of the Pod say',
      path: container.spec.path,
    }
  );
};

/** It is not ready, and no container says why. */
export const unexplainedPod: PodSymptom = (pod) => {
  const { phase, ready, state, name } = pod;
  if (ready || phase === '' || !pod.isOverdue(pod.startedAt, PATIENCE_SECONDS)) return undefined;
  // They have a time of their own.
  const onTheirWay = pod.containers.some(
    (each) => each.running && (each.holdsOthersBack || (!each.ready && each.spec.probes.length > 0)),
  );
  if (onTheirWay) return undefined;
  // What has ended well is not ready either.
  if (pod.containers.some(({ role, terminated }) => role === 'main' && terminated?.failed === false)) return undefined;
  const conditions = ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].flatMap((type) => {
    const condition = pod.condition(type);
    const message = condition?.['message'];
    return condition?.['status'] !== 'True' && typeof message === 'string' ? [`${type}: ${message}`] : [];
  });
  const gate = conditions.find((text) => /readiness gate/.test(text));
  const warning = pod.events.findLast(({ reason }) => /^(?:Failed|Unhealthy|BackOff|Error|Network)/.test(reason));
  return {
    cause: gate
      ? 'its containers are ready, and a readiness gate is not met'
      : `it is ${phase === 'Failed' ? 'Failed' : 'not ready'} (${oneLine(state, 60)}), and neither its status nor its events say why`,
    evidence: [...conditions, ...(warning ? [warning.toString()] : [])],
    fix: gate
      ? 'see why the controller that the gate is for does not set its condition, or leave the gate out'
      : `look at kubectl describe pod ${name}`,
    ...(gate && { path: pod.path('readinessGates') }),
  };
};
