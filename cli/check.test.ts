import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { CheckResult, Cli, finePod, rootPod } from '../test/cli';

const RULE = 'image-root-under-non-root';

let cli: Cli;

beforeAll(async () => {
  cli = await Cli.build();
});

afterAll(() => cli.remove());

beforeEach(() => cli.clear());

/** What was found, as `pod.yaml Pod a`. */
function found(args: readonly string[], options = {}): string[] {
  const { findings } = cli.check(['--rules', RULE, ...args], options);
  return findings.map(({ file, object }) => `${file} ${object?.kind} ${object?.name}`);
}

describe('exit code', () => {
  beforeEach(() => cli.write({ 'fine.yaml': finePod('a'), 'bad.yaml': rootPod('b'), 'broken.yaml': 'a: [' }));

  test.each([
    ['0 when nothing is found', ['fine.yaml'], 0],
    ['1 when something is', ['bad.yaml'], 1],
    ['2 when something cannot be read', ['fine.yaml', 'broken.yaml'], 2],
    ['2 when something cannot be read and something is found', ['bad.yaml', 'broken.yaml'], 2],
    ['2 when a file is not there', ['bad.yaml', 'nowhere.yaml'], 2],
    ['0 when what is found is not looked for', ['bad.yaml', '--disable', RULE], 0],
  ])('%s', (_, args, code) => {
    expect(cli.run(['check', ...args]).code).toBe(code);
  });

  test('is 2 where there is nothing to check, as when the command before a pipe failed', () => {
    fs.mkdirSync(path.join(cli.folder, 'empty'));
    for (const args of [['empty'], ['-']]) {
      const { code, stderr } = cli.run(['check', ...args]);
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('nothing to check') });
    }
  });
});

describe('input', () => {
  test('is files, folders and standard input, each file once', () => {
    cli.write({ 'a.yaml': rootPod('a'), 'k8s/b.yml': rootPod('b'), 'k8s/deep/c.json': json('c') });
    const args = ['k8s', 'a.yaml', '-', './a.yaml', 'k8s/b.yml'];
    expect(found(args, { stdin: rootPod('d') })).toEqual([
      'k8s/b.yml Pod b',
      'k8s/deep/c.json Pod c',
      'a.yaml Pod a',
      'stdin Pod d',
    ]);
  });

  test('is what a shell makes of <(...), too', () => {
    cli.write({ 'a.yaml': rootPod('a') });
    const args = ['-c', `"$0" "$1" check --format json --rules ${RULE} <(cat a.yaml) <(cat a.yaml)`];
    const { stdout } = spawnSync('bash', [...args, process.execPath, cli.bundle], {
      cwd: cli.folder,
      encoding: 'utf8',
    });
    const { findings, unreadable } = JSON.parse(stdout) as CheckResult;
    expect([findings.map(({ rule }) => rule), unreadable]).toEqual([[RULE, RULE], []]);
  });

  test('of a folder is in the order of names', () => {
    cli.write(Object.fromEntries(['b', 'a', 'C', 'c/d', '10', '9'].map((name) => [`${name}.yaml`, rootPod('x')])));
    const files = found(['.']).map((line) => line.split(' ')[0]);
    expect(files).toEqual(['10.yaml', '9.yaml', 'C.yaml', 'a.yaml', 'b.yaml', 'c/d.yaml']);
  });

  test('of a folder is not what is hidden, of others, or of another type', () => {
    cli.write({
      '.github/a.yaml': rootPod('a'),
      'node_modules/b/b.yaml': rootPod('b'),
      '.c.yaml': rootPod('c'),
      'd.txt': rootPod('d'),
      'e.YAML': rootPod('e'),
    });
    expect(found(['.'])).toEqual(['e.YAML Pod e']);
    expect(found(['.github', '.c.yaml', 'd.txt'])).toHaveLength(3);
  });

  test('follows links, those in circles too', () => {
    cli.write({ 'real/a.yaml': rootPod('a') });
    fs.symlinkSync('..', path.join(cli.folder, 'real/up'));
    fs.symlinkSync('real', path.join(cli.folder, 'link'));
    fs.symlinkSync('a.yaml', path.join(cli.folder, 'real/same.yaml'));
    expect(found(['link'])).toEqual(['link/a.yaml Pod a']);
    expect(found(['.'])).toHaveLength(1);
  });

  test('that cannot be read is one error each', () => {
    cli.write({ 'fine.yaml': finePod('a') });
    fs.symlinkSync('nowhere', path.join(cli.folder, 'dangling.yaml'));
    fs.symlinkSync('loop.yaml', path.join(cli.folder, 'loop.yaml'));
    const { code, stderr } = cli.run(['check', '.', 'missing.yaml', 'missing/']);
    expect(code).toBe(2);
    expect(stderr.trim().split('\n')).toEqual([
      'dangling.yaml: error: is not there',
      'loop.yaml: error: is a link that leads to itself',
      'missing.yaml: error: is not there',
      'missing/: error: is not there',
    ]);
  });

  test('of two folders with the same object is told apart on request', () => {
    const pair = (port: number) =>
      `${finePod('web').replace('name: web\n', 'name: web\n  labels: {app: web}\n')}      ports: [{containerPort: ${port}}]\n` +
      `---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: ${port}}]}\n`;
    cli.write({ 'dev/web.yaml': pair(80), 'prod/web.yaml': pair(8080) });
    expect(cli.run(['check', '.']).stderr).toContain('Pod web is in dev/web.yaml and in prod/web.yaml');
    expect(cli.run(['check', '--by-folder', '.']).stderr).toBe('');
  });
});

