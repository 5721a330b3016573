import * as fs from 'node:fs';
import * as path from 'node:path';
import { Cli, RunOptions } from '../test/cli';
import { FakeKubectl } from '../test/fake-kubectl';
import { configMap, plainApp } from '../test/plain-app';

let cli: Cli;
beforeAll(async () => {
  cli = await Cli.build();
});
afterAll(() => cli.remove());
beforeEach(() => cli.clear());

function drift(args: string[] = [], options: RunOptions = {}) {
  return cli.run(['drift', ...args], options);
}

function deployment(image: string, replicas: number, more = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: ${replicas}
  template:
    spec:
      containers:
        - name: web
          image: ${image}
${more}`;
}

const FILES = {
  'prod/web.yaml': `${deployment('nginx:1.28', 5)}---\n${configMap('new', '1')}`,
  'prod/conf.yaml': configMap('conf', 'a\nc\nd\n'),
  'prod/fresh.yaml': configMap('fresh', '1'),
  'prod/same.yaml': configMap('same', '1'),
  'prod/comment.yaml': `# new\n${configMap('comment', '1')}`,
  'prod/secret.yaml':
    'apiVersion: v1\nkind: Secret\nmetadata:\n  name: login\nstringData:\n  password: geheim2\n  user: me\n',
};

const COMMITTED = {
  'dist/prod/web.yaml': `${deployment('nginx:1.27', 3, '      hostNetwork: true\n')}---\n${configMap('old', '1')}`,
  'dist/prod/conf.yaml': configMap('conf', 'a\nb\nd\n'),
  'dist/prod/stale.yaml': configMap('stale', '1'),
  'dist/prod/same.yaml': configMap('same', '1'),
  'dist/prod/comment.yaml': configMap('comment', '1'),
  'dist/prod/secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: login\nstringData:\n  password: geheim1\n',
  'dist/README.md': 'ours\n',
};

const SHOWN = `dist is not what the app synthesizes: 1 missing, 1 extra, 4 changed; "sidecars synth" writes it anew

changed  dist/prod/comment.yaml
  the objects are the same
    + # new

changed  dist/prod/conf.yaml
  ~ ConfigMap conf
      data.value:
        - b
        + c

missing  dist/prod/fresh.yaml
  + ConfigMap fresh

changed  dist/prod/secret.yaml
  ~ Secret login
      stringData.password: a secret → another secret
    + stringData.user: a secret

extra    dist/prod/stale.yaml
  - ConfigMap stale

changed  dist/prod/web.yaml
  ~ Deployment shop/web
      spec.replicas: 3 → 5
      spec.template.spec.containers[name=web].image: nginx:1.27 → nginx:1.28
    - spec.template.spec.hostNetwork: true
  - ConfigMap old
  + ConfigMap new
`;

function files(): string[] {
  return fs.readdirSync(cli.folder, { recursive: true, encoding: 'utf8' }).sort();
}

test('after synth there is none, and files of others are none', () => {
  cli.write({ ...plainApp(FILES), 'dist/README.md': 'ours\n' });
  expect(cli.run(['synth', '--no-check']).code).toBe(0);
  expect(drift()).toEqual({ code: 0, stdout: 'dist is what the app synthesizes\n', stderr: '' });
});

test('tells each file, object and field that differs, and writes nothing', () => {
  cli.write({ ...plainApp(FILES), ...COMMITTED });
  const before = files();
  expect(drift()).toEqual({ code: 1, stdout: SHOWN, stderr: '' });
  expect(files()).toEqual(before);
  expect(drift(['--color', 'always']).stdout).toContain('\x1b[31m3\x1b[0m → \x1b[32m5\x1b[0m');
});

const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata: { name: login }\nstringData: { password: geheim1 }\n';

test.each([
  ['the objects are the same; its lines are not shown, as a Secret is in it', SECRET, `# new\n${SECRET}`],
  ['what is there cannot be read as objects; its lines are not shown, as a Secret is in it', `${SECRET}x: [`, SECRET],
  [
    'what is there cannot be read as objects; its lines are not shown, as a Secret is in it',
    `${SECRET}x: [`,
    configMap('new', '1'),
  ],
  ['what is there cannot be read as objects', 'just: data\n', configMap('new', '1')],
])('says why it does not compare objects: %s', (note, old, fresh) => {
  cli.write({ ...plainApp({ 'x.yaml': fresh }), 'dist/x.yaml': old });
  for (const format of ['text', 'github', 'json']) {
    const { code, stdout } = drift(['--format', format]);
    expect([code, stdout]).toEqual([1, expect.stringContaining(note)]);
    expect(stdout).not.toContain('geheim');
  }
  expect(drift().stdout.includes('lines are not shown')).toBe(note.includes('lines are not shown'));
});

test('compares the parts that are named', () => {
  cli.write({ ...plainApp(FILES), ...COMMITTED });
  expect(drift(['dist/prod/same.yaml']).code).toBe(0);
  expect(drift(['dist/prod/fresh.yaml', 'dist/prod/stale.yaml']).stdout).toContain('1 missing, 1 extra;');
  expect(drift(['dist']).stdout).toBe(SHOWN);
});

