// Of the characters from the space on, in thousandths of the size: those of Arial, which Graphviz counts with too.
const REGULAR =
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584';
const BOLD =
  '278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584';

type Weight = 'regular' | 'bold';

const WIDTHS: { readonly [weight in Weight]: readonly number[] } = {
  regular: REGULAR.split(' ').map(Number),
  bold: BOLD.split(' ').map(Number),
};

/** Scripts whose characters are squares. */
const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\u{1F000}-\u{3FFFF}]/u;

/** What our own words have besides. */
const OTHERS: ReadonlyMap<string, number> = new Map([
  ['\u00a0', 278],
  ['–', 556],
  ['…', 1000],
]);

/** How wide a text is in Arial, in points. Undefined where that is not known of each of its characters. */
export function widthInArial(text: string, size: number, weight: Weight): number | undefined {
  const width = sum(text, (char) => WIDTHS[weight][char.codePointAt(0)! - 32] ?? OTHERS.get(char) ?? NaN);
  return Number.isNaN(width) ? undefined : (width * size) / 1000;
}

/** How wide a text is, in points, rounded up. */
export function textWidth(text: string, size: number, weight: Weight = 'regular'): number {
  const width = sum(text, (char) => WIDTHS[weight][char.codePointAt(0)! - 32] ?? (WIDE.test(char) ? 1000 : 660));
  return Math.ceil((width * size) / 1000);
}

function sum(text: string, widthOf: (char: string) => number): number {
  let width = 0;
  for (const char of text) width += widthOf(char);
  return width;
}
