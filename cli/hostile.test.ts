import { CheckResult, Cli, finePod, rootPod } from '../test/cli';

const RULE = 'image-root-under-non-root';

let cli: Cli;

beforeAll(async () => {
  cli = await Cli.build();
});

afterAll(() => cli.remove());

beforeEach(() => cli.clear());

const letters = [...'abcdefghijklmnopqrstuvwxyz'];

/** Each line stands for nine times as many values as the one before. */
function bomb(list: (of: string) => string): string {
  return letters
    .map((name, index) => `${name}: &${name} ${index === 0 ? '{x: 1}' : list(letters[index - 1])}\n`)
    .join('');
}

const nine = (name: string) => Array(9).fill(`*${name}`).join();

/** A document, and the error that it is: `line:column: message`. */
const MALFORMED: [string, string | Buffer, string][] = [
  ['a tab for indentation', 'kind: Pod\nmetadata:\n\tname: a\n', '3:1: tabs are not allowed as indentation'],
  ['a key twice', 'kind: Pod\nspec:\n  a: 1\n  b: 2\n  "a": 3\n', '5:3: the key "a" is there twice'],
  ['a key twice that is the same to kubectl', 'a:\n  yes: 1\n  on: 2\n', '3:3: the key "true" is there twice'],
  ['an alias of nothing', 'a: 1\nb: *c\n', '2:4: there is no anchor "c" above'],
  ['an alias of what is below', 'a: *b\nb: &b 1\n', '1:4: there is no anchor "b" above'],
  ['an alias of what it is in', 'a: &a\n  b: [*a]\n', '2:7: the value of anchor "a" contains itself'],
  ['an anchor without a name', 'a: & b\n', '1:4: anchor cannot be an empty string'],
  ['aliases of aliases', bomb((name) => `[${nine(name)}]`), 'its aliases stand for too many values'],
  [
    'aliases of merges',
    bomb((name) => `{${name}${name}: 1, <<: [${nine(name)}]}`),
    'its aliases stand for too many values',
  ],
  ['a chain of aliases', `a0: &a0 [1]\n${chain(600)}`, 'values are nested too deeply'],
  ['a merge of a text', 'a:\n  <<: text\n', '2:7: only a map, or a list of maps, can be merged'],
  [
    'an indentation of its own',
    'metadata:\n   name: a\n  labels: {}\n',
    '3:1: all mapping items must start at the same column',
  ],
  ['two values on a line', 'a: b: c\n', '1:4: nested mappings are not allowed in compact mappings'],
  ['a quote without end', 'a: "b\nc: d\n', '3:1: missing closing "quote'],
  [
    'brackets without end',
    'a: [1, 2\n',
    'flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  ['a bracket too many', 'a: [1]]\n', '1:7: '],
  ['a list for a key', 'a:\n  ? [b]\n  : c\n', '2:5: a map or a list cannot be a key'],
  ['nothing for a key', 'a:\n  : c\n', '2:3: null cannot be a key'],
  ['a number that is none in JSON', 'a: .inf\n', '1:4: .inf cannot be sent to the API, which speaks JSON'],
  ['a tag that is not true', 'a: !!int b\n', '1:10: "b" is no int, as its tag says'],
  ['a value beside the marker', '--- {a: 1}\n', '1:1: a value on the line of "---" is not read by kubectl'],
  ['a NUL', 'a: b\nc: "d\0"\n', '2:6: the character U+0000 is not allowed in YAML'],
  ['an escape character', 'a: \u001b[31m\n', '1:4: the character U+001B is not allowed in YAML'],
  ['Latin-1', Buffer.from('a: 1\nb: caf\xe9\n', 'latin1'), '2:7: it is not valid UTF-8 from here on'],
  ['a half of a character', Buffer.from('a: "\xe2\x82"\n', 'latin1'), '1:5: it is not valid UTF-8 from here on'],
  ['a text instead of an object', 'apiVersion v1\n', '1:1: it is a text or a number, and no object'],
];

