import { PodLogs } from '../../lib/diagnosis/cluster';
import { KubeObject } from '../../lib/model/kube-object';
import { Problem } from '../input/manifests';

/** What there is to diagnose, wherever it comes from. */
export interface DiagnosisInput {
  readonly objects: readonly KubeObject[];
  /** By Pod; of a Pod without, nothing is known. */
  readonly logs: (pod: KubeObject) => PodLogs;
  /** When it was read, in milliseconds; undefined where nobody knows. */
  readonly now: number | undefined;
  readonly problems: readonly Problem[];
  /** What was left out, a sentence each. */
  readonly notes: readonly string[];
}
