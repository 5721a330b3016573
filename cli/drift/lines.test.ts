import * as fc from 'fast-check';
import { changedLines } from './lines';

function told(from: string, to: string): string[] {
  return changedLines(from, to).map(({ sign, text, number }) => `${sign}${number} ${text}`);
}

test.each([
  ['the same', 'a\nb', 'a\nb', []],
  ['a changed line', 'a\nb\nc', 'a\nx\nc', ['-2 b', '+2 x']],
  ['a new one in between', 'a\nc\nd\ne', 'a\nb\nc\nd\nf', ['+2 b', '-4 e', '+5 f']],
  ['one that has gone at the end', 'a\nb\n', 'a\n', ['-2 b']],
])('%s', (_, from, to, lines) => {
  expect(told(from, to)).toEqual(lines);
});

test('the lines, applied to the first text, make the second', () => {
  const texts = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
  fc.assert(
    fc.property(texts, texts, (from, to) => {
      const changes = changedLines(from.join('\n'), to.join('\n'));
      const numbers = new Set(changes.filter(({ sign }) => sign === '-').map(({ number }) => number));
      const lines = from
        .join('\n')
        .split('\n')
        .filter((_, index) => !numbers.has(index + 1));
      for (const { sign, text, number } of changes) if (sign === '+') lines.splice(number - 1, 0, text);
      expect(lines.join('\n')).toBe(to.join('\n'));
    }),
  );
});
