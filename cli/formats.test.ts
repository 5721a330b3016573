import * as fs from 'node:fs';
import * as path from 'node:path';
import { DOMParser, Element } from '@xmldom/xmldom';
import Ajv from 'ajv/dist/2020';
import { Cli, finePod, rootPod } from '../test/cli';

const RULE = 'image-root-under-non-root';

/** Whatever a name can be made of to break what it is written into. */
const NASTY = "\u001b[31m<b a='1'>&amp;]]>\u0007%,:\r\n::error::x\u0085\u009b2J\u202e\ud800\"\\";

/** As YAML and JSON have it when nothing but ASCII may be used. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

let cli: Cli;

beforeAll(async () => {
  cli = await Cli.build();
});

afterAll(() => cli.remove());

beforeEach(() => {
  cli.clear();
  cli.write({
    'bad, 100%.yaml': rootPod('a'),
    'k8s/broken.yaml': 'a: [\n',
    'k8s/fine.yaml': finePod('b'),
    'k8s/nasty.yaml': rootPod(quoted(NASTY)).replace('name: web', `name: ${quoted(NASTY)}`),
    'k8s/values.yaml': 'replicas: 1\n',
  });
});

function output(format: string, ...args: string[]): string {
  return cli.run(['check', '.', '--rules', RULE, '--format', format, ...args]).stdout;
}

test('text is for people', () => {
  cli.write({ 'k8s/nasty.yaml': finePod('c') });
  const { stdout, stderr } = cli.run(['check', '.', '--rules', RULE]);
  expect(stdout).toBe(`Pod a
  bad, 100%.yaml:7:19  error  ${RULE}
    spec.securityContext.runAsNonRoot
    container "web": runAsNonRoot is true, and nginx:1.27 runs as root
    Result: CreateContainerConfigError: container has runAsNonRoot and image will run as root
    Fix: set web's securityContext.runAsUser to 101, the image's own user without root

1 error, 1 unreadable input in 3 objects of 5 files
"sidecars explain ${RULE}" tells more about a rule
`);
  expect(stderr)
    .toBe(`k8s/broken.yaml:2:1: error: flow sequence in block collection must be sufficiently indented and end with a ]
note: skipped k8s/values.yaml: no Kubernetes object
`);
});

test('text names an object once, and says when there is nothing', () => {
  cli.write({ 'two.yaml': rootPod('two').replace(/( {4}- name: )web(\n.*\n)/, '$1web$2$1other$2') });
  const { stdout } = cli.run(['check', 'two.yaml', '--rules', RULE]);
  expect(stdout.match(/^Pod two$/gm)).toHaveLength(1);
  expect(stdout).toContain('\n2 errors in 1 object of 1 file\n');
  expect(cli.run(['check', 'k8s/fine.yaml', '--rules', RULE]).stdout).toBe('nothing found in 1 object of 1 file\n');
});

test('text fits a hundred columns, but for what has no space', () => {
  cli.write({ 'long.yaml': rootPod('a').replace('name: web', `name: web-${'x'.repeat(60)}`) });
  const lines = cli.run(['check', 'long.yaml']).stdout.split('\n');
  expect(lines.filter((line) => line.length > 100 && line.trim().includes(' '))).toEqual([]);
});

test('json has the documented shape', () => {
  const result = JSON.parse(output('json')) as object;
  expect(result).toEqual({
    version: 1,
    summary: { errors: 2, warnings: 0, unreadable: 1, objects: 3, files: 5 },
    findings: [
      {
        rule: RULE,
        severity: 'error',
        object: { apiVersion: 'v1', kind: 'Pod', name: 'a' },
        container: 'web',
        path: 'spec.securityContext.runAsNonRoot',
        what: 'runAsNonRoot is true, and nginx:1.27 runs as root',
        happens: 'CreateContainerConfigError: container has runAsNonRoot and image will run as root',
        fix: "set web's securityContext.runAsUser to 101, the image's own user without root",
        file: 'bad, 100%.yaml',
        line: 7,
        column: 19,
        endLine: 7,
        endColumn: 23,
      },
      expect.objectContaining({ object: { apiVersion: 'v1', kind: 'Pod', name: NASTY } }),
    ],
    unreadable: [{ file: 'k8s/broken.yaml', line: 2, column: 1, message: expect.any(String) }],
    skipped: [{ file: 'k8s/values.yaml', reason: 'no Kubernetes object' }],
  });
});

describe('sarif', () => {
  const schema = path.join('node_modules/@microsoft/sarif-multitool-ts/assets/sarif-2.1.0.schema.json');
  const formats = {
    uri: (text: string) => URL.canParse(text),
    'uri-reference': (text: string) => URL.canParse(text, 'file:///') && !/[\s"<>\\^`{|}]/.test(text),
    'date-time': true as const,
    uuid: true as const,
  };
  const validate = new Ajv({ strict: false, allErrors: true, formats }).compile(
    JSON.parse(fs.readFileSync(schema, 'utf8')) as object,
  );
  const errorsOf = (text: string) => (validate(JSON.parse(text)) ? [] : validate.errors);

  test.each([
    ['findings, mistakes and nasty names', ['.']],
    ['nothing', ['k8s/fine.yaml']],
    ['all rules', ['.', '--min-severity', 'warning']],
    ['standard input', ['-']],
  ])('of %s fits the schema of SARIF 2.1.0', (_, args) => {
    const { stdout } = cli.run(['check', '--format', 'sarif', ...args], { stdin: rootPod('a') });
    expect(errorsOf(stdout)).toEqual([]);
  });

  test('tells a viewer all there is', () => {
    const log = JSON.parse(output('sarif')) as { runs: Sarif[] };
    const [run] = log.runs;
    const rule = run.tool.driver.rules[run.results[0].ruleIndex];
    expect(rule).toMatchObject({
      id: RULE,
      helpUri: expect.stringMatching(/^https:.*\.md$/),
      help: { text: expect.stringMatching(/^# /) },
    });
    expect(run.results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'bad%2C%20100%25.yaml', uriBaseId: '%SRCROOT%' },
      region: { startLine: 7, startColumn: 19, endLine: 7, endColumn: 23 },
    });
    expect(run.invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [{ level: 'error' }],
    });
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual([RULE, 'waiver']);
  });

  test('has fingerprints that stay when lines move, and tell findings apart', () => {
    const fingerprints = () => {
      const log = JSON.parse(output('sarif')) as { runs: Sarif[] };
      return log.runs[0].results.map((result) => result.partialFingerprints['sidecarsFinding/v1']);
    };
    const before = fingerprints();
    cli.write({ 'bad, 100%.yaml': `# moved\n---\n${rootPod('a')}` });
    expect(fingerprints()).toEqual(before);
    expect(new Set(before).size).toBe(before.length);
  });

  test('names files outside of the folder by their whole address', () => {
    cli.write({ 'deep/x.yaml': finePod('x') });
    const { stdout } = cli.run(['check', '../bad, 100%.yaml', '--rules', RULE, '--format', 'sarif'], { cwd: 'deep' });
    const log = JSON.parse(stdout) as { runs: Sarif[] };
    const { uri } = log.runs[0].results[0].locations[0].physicalLocation.artifactLocation;
    expect(uri).toMatch(/^file:\/\/\/.*\/work\/bad,%20100%25\.yaml$/);
  });
});

interface Sarif {
  readonly tool: { readonly driver: { readonly rules: readonly { id: string }[] } };
  readonly invocations: readonly object[];
  readonly results: readonly {
    readonly ruleIndex: number;
    readonly partialFingerprints: { readonly [name: string]: string };
    readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { uri: string } } }[];
  }[];
}

describe('junit', () => {
  const parse = (text: string) => {
    const wrong: string[] = [];
    const parser = new DOMParser({ onError: (level, message) => wrong.push(`${level}: ${message}`) });
    const document = parser.parseFromString(text, 'text/xml');
    expect(wrong).toEqual([]);
    return document;
  };

  test('is well-formed whatever the names are, and counts what it has', () => {
    const text = output('junit');
    const root = parse(text).documentElement!;
    const elements = (name: string, of: Element = root) => [...of.getElementsByTagName(name)];
    expect(['tests', 'failures', 'errors'].map((name) => root.getAttribute(name))).toEqual(['4', '2', '1']);
    expect(elements('testsuite').map((suite) => suite.getAttribute('name'))).toEqual([
      'k8s/fine.yaml',
      'bad, 100%.yaml',
      'k8s/nasty.yaml',
      'k8s/broken.yaml',
    ]);
    for (const suite of elements('testsuite')) {
      const counted = ['testcase', 'failure', 'error'].map((name) => String(elements(name, suite).length));
      expect(['tests', 'failures', 'errors'].map((name) => suite.getAttribute(name))).toEqual(counted);
    }
    expect(elements('testcase').every((each) => each.hasAttribute('name') && each.hasAttribute('classname'))).toBe(
      true,
    );

    expect(text).not.toMatch(/[\x00-\x09\x0B-\x1F\x7F-\x9F]|^::/m);
  });

  test('says what a failure is', () => {
    const failure = parse(output('junit')).getElementsByTagName('failure')[0];
    expect(failure.getAttribute('message')).toBe('runAsNonRoot is true, and nginx:1.27 runs as root');
    expect(failure.getAttribute('type')).toBe('error');
    expect(failure.textContent).toContain('bad, 100%.yaml:7:19\ncontainer "web"\n');
  });
});

describe('github', () => {
  test('is one command a line, with everything of others escaped', () => {
    const lines = output('github').trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toBe(
      `::error file=bad%2C 100%25.yaml,line=7,endLine=7,col=19,endColumn=23,title=${RULE}::Pod a, container "web": ` +
        'runAsNonRoot is true, and nginx:1.27 runs as root (spec.securityContext.runAsNonRoot)' +
        '%0ACreateContainerConfigError: container has runAsNonRoot and image will run as root' +
        "%0AFix: set web's securityContext.runAsUser to 101, the image's own user without root",
    );
    expect(lines[1]).toMatch(/^::error file=k8s\/nasty\.yaml,line=7,/);
    expect(lines[2]).toMatch(/^::error file=k8s\/broken\.yaml,line=2,col=1,title=unreadable::flow sequence/);
    expect(lines[3]).toBe('2 errors, 1 unreadable input in 3 objects of 5 files');
  });

  test('names no file for standard input', () => {
    const { stdout } = cli.run(['check', '-', '--rules', RULE, '--format', 'github'], { stdin: rootPod('a') });
    expect(stdout).toMatch(/^::error line=7,/);
  });
});

test.each(['text', 'json', 'sarif', 'junit', 'github'])('%s has no control characters of others', (format) => {
  const { stdout, stderr } = cli.run(['check', '.', '--format', format, '--color', 'never']);

  expect(stdout + stderr).not.toMatch(/[\x00-\x09\x0B-\x1F\x7F-\x9F]/);
  expect(stdout + stderr).not.toMatch(/^::error::x/m);
});
