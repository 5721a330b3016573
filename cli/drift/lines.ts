/** A line that only one of two texts has. */
export interface LineChange {
  readonly sign: '-' | '+';
  readonly text: string;
  /** In its text, from 1. */
  readonly number: number;
}

/** More pairs of lines than this would take long to compare. */
const MAX_PAIRS = 4_000_000;

/** The lines in which two texts differ, in their order. */
export function changedLines(from: string, to: string): LineChange[] {
  const [had, has] = [from.split('\n'), to.split('\n')];
  let start = 0;
  while (start < had.length && start < has.length && had[start] === has[start]) start++;
  let end = 0;
  const shorter = Math.min(had.length, has.length) - start;
  while (end < shorter && had[had.length - 1 - end] === has[has.length - 1 - end]) end++;
  return between(had.slice(start, had.length - end), has.slice(start, has.length - end), start + 1);
}

function between(had: readonly string[], has: readonly string[], first: number): LineChange[] {
  const removed = (index: number): LineChange => ({ sign: '-', text: had[index], number: first + index });
  const added = (index: number): LineChange => ({ sign: '+', text: has[index], number: first + index });
  if (had.length * has.length > MAX_PAIRS) return [...had.map((_, i) => removed(i)), ...has.map((_, i) => added(i))];
  const common = commonLengths(had, has);
  const changes: LineChange[] = [];
  let [i, j] = [0, 0];
  while (i < had.length || j < has.length) {
    if (i < had.length && j < has.length && had[i] === has[j]) [i, j] = [i + 1, j + 1];
    else if (j === has.length || (i < had.length && common[i + 1][j] >= common[i][j + 1])) changes.push(removed(i++));
    else changes.push(added(j++));
  }
  return changes;
}

/** Of what is left of both from each pair of lines on, how many lines are common. */
function commonLengths(had: readonly string[], has: readonly string[]): Uint32Array[] {
  const lengths = Array.from({ length: had.length + 1 }, () => new Uint32Array(has.length + 1));
  for (let i = had.length - 1; i >= 0; i--) {
    for (let j = has.length - 1; j >= 0; j--) {
      lengths[i][j] = had[i] === has[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}
