import { Chart, Testing } from 'cdk8s';
import { SidecarsError } from '../lib/errors';
import { CALLS } from './untyped-calls';

// From JavaScript come values that the types forbid. Whatever they are, they are refused with one of our errors, or they are
// of no harm.
const VALUES: unknown[] = [
  undefined,
  null,
  '',
  'text',
  '5',
  5,
  -1.5,
  NaN,
  true,
  {},
  [],
  [null],
  ['x'],
  { a: null },
  () => 1,
];

type Path = readonly (string | number)[];

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** The ways to all that is in the arguments, to an object and to what is in it. */
function pathsIn(value: unknown, at: Path = []): Path[] {
  const inner = Array.isArray(value) ? [...value.entries()] : isPlain(value) ? Object.entries(value) : [];
  return inner.flatMap(([key, one]: [string | number, unknown]) => [[...at, key], ...pathsIn(one, [...at, key])]);
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

/** What is thrown that is none of ours. */
function strangeError(run: () => unknown): string[] {
  try {
    run();
    return [];
  } catch (error) {
    const { name, message } = error as Error;
    const ours = name === SidecarsError.NAME || message.startsWith('Validation failed with the following errors:');
    return ours ? [] : [`${name}: ${message}`];
  }
}

test.each(Object.entries(CALLS))('%s takes these arguments', (_, make) => {
  const [args, run] = make(Testing.chart());
  expect(() => run(...(args as never[]))).not.toThrow();
});

test.each(Object.entries(CALLS))('%s refuses all that it cannot take', (_, make) => {
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const paths = pathsIn(make(Testing.chart())[0]);
  const strange = paths.flatMap((path, index) => {
    // Each place gets some of the values, and each value some places.
    const some = path.length === 1 ? VALUES : VALUES.filter((_value, position) => (position + index) % 3 === 0);
    return some.flatMap((value) => {
      const chart: Chart = Testing.chart();
      const [args, run] = make(chart);
      const wrong = replaced(args, path, value) as never[];
      const errors = strangeError(() => [run(...wrong), Testing.synth(chart)]);
      return errors.map((error) => `${path.join('.')} = ${JSON.stringify(value)}: ${error}`);
    });
  });
  expect(strange).toEqual([]);
});