test('json has all of it', () => {
  cli.write({ ...plainApp({ 'web.yaml': deployment('nginx:1.28', 3) }), 'dist/web.yaml': deployment('nginx:1.27', 3) });
  const { code, stdout } = drift(['--format', 'json']);
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    output: 'dist',
    drifted: true,
    files: [
      {
        file: 'dist/web.yaml',
        status: 'changed',
        objects: [
          {
            object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' },
            status: 'changed',
            fields: [{ path: 'spec.template.spec.containers[name=web].image', from: 'nginx:1.27', to: 'nginx:1.28' }],
          },
        ],
        note: '',
        lines: [],
      },
    ],
  });
  cli.run(['synth', '--no-check']);
  expect(JSON.parse(drift(['--format', 'json']).stdout)).toMatchObject({ drifted: false, files: [] });
});

test('github annotates the lines of the output', () => {
  cli.write({ ...plainApp(FILES), ...COMMITTED });
  const { stdout } = drift(['--format', 'github']);
  expect(stdout).toContain(
    '::error file=dist/prod/web.yaml,line=7,title=drift::Deployment shop/web%0Aspec.replicas: 3 → 5%0A',
  );
  expect(stdout).toContain('::error file=dist/prod/stale.yaml,title=drift::the app does not synthesize it\n');
  expect(stdout).not.toContain('geheim');
});

test('what is no YAML any more is compared line by line', () => {
  cli.write({ ...plainApp({ 'a.yaml': configMap('a', '1') }), 'dist/a.yaml': `<<<<<<< HEAD\n${configMap('a', '1')}` });
  expect(drift().stdout).toContain('    - <<<<<<< HEAD\n');
});

test('without an output, all is missing', () => {
  cli.write(plainApp({ 'a.yaml': configMap('a', '1') }));
  expect(drift()).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('missing  dist/a.yaml\n  + ConfigMap a\n'),
  });
});

test.each([
  [
    'the app fails',
    [],
    `process.exit(3)`,
    'there is nothing to compare with: the app (node app.cjs) ended with exit code 3',
  ],
  ['it is not in the output', ['..'], '', '.. is not in the output of the app, dist'],
  ['it is nowhere', ['dist/none'], '', 'dist/none is neither there nor synthesized'],
  ['an option is for another comparison', ['--context', 'prod'], '', '--context is for --against kubectl'],
  ['and the other way round', ['--against', 'kubectl', '--format', 'json'], '', '--format is for --against output'],
  ['there is no such format', ['--format', 'xml'], '', '--format is text, json or github, not "xml"'],
])('ends with 2 when %s', (_, args, ending, message) => {
  cli.write({ ...plainApp({ 'a.yaml': configMap('a', '1') }, ending), 'dist/a.yaml': 'old\n' });
  expect(drift(args)).toEqual({ code: 2, stdout: '', stderr: `sidecars: ${message}\nSee "sidecars help drift".\n` });
});

describe('against a cluster', () => {
  let kubectl: FakeKubectl;
  let env: { [name: string]: string };
  beforeEach(() => {
    kubectl = new FakeKubectl(path.join(cli.folder, 'bin'));
    env = { SIDECARS_KUBECTL: kubectl.program };
    cli.write(plainApp({ 'prod/a b.yaml': configMap('a', '1'), 'dev/$(x).yaml': configMap('b', '1') }));
  });

  test('shows what kubectl diff says of what the app makes', () => {
    kubectl.answer({
      args: ['--context=prod', '--namespace=shop', 'diff'],
      stdout: '-  replicas: 3\n+  replicas: 5\n',
      exitCode: 1,
    });
    const args = ['--against', 'kubectl', '--context', 'prod', '--namespace', 'shop', 'dist/prod/a b.yaml'];
    expect(drift(args, { env })).toEqual({ code: 1, stdout: '-  replicas: 3\n+  replicas: 5\n', stderr: '' });
    expect(kubectl.calls).toEqual([
      [
        '--context=prod',
        '--namespace=shop',
        'diff',
        '--recursive',
        expect.stringMatching(/^--filename=.*\/dist\/prod\/a b.yaml$/),
      ],
    ]);
  });

  test('says that there is none', () => {
    kubectl.answer({ args: ['diff'] });
    expect(drift(['--against', 'kubectl', 'dist/dev'], { env })).toEqual({
      code: 0,
      stdout: 'the cluster has what the app synthesizes\n',
      stderr: '',
    });
    expect(kubectl.calls).toEqual([['diff', '--recursive', expect.stringMatching(/^--filename=.*\/dist\/dev$/)]]);
  });

  test.each([
    [1, 'error: no such host\n'],
    [2, 'Error from server (Forbidden): no\n'],
  ])('exit code %s of kubectl without a difference is no drift', (exitCode, stderr) => {
    kubectl.answer({ args: ['diff'], stderr, exitCode });
    expect(drift(['--against', 'kubectl', 'dist/dev'], { env })).toEqual({
      code: 2,
      stdout: '',
      stderr: `sidecars: kubectl diff could not compare: ${stderr}See "sidecars help drift".\n`,
    });
  });

  test('a folder has to be named where there are several', () => {
    const { code, stderr } = drift(['--against', 'kubectl'], { env });
    expect([code, stderr]).toEqual([
      2,
      'sidecars: the app writes to several folders, which may be for several clusters: name those that are for this one of dev, prod\nSee "sidecars help drift".\n',
    ]);
    expect(kubectl.calls).toEqual([]);
  });

  test('no kubectl is one error', () => {
    const { code, stderr } = drift(['--against', 'kubectl', 'dist/dev'], { env: { SIDECARS_KUBECTL: '/none' } });
    expect(code).toBe(2);
    expect(stderr).toContain('/none is not there: install it');
  });
});
