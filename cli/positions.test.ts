import { Cli } from '../test/cli';

const RULE = 'image-root-under-non-root';

let cli: Cli;

beforeAll(async () => {
  cli = await Cli.build();
});

afterAll(() => cli.remove());

/** The text of each finding's region, and the number of its line. */
function places(file: string, text: string, rule = RULE): string[] {
  cli.clear();
  cli.write({ [file]: text });
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  return cli.check([file, '--rules', rule]).findings.map(({ line, column, endLine, endColumn }) => {
    const part = lines[line - 1].slice(column - 1, endLine === line ? endColumn - 1 : undefined);
    return `${line}: ${part}`;
  });
}

const SPEC = `spec:
  containers:
    - name: web
      image: nginx:1.27
      securityContext:
        runAsNonRoot: true
`;

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: a
${SPEC}`;

test('in a document of its own', () => {
  expect(places('a.yaml', POD)).toEqual(['10: true']);
});

test.each([
  ['several documents', `# first\n---\na: 1\n---\n${POD}---\n${POD}`],
  ['markers with comments, and ends of documents', `--- # first\n${POD}...\n# between\n---   \n${POD}...\n`],
  ['Windows line ends', `a: 1\n---\n${POD}---\n${POD}`.replace(/\n/g, '\r\n')],
  ['a byte order mark', `\uFEFFa: 1\n---\n${POD}\n---\n${POD}`],
  ['directives', `%YAML 1.1\n---\n${POD}...\n%YAML 1.1\n# mine\n---\n${POD}`],
  ['texts that look like markers', `a: |\n  ---\n  ...\nb: "x\n  ---"\n---\n${POD}\n--- \n${POD}\n---\nc: ---d\n`],
])('with %s', (_, text) => {
  const expected = text
    .split(/\r?\n/)
    .flatMap((line, index) => (line.includes('runAsNonRoot') ? `${index + 1}: true` : []));
  expect(expected).toHaveLength(2);
  expect(places('a.yaml', text)).toEqual(expected);
});

test('in the items of a List, and of a List in a List', () => {
  const item = (indent: string) => `${indent}- ${POD.trimEnd().replace(/\n/g, `\n${indent}  `)}\n`;
  const inner = `    - apiVersion: v1\n      kind: List\n      items:\n${item('        ')}`;
  const text = `apiVersion: v1\nkind: List\nitems:\n${item('    ')}${inner}`;
  expect(places('a.yaml', text)).toEqual(['13: true', '26: true']);
});

test('in JSON, on one line and on many', () => {
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', labels: { 'a"]': '{[,\\' } }, spec: {} };
  const container = {
    name: 'web',
    image: 'nginx:1.27',
    args: ['"', '\\"', '}'],
    securityContext: { runAsNonRoot: true },
  };
  const list = { kind: 'List', apiVersion: 'v1', items: [pod, { ...pod, spec: { containers: [{}, container] } }] };
  expect(places('a.json', JSON.stringify(list))).toEqual(['1: true']);
  const pretty = JSON.stringify(list, null, 2);
  const line = pretty.split('\n').findIndex((each) => each.includes('runAsNonRoot')) + 1;
  expect(places('a.json', `\n \uFEFF`.slice(0, 2) + pretty)).toEqual([`${line + 1}: true`]);
});

test('in flow style, and behind tags and anchors', () => {
  const text = `{apiVersion: v1, kind: Pod, metadata: &m {name: a}, spec: {containers: !!seq [{name: web,
 image: !!str "nginx:1.27", securityContext: {runAsNonRoot: &yes true}}]}}`;
  expect(places('a.yaml', text)).toEqual(['2: true']);
});

test('where an alias and where a merge leads to', () => {
  const base = 'x-base: &base\n  runAsNonRoot: true\nx-more: &more {runAsUser: 0, <<: *base}\n';
  const pod = POD.replace('\n        runAsNonRoot: true', ' CONTEXT');
  const found = (context: string) => places('a.yaml', base + pod.replace('CONTEXT', context));
  expect(found('*base')).toEqual(['2: true']);
  expect(found('{<<: [*more], runAsGroup: 1}')).toEqual(['2: true']);
  expect(found('{<<: *base, runAsNonRoot: yes}')).toEqual(['12: yes']);
  expect(found('{runAsNonRoot: no, <<: *base}')).toEqual(['2: true']);
});

test('columns count as editors do', () => {
  const text = POD.replace('runAsNonRoot: true', '"\\x72unAsNonRoot" : true # 😀').replace('name: web', 'name: "w😀"');
  expect(places('a.yaml', text)).toEqual(['10: true']);
});
