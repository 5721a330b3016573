import { textOf } from '../../model/values';
import { PodSymptom } from '../symptom';

const GONE = /^Node(?:Lost|NotReady)$/;

/**
 * Its node does not tell how its containers are: what the status has of them is old.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/controller/util/node/controller_utils.go
 */
export const nodeGone: PodSymptom = (pod) => {
  const ready = pod.condition('Ready');
  const reasons = [pod.reason, textOf(ready?.['reason']) ?? ''].filter((reason) => GONE.test(reason));
  const event = pod.event('NodeNotReady') ?? pod.event('NodeLost');
  // It may be back, and the trouble another one by now: then containers are not ready by themselves.
  const isMarked = event !== undefined && !pod.ready && pod.containers.every((container) => container.ready);
  if (reasons.length === 0 && ready?.['status'] !== 'Unknown' && !isMarked) return undefined;
  return {
    cause: 'its node is gone or does not answer, so that nobody knows how its containers are',
    evidence: [...reasons.slice(0, 1).map((reason) => `status: ${reason}`), ...(event ? [event.toString()] : [])],
    fix: 'see what is wrong with the node: kubectl describe node; a workload makes its Pods anew on others after five minutes, or once the node is deleted',
  };
};
