/** What keeps a Pod, or one of its containers, from running as it should. */
export interface Diagnosis {
  /** `Pod`; the kind of the workload where it could not make one. */
  readonly kind: string;
  /** The name of the Pod or workload. */
  readonly name: string;
  /**
   * The namespace of the Pod or workload.
   * @default - none is written
   */
  readonly namespace?: string;
  /**
   * The name of the container.
   * @default - it is about the Pod as a whole
   */
  readonly container?: string;
  /** What the column STATUS of `kubectl get pods` says of it, as in `CrashLoopBackOff`, `Init:0/1` and `Running`. */
  readonly state: string;
  /** Why it is so, as a sentence without its full stop. */
  readonly cause: string;
  /** What says so: parts of the status, events, and lines of logs. */
  readonly evidence: string[];
  /**
   * The id of the rule whose page explains it.
   * @default - no rule is about it
   */
  readonly rule?: string;
  /** How to mend it. */
  readonly fix: string;
  /**
   * What is to be changed, as in `Deployment web`.
   * @default - nothing in a manifest
   */
  readonly object?: string;
  /**
   * The place in that object, as in `spec.template.spec.containers[0].image`.
   * @default - nothing in a manifest
   */
  readonly path?: string;
}
