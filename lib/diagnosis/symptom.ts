import type { ObservedContainer } from './observed-container';
import type { ObservedPod } from './observed-pod';
import type { Verdict } from './verdict';

/** Looks at a container for one kind of trouble. */
export type Symptom = (pod: ObservedPod, container: ObservedContainer) => Verdict | undefined;

/** Looks at a Pod for trouble that is not one container's. */
export type PodSymptom = (pod: ObservedPod) => Verdict | undefined;

/** One way in which a message is worded, and what it means. */
export interface Wording<Where> {
  readonly text: RegExp;
  /** Undefined where it means something else here. */
  readonly means: (where: Where, match: RegExpExecArray) => Verdict | undefined;
}

/** What the first wording that a message has means. */
export function meaning<Where>(
  wordings: readonly Wording<Where>[],
  where: Where,
  message: string,
): Verdict | undefined {
  for (const { text, means } of wordings) {
    const match = text.exec(message);
    const verdict = match && means(where, match);
    if (verdict) return verdict;
  }
  return undefined;
}
