import * as fc from 'fast-check';
import { Path } from '../lib/model/values';

/** Texts that have a meaning somewhere, or are hard to bear. */
export const WORDS = [
  ...[
    '',
    ' ',
    '0',
    '-1',
    '80',
    '65536',
    '1e3',
    '0644',
    'true',
    'null',
    'NaN',
    '${',
    '$(A)',
    '$((',
    "'",
    '"',
    '`',
    '\\',
    '|',
  ],
  ...[
    'sh',
    '-c',
    '/',
    '//',
    '../..',
    '/dev/null',
    '>',
    '>>',
    '<<EOF',
    '&',
    ';;',
    '{',
    '(',
    '[',
    '*',
    '#',
    '%',
    '\u0000',
    '\n',
  ],
  ...[
    'while true; do',
    'done',
    'if',
    'exec',
    'sleep infinity',
    'nginx',
    'localhost',
    '127.0.0.1:80',
    '[::1]',
    'http://',
    ':',
    '@',
  ],
  ...[
    'Always',
    'Never',
    'constructor',
    '__proto__',
    'toString',
    '1Gi',
    '100m',
    '-5Ki',
    '😀',
    'a'.repeat(300),
    '('.repeat(300),
  ],
];

/** A value of any type. */
export const ANYTHING = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WORDS) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(null, true, false, 0, -1, 1.5, 80, 1e21, 2 ** 53, [], {}, [null], [[]], [{}], [5]),
  },
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>,
  fc.string({ unit: 'binary' }),
);

/** All places of a value. */
export function places(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inside = Object.entries(value).flatMap(([key, child]) =>
    places(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, ...inside];
}

/** A copy with another value in one place. */
export function replaced(value: unknown, [step, ...rest]: Path, by: unknown): unknown {
  if (step === undefined) return by;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string | number,
    unknown
  >;
  copy[step] = replaced(copy[step], rest, by);
  return copy;
}