describe('what is no manifest', () => {
  test.each([
    [
      'a Helm template',
      'web/templates/pod.yaml',
      { 'web/Chart.yaml': 'apiVersion: v2\nname: web\n' },
      'template of a Helm chart',
    ],
    ['a template without a chart', 'pod.yaml', {}, 'looks like a template'],
  ])('%s is skipped with a note', (_, file, others, note) => {
    const template = `{{- if .Values.web }}\n${rootPod('{{ .Release.Name }}')}{{- end }}\n`;
    cli.write({ ...others, [file]: `${rootPod('a')}---\n${template}` });
    const { code, stderr } = cli.run(['check', file]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`skipped ${file}: ${note}`) });
    expect(stderr).toContain('nothing to check in what was named: all files of it were skipped');
    cli.write({ 'fine.yaml': finePod('a') });
    expect(cli.run(['check', file, 'fine.yaml']).code).toBe(0);
  });

  test('a kustomization and its patches are skipped with a note', () => {
    cli.write({
      'kustomization.yaml':
        'resources: [pod.yaml]\npatches: [{path: ./patch.yaml}]\npatchesStrategicMerge: [old.yaml]\n',
      'patch.yaml': rootPod('a'),
      'old.yaml': rootPod('a'),
      'pod.yaml': rootPod('a'),
      'component.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n',
    });
    const { findings, skipped } = cli.check(['--rules', RULE, '.']);
    expect(findings.map(({ file }) => file)).toEqual(['pod.yaml']);
    expect(skipped).toEqual([
      { file: 'component.yaml', reason: 'input of Kustomize: check what it builds' },
      { file: 'kustomization.yaml', reason: 'input of Kustomize: check what it builds' },
      { file: 'old.yaml', reason: 'patch of kustomization.yaml: check what Kustomize builds' },
      { file: 'patch.yaml', reason: 'patch of kustomization.yaml: check what Kustomize builds' },
    ]);
  });

  test('other YAML and JSON is skipped with a note, and text in braces of other tools as well', () => {
    cli.write({
      'compose.yaml': 'services:\n  web:\n    image: nginx\n',
      'list.yaml': '- a\n- b\n',
      'package.json': '{"name": "x"}',
      'tsconfig.json': '{\n  // why\n  "compilerOptions": {},\n}',
    });
    const { code, stderr } = cli.run(['check', '.']);
    expect(code).toBe(2);
    expect(stderr.match(/note: skipped \S+: no Kubernetes object/g)).toHaveLength(4);
  });

  test('a template in the text of a value is a value', () => {
    const rules = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: rules}\ndata:\n  a: |\n    {{ $labels.pod }}\n  b: "{{ x }}"\n`;
    cli.write({ 'rules.yaml': `${rules}---\n${rootPod('a')}` });
    expect(found(['rules.yaml'])).toEqual(['rules.yaml Pod a']);
  });

  test.each([
    ['without a kind', 'apiVersion: v1\nmetadata: {name: a}\n', '1:1: error: it has no kind'],
    ['without an apiVersion', 'kind: Pod\nspec: {}\n', '1:1: error: it has no apiVersion'],
    ['with an apiVersion that is no text', 'kind: Pod\napiVersion: 1\n', '2:13: error: its apiVersion is not a text'],
    [
      'in a List, without a kind',
      'kind: List\napiVersion: v1\nitems:\n  - a: 1\n',
      '4:5: error: an item of the List has no kind',
    ],
    [
      'in a List, that is a text',
      'kind: List\napiVersion: v1\nitems:\n  - a\n',
      '4:5: error: an item of the List is no object',
    ],
    ['that is a text', 'apiVersion v1\nkind Pod\n', '1:1: error: it is a text or a number, and no object'],
  ])('an object %s is an error', (_, text, message) => {
    cli.write({ 'a.yaml': text });
    const { code, stderr } = cli.run(['check', 'a.yaml']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `a.yaml:${message}\n` });
  });
});

describe('options', () => {
  beforeEach(() => cli.write({ 'a.yaml': rootPod('a') }));

  test('--rules and --disable say what is looked for, by commas or one by one', () => {
    const rules = (...args: string[]) => cli.check(['a.yaml', ...args]).findings.map(({ rule }) => rule);
    expect(rules('--rules', `port-declared-twice,${RULE}`)).toEqual([RULE]);
    expect(rules('--rules', 'port-declared-twice', '--rules', RULE)).toEqual([RULE]);
    expect(rules('--rules', 'port-declared-twice')).toEqual([]);
    expect(rules('--disable', RULE)).not.toContain(RULE);
    const { code, stderr } = cli.run(['check', '--rules', RULE, '--disable', RULE, 'a.yaml']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('no rule is left to look for') });
  });

  test('--min-severity leaves warnings out', () => {
    cli.write({ 'warned.yaml': rootPod('a').replace('nginx:', 'example.com/mirror/nginx:') });
    const args = ['warned.yaml', '--rules', RULE];
    expect(cli.check(args).findings.map(({ severity }) => severity)).toEqual(['warning']);
    expect(cli.run(['check', ...args]).code).toBe(1);
    expect(cli.run(['check', ...args, '--min-severity', 'error']).code).toBe(0);
  });

  test('--external says whether references may lead out of the set', () => {
    const pod = finePod('a').replace('containers:', 'serviceAccountName: other\n  containers:');
    cli.write({ 'reference.yaml': pod });
    const args = ['check', 'reference.yaml', '--rules', 'missing-reference'];
    expect(cli.run(args).code).toBe(0);
    expect(cli.run([...args, '--external', 'error']).code).toBe(1);
    expect(cli.run([...args, '--external', 'fine']).code).toBe(0);
  });

  test('--node-size says what there is to be had', () => {
    const pod = `${finePod('a')}      resources: {requests: {cpu: 3, memory: 3Gi}}\n`;
    cli.write({ 'large.yaml': pod });
    const severities = (...args: string[]) =>
      cli.check(['large.yaml', '--rules', 'requests-exceed-node', ...args]).findings.map(({ severity }) => severity);
    expect(new Set(severities())).toEqual(new Set(['warning']));
    expect(new Set(severities('--node-size', '2cpu,2Gi'))).toEqual(new Set(['error']));
    expect(severities('--node-size', '8cpu,16Gi')).toEqual([]);
    expect(severities('--node-size', '3500m cpu, 4Gi')).toEqual([]);
  });

  test('--kubernetes-version says what is there already', () => {
    const ports = 'ports: [{containerPort: 80, name: http}]';
    const sidecar = `initContainers: [{name: b, image: b, restartPolicy: Always, ${ports}}]`;
    const pod = finePod('a')
      .replace('name: a\n', 'name: a\n  labels: {app: a}\n')
      .replace('containers:', `${sidecar}\n  containers:`);
    const service =
      'kind: Service\napiVersion: v1\nmetadata: {name: a}\nspec: {selector: {app: a}, ports: [{port: 80, targetPort: http}]}\n';
    cli.write({ 'sidecar.yaml': `${pod}---\n${service}` });
    const found = (version: string) =>
      cli.check(['sidecar.yaml', '--rules', 'sidecar-port-by-name', '--kubernetes-version', version]).findings.length;
    expect(['1.29', 'v1.30', '1.31.4', '1.33'].map(found)).toEqual([1, 1, 1, 0]);
  });

  test.each([
    [['--formt', 'json'], 'there is no option --formt; did you mean "--format"?'],
    [['--zzz'], 'there is no option --zzz'],
    [['--format'], '--format needs a value, as in --format text|json|sarif|junit|github'],
    [['--format', '--rules', 'a'], '--format needs a value'],
    [['--format', 'jsn'], '--format is text, json, sarif, junit, github, not "jsn"; did you mean "json"?'],
    [
      ['--rules', 'port-declard-twice'],
      '--rules: there is no rule "port-declard-twice"; did you mean "port-declared-twice"?',
    ],
    [['--disable', ''], '--disable: there is no rule ""'],
    [['--min-severity', 'info'], '--min-severity is error, warning, not "info"'],
    [['--kubernetes-version', 'new'], '--kubernetes-version is a version such as "1.31", not "new"'],
    [['--kubernetes-version', '1.99'], '--kubernetes-version is a version that there is, from 1.25 on, not "1.99"'],
    [['--kubernetes-version', '2.0'], '--kubernetes-version is a version that there is, from 1.25 on, not "2.0"'],
    [['--kubernetes-version', '0.5'], '--kubernetes-version is a version that there is, from 1.25 on, not "0.5"'],
    [['--node-size', '4Gi'], '--node-size is CPU and memory such as 2cpu,4Gi, not "4Gi"'],
    [['--node-size', '0cpu,4Gi'], '--node-size is CPU and memory such as 2cpu,4Gi, not "0cpu,4Gi"'],
    [['--external', 'yes'], '--external is fine, error, not "yes"'],
    [['--color', 'on'], '--color is auto, always, never, not "on"'],
    [['--by-folder=yes'], '--by-folder takes no value'],
    [['--config', 'nowhere.yaml'], 'the configuration nowhere.yaml is not there'],
  ])('%j is wrong use', (args, message) => {
    const { code, stdout, stderr } = cli.run(['check', 'a.yaml', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`sidecars: ${message}`);
    expect(stderr).toContain('See "sidecars help check".');
  });

  test('nothing to check is wrong use', () => {
    expect(cli.run(['check']).code).toBe(2);
  });

  test('what follows -- is a file, whatever it is called', () => {
    cli.write({ '--odd.yaml': rootPod('a') });
    expect(found(['--', '--odd.yaml'])).toEqual(['--odd.yaml Pod a']);
  });
});

function json(name: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { securityContext: { runAsNonRoot: true }, containers: [{ name: 'web', image: 'nginx:1.27' }] },
  });
}
