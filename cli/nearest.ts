import { isNearMiss } from '../lib/model/near-miss';

/** What was probably meant: a typing error away, or the candidate that the fewest edits lead to, if they are few. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const mistyped = candidates.find((candidate) => isNearMiss(word, candidate));
  if (mistyped !== undefined) return mistyped;
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = distance(word.slice(0, 100).toLowerCase(), candidate);
    if (edits < least) [best, least] = [candidate, edits];
  }
  return best ?? candidates.find((candidate) => word.length > 3 && candidate.includes(word));
}

/** As in `; did you mean "check"?`, or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const meant = nearest(word, candidates);
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return row[b.length];
}
