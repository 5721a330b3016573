/** Longer texts are not names that somebody mistyped. */
const LONGEST = 80;

/** The candidate that the name was probably meant to be, if there is exactly one. */
export function nearMiss(name: string, candidates: Iterable<string>): string | undefined {
  let found: string | undefined;
  for (const candidate of candidates) {
    if (candidate === name || !isNearMiss(name, candidate)) continue;
    if (found !== undefined && found !== candidate) return undefined;
    found = candidate;
  }
  return found;
}

/**
 * Whether two names differ as typing errors do: in case, in separators, in a plural, or in one letter (two where the name
 * is long). Names that differ in their digits are different names.
 */
export function isNearMiss(a: string, b: string): boolean {
  if (a.length > LONGEST || b.length > LONGEST) return false;
  const [plainA, plainB] = [plain(a), plain(b)];
  if (plainA === '' || plainB === '') return false;
  if (plainA === plainB) return true;
  if (digits(a) !== digits(b)) return false;
  const shorter = Math.min(plainA.length, plainB.length);
  if (shorter < 4) return false;
  return withinEdits(plainA, plainB, shorter < 10 ? 1 : 2);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function digits(name: string): string {
  return name.replace(/\D/g, '');
}

/** Whether so many insertions, deletions, replacements and swaps of neighbours make one of the other. */
function withinEdits(a: string, b: string, limit: number): boolean {
  if (Math.abs(a.length - b.length) > limit) return false;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
    }
    if (Math.min(...row) > limit) return false;
    [beforeLast, last] = [last, row];
  }
  return last[b.length] <= limit;
}
