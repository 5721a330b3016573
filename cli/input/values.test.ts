import { decode } from './bytes';
import { SourceDocument } from './document';
import { readDocument } from './read';

function read(yaml: string): unknown[] {
  return decode('a.yaml', Buffer.from(yaml)).map(readDocument);
}

function value(yaml: string): unknown {
  return read(`v: ${yaml}`).map((document) => (document as { v: unknown }).v)[0];
}

// The tables follow the tests of sigs.k8s.io/yaml and of the go-yaml v2 that it has inside.
test.each([
  ['0644', 420],
  ['0o644', 420],
  ['-0644', -420],
  ['0', 0],
  ['00', 0],
  ['08', 8],
  ['0x1F', 31],
  ['0b101', 5],
  ['-0b101010', -42],
  ['+685_230', 685230],
  ['0x_0A_74_AE', 685230],
  ['0b1010_0111_0100_1010_1110', 685230],
  ['02472256', 685230],
  ['4294967296', 4294967296],
  ['6.8523e+5', 685230],
  ['685.230_15e+03', 685230.15],
  ['685_230.15', 685230.15],
  ['1e3', 1000],
  ['123456E1', 1234560],
  ['.1', 0.1],
  ['-.1', -0.1],
  ['1.', 1],
])('%s is the number %d', (yaml, expected) => expect(value(yaml)).toBe(expected));

test.each(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'])('%s is true', (yaml) =>
  expect(value(yaml)).toBe(true),
);

test.each(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'])('%s is false', (yaml) =>
  expect(value(yaml)).toBe(false),
);

test.each(['~', 'null', 'Null', 'NULL', '', '# comment'])('"%s" is nothing', (yaml) => expect(value(yaml)).toBeNull());

test.each([
  '190:20:30',
  '1:1',
  '2015-01-01',
  '2015-02-24T18:19:39Z',
  '1.27.0',
  'v1',
  '1.2.3.4',
  '0o8',
  '0x',
  '1e',
  '_1',
  'yEs',
  'nULL',
  '-b_c',
  '50cent_of_dollar',
  '<foo>',
  '.',
  '...x',
  '100m',
  '64Mi',
  'a#b',
  'a:b',
])('%s is a text', (yaml) => expect(value(yaml)).toBe(yaml));

test.each([
  ['"yes"', 'yes'],
  ["'0644'", '0644'],
  ['|\n  no\n', 'no\n'],
  ['>-\n  1\n  2\n', '1 2'],
  ['!!str 1', '1'],
  ['!!int "1"', 1],
  ['!!float 0', 0],
  ["!!null ''", null],
  ['!!bool yes', true],
  ['! 1', '1'],
  ['!Ref 1', '1'],
  ['!!binary aGk=', 'hi'],
  ['!!timestamp 2015-01-01', '2015-01-01'],
  ['"\\ud83d\\ude00"', '😀'],
  ['[a, 1, yes, ]', ['a', 1, true]],
])('%s is %j', (yaml, expected) => expect(value(yaml)).toEqual(expected));

test.each([
  ['yes: 1', { true: 1 }],
  ['0644: 1', { 420: 1 }],
  ['1.5: 1', { '1.5': 1 }],
  ['"yes": 1', { yes: 1 }],
  ['<<: {a: 1}', { a: 1 }],
  ['"<<": {a: 1}', { '<<': { a: 1 } }],
  ['? a\n: b', { a: 'b' }],
  ['x: &x k\n*x : 1', { x: 'k', k: 1 }],
])('the keys of %j are those of %j', (yaml, expected) => expect(read(yaml)).toEqual([expected]));

test('a merge counts from where it is written, as in kubectl', () => {
  const base = 'base: &b {a: 1, c: 1}\nmore: &m {a: 2}\n';
  const merged = (map: string) => (read(`${base}v: ${map}\n`)[0] as { v: unknown }).v;
  expect(merged('{<<: *b, a: 3}')).toEqual({ a: 3, c: 1 });
  expect(merged('{a: 3, <<: *b}')).toEqual({ a: 1, c: 1 });
  expect(merged('{<<: [*m, *b]}')).toEqual({ a: 2, c: 1 });
  expect(merged('{<<: *b, <<: *m}')).toEqual({ a: 2, c: 1 });
});

test('an anchor can be set again', () => {
  expect(read('a: &x 1\nb: *x\nc: &x 2\nd: *x\n')).toEqual([{ a: 1, b: 1, c: 2, d: 2 }]);
});

test('documents have the lines that are above them', () => {
  const text = '# a\n--- # b\na: 1\n...\n%YAML 1.1\n---\nb: |\n  ---\n...\n\n---\r\nc: 1\r\n---\r\n';
  const documents = decode('a.yaml', Buffer.from(text)).map(({ document }): SourceDocument => document);
  expect(documents.map(({ linesAbove, text: part }) => [linesAbove, part])).toEqual([
    [0, '# a\n'],
    [1, '--- # b\na: 1\n...\n'],
    [4, '%YAML 1.1\n---\nb: |\n  ---\n...\n'],
    [10, '---\r\nc: 1\r\n'],
  ]);
});