function chain(length: number): string {
  return Array.from({ length }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}]\n`).join('');
}

describe.each(MALFORMED)('%s', (_, text, message) => {
  const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text);
  const marker = Buffer.from('---\n');

  test('is one error with its place, and the documents around it are checked', () => {
    const [first, last] = [rootPod('first'), rootPod('last')].map((pod) => Buffer.from(pod));
    cli.write({ 'a.yaml': Buffer.concat([first, marker, bytes, marker, last]) });
    const result = cli.run(['check', 'a.yaml', '--format', 'json', '--rules', RULE]);
    const { findings, unreadable } = JSON.parse(result.stdout) as CheckResult;
    expect(result.code).toBe(2);
    expect(findings.map(({ object }) => object?.name)).toEqual(['first', 'last']);
    const [, line, rest] = /^(?:(\d+):)?(.*)$/.exec(message)!;
    const above = first.toString().split('\n').length;
    const moved = line === undefined ? rest : `${Number(line) + above}:${rest}`;
    expect(unreadable.map((each) => `${each.line}:${each.column}: ${each.message}`)).toEqual([
      expect.stringContaining(moved),
    ]);
  });
});

describe('a file', () => {
  test.each([
    ['of UTF-16', Buffer.from(`\uFEFF${rootPod('a')}`, 'utf16le'), 'it is UTF-16, which kubectl does not read'],
    ['of broken JSON', '{"apiVersion": "v1", "kind": "Pod",', 'flow map must end with a }'],
    ['of JSON that is too deep', `{"kind": "Pod", "a": ${'['.repeat(1e6)}${']'.repeat(1e6)}}`, 'nested too deeply'],
    ['of objects in each other', '{"a":'.repeat(1e6), 'nested too deeply'],
    ['of brackets', '['.repeat(1e7), 'nested too deeply'],
    ['of braces', '{'.repeat(1e7), 'nested too deeply'],
    ['of dashes', '- '.repeat(5e6), 'nested too deeply'],
    ['of keys', 'a: '.repeat(3e6), 'nested too deeply'],
    ['of question marks', '? '.repeat(5e6), 'nested too deeply'],
    ['of steps', Array.from({ length: 3000 }, (_, index) => `${' '.repeat(index)}a:\n`).join(''), 'nested too deeply'],
    ['of closing brackets', ']'.repeat(1e7), 'unexpected flow-seq-end token'],
    ['of quotes', '"'.repeat(1e5), 'unexpected double-quoted-scalar'],
    ['of anchors', '&a '.repeat(1e5), 'a node can have at most one anchor'],
    ['of aliases', '*a '.repeat(1e5), 'unexpected alias'],
    ['of tags', '!t\n'.repeat(1e5), 'a node can have at most one tag'],
    ['of block scalars', '|'.repeat(1e7), 'block scalar header includes extra characters'],
    ['of items', '- a\n'.repeat(1e6), 'the document is too large'],
    ['of a directive without a marker', '%YAML 1.2\na: 1\n', 'missing directives-end/doc-start indicator line'],
    ['of mistakes', '---\na\n'.repeat(1e6), 'the rest of it is left, because of so many mistakes'],
  ])('%s is an error, and soon', (_, text, message) => {
    cli.write({ 'a.yaml': text, 'b.yaml': rootPod('b') });
    const { code, stdout, stderr } = cli.run(['check', '.', '--rules', RULE]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
    expect(stdout).toContain('b.yaml:7:19');
  });

  test.each([
    ['without anything', ''],
    ['of empty documents', '---\n---\n# nothing\n---\n...\n---\n\t\n'],
    ['of markers', '---\n'.repeat(1e6)],
  ])('%s is nothing to check', (_, text) => {
    cli.write({ 'a.yaml': text });
    expect(cli.run(['check', 'a.yaml'])).toMatchObject({
      code: 2,
      stderr: 'sidecars: there is nothing to check in what was named\n',
    });
  });

  test('with a byte order mark is as good as any', () => {
    cli.write({ 'a.yaml': `\uFEFF${rootPod('a')}`, 'b.json': `\uFEFF{"apiVersion": "v1", "kind": "Pod"}` });
    expect(cli.run(['check', '.', '--rules', RULE]).code).toBe(1);
  });
});

test('values of any type in any place are no reason to fail', () => {
  const values = ['5', 'null', '[]', '{}', '""', '[null]', '[[]]', '[5]', 'true', '-1.5', '{a: [null]}'];
  const documents = values.flatMap((value) =>
    ['spec', 'metadata', 'status', 'data'].flatMap((field) =>
      ['v1 Pod', 'v1 Service', 'apps/v1 Deployment', 'batch/v1 CronJob', 'v1 List'].map((type) => {
        const [apiVersion, kind] = type.split(' ');
        return `apiVersion: ${apiVersion}\nkind: ${kind}\n${field}: ${value}\n`;
      }),
    ),
  );
  cli.write({ 'a.yaml': documents.join('---\n') });
  const { code, stderr } = cli.run(['check', 'a.yaml']);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
});

test('names of the language are keys as others are', () => {
  const pod = `${finePod('a')}__proto__: {polluted: yes}\nconstructor: {prototype: 1}\ntoString: 1\nhasOwnProperty: 1\n`;
  cli.write({ 'a.yaml': pod, 'b.json': '{"apiVersion": "v1", "kind": "Pod", "__proto__": {"polluted": 1}}' });
  expect(cli.run(['check', '.', '--rules', RULE])).toMatchObject({ code: 0, stderr: '' });
});

test('a configuration can be as bad as any file', () => {
  cli.write({ 'sidecars.yaml': bomb((name) => `[${nine(name)}]`), 'a.yaml': rootPod('a') });
  expect(cli.run(['check', 'a.yaml']).code).toBe(2);
  cli.write({ 'sidecars.yaml': 'rules: "\0"' });
  expect(cli.run(['check', 'a.yaml']).code).toBe(2);
});
