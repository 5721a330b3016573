import { Cluster } from '../../lib/diagnosis/cluster';
import { Diagnosis } from '../../lib/diagnosis/diagnosis';
import { KubeObject } from '../../lib/model/kube-object';
import { Problem } from '../input/manifests';
import { DiagnosisInput } from './input';

/** A Pod, what state it and its containers are in, and what is wrong with them. */
export interface PodResult {
  readonly pod: KubeObject;
  readonly state: string;
  readonly containers: readonly { readonly name: string; readonly state: string; readonly ready: boolean }[];
  readonly diagnoses: readonly Diagnosis[];
}

export interface Result {
  readonly pods: readonly PodResult[];
  /** Of workloads that could not make Pods. */
  readonly others: readonly Diagnosis[];
  readonly problems: readonly Problem[];
}

export function resultOf({ objects, logs, now, problems }: DiagnosisInput): Result {
  const cluster = new Cluster(objects);
  const pods = cluster.pods.map((pod) => ({
    pod,
    ...cluster.stateOf(pod),
    diagnoses: cluster.diagnose(pod, logs(pod), now),
  }));
  return { pods, others: cluster.withoutPods, problems };
}

export function diagnosesOf({ pods, others }: Result): Diagnosis[] {
  return [...pods.flatMap(({ diagnoses }) => diagnoses), ...others];
}
