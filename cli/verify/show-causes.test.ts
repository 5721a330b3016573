import { Cause } from './evidence';
import { showCauses } from './show-causes';

const LOGS = [
  { container: 'a', lines: [...Array(12).keys()].map((number) => `line ${number}`) },
  { container: 'b', lines: [] },
];

function shown(...causes: Cause[]): string[] {
  const lines: string[] = [];
  showCauses(causes, LOGS, { problem: (text) => lines.push(text), note: (text) => lines.push(text) });
  return lines;
}

const cause = (container?: string): Cause => ({ where: 'Pod web', container, what: 'x', fix: 'y', rule: 'z' });

test('the last lines of the log come with the container that has trouble, once', () => {
  const lines = shown(cause('a'), cause('a'));
  expect(lines.slice(0, 5)).toEqual([
    'Pod web: x',
    'Fix: y',
    'More: sidecars explain z',
    'Last lines of the log of a:',
    '  line 2',
  ]);
  expect(lines.slice(13)).toEqual(['  line 11', 'Pod web: x', 'Fix: y', 'More: sidecars explain z']);
});

test('no log is shown where it is empty, or where it is about the Pod', () => {
  expect(shown(cause('b'), cause())).toHaveLength(6);
});
