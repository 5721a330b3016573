import { Outcome } from './expectations';

/** A change of the state of a container, or of the Pod. */
export interface Moment {
  /** Milliseconds since the Pod was started. */
  readonly atMs: number;
  /** Undefined for the Pod itself. */
  readonly container: string | undefined;
  readonly what: string;
}

/** What keeps a Pod from being as it should, in the terms of its manifest. */
export interface Cause {
  readonly where: string;
  /** The name of the container, unless it is about the Pod as a whole. */
  readonly container?: string;
  readonly what: string;
  readonly fix: string | undefined;
  /** The rule whose page tells more. */
  readonly rule: string | undefined;
}

export interface ContainerLog {
  readonly container: string;
  readonly lines: readonly string[];
}

export interface PodEvidence {
  /** As in `Pod multi-container-pod`. */
  readonly workload: string;
  readonly pod: string;
  /** Whether it became ready and stayed so, or ended well. */
  readonly up: boolean;
  readonly state: string;
  readonly timeline: readonly Moment[];
  readonly outcomes: readonly Outcome[];
  /** What is expected and was not even tried, as not all Pods came up. */
  readonly notLookedAt?: readonly string[];
  readonly causes: readonly Cause[];
  readonly logs: readonly ContainerLog[];
  /** A Mermaid flowchart. */
  readonly diagram: string;
}

/** What was seen of one set of manifests. */
export interface SetEvidence {
  readonly title: string;
  readonly files: readonly { readonly file: string; readonly sha256: string }[];
  readonly objects: readonly string[];
  /** What the runtime does not do of it. */
  readonly limits: readonly string[];
  readonly pods: readonly PodEvidence[];
  readonly seconds: number;
}

/** All that a run of `verify` has seen: what its report is made of. */
export interface Evidence {
  readonly version: 1;
  readonly sidecars: string;
  readonly runtime: string;
  readonly startedAt: string;
  readonly seconds: number;
  readonly ok: boolean;
  readonly sets: readonly SetEvidence[];
}

export function isFine(pod: PodEvidence): boolean {
  return verdictOf(pod) === 'true';
}

/** Of a Pod that is up while another one is not, nothing that is expected was looked at. */
export function verdictOf({ up, outcomes, notLookedAt = [] }: PodEvidence): 'true' | 'not true' | 'not looked at' {
  if (!up || outcomes.some(({ met }) => !met)) return 'not true';
  return notLookedAt.length > 0 ? 'not looked at' : 'true';
}

/** As in "1 of 2 Pods up, 3 of 5 expectations true". */
export function countsOf(sets: readonly SetEvidence[]): string {
  const pods = sets.flatMap((set) => set.pods);
  const outcomes = pods.flatMap((pod) => pod.outcomes);
  const met = outcomes.filter((outcome) => outcome.met).length;
  const expected = outcomes.length + pods.flatMap(({ notLookedAt = [] }) => notLookedAt).length;
  return `${pods.filter(({ up }) => up).length} of ${pods.length} Pods up, ${met} of ${expected} expectations true`;
}
