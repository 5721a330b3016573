import * as fs from 'node:fs';
import * as path from 'node:path';
import { Cli, RunOptions } from '../test/cli';
import { configMap, plainApp } from '../test/plain-app';
import { OUTDIR } from './app/output-watch';

let cli: Cli;
beforeAll(async () => {
  cli = await Cli.build();
});
afterAll(() => cli.remove());
beforeEach(() => cli.clear());

const [A, B] = [configMap('a', '1'), configMap('b', '1')];

function synth(args: string[] = [], options: RunOptions = {}) {
  return cli.run(['synth', ...args], options);
}

/** Every file of the project but the app, with its content. */
function files(folder = cli.folder): Record<string, string> {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = entries.map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name))).sort();
  return Object.fromEntries(
    names
      .filter((name) => !['app.cjs', 'cdk8s.yaml'].includes(name))
      .map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]),
  );
}

test('writes what the app makes, and nothing beside it', () => {
  cli.write(plainApp({ 'dev/a.yaml': A, 'prod/b.yaml': B, 'prod/construct-metadata.json': '{}' }));
  expect(synth()).toEqual({ code: 0, stdout: 'dist: 2 files\n', stderr: '' });
  expect(files()).toEqual({ 'dist/dev/a.yaml': A, 'dist/prod/b.yaml': B });
});

test('tells what has changed, and does not touch what has not', () => {
  cli.write(plainApp({ 'a.yaml': A, 'b.yaml': B }));
  synth();
  const before = fs.statSync(path.join(cli.folder, 'dist')).ino;
  expect(synth().stdout).toBe('dist: 2 files, as before\n');
  expect(fs.statSync(path.join(cli.folder, 'dist')).ino).toBe(before);

  cli.write(plainApp({ 'a.yaml': configMap('a', '2'), 'c/d.yaml': B }));
  expect(synth().stdout).toBe(
    'dist: 2 files, 1 new, 1 changed, 1 removed\n  new      c/d.yaml\n  changed  a.yaml\n  removed  b.yaml\n',
  );
  expect(files()).toEqual({ 'dist/a.yaml': configMap('a', '2'), 'dist/c/d.yaml': B });
});

test('what is not of a synthesis stays in the output', () => {
  cli.write({
    'dist/README.md': 'ours\n',
    'dist/old/stale.yaml': A,
    'dist/old/notes/why.txt': 'because\n',
    'dist/.git/HEAD': 'ref\n',
    'dist/.git/refs.yaml': 'hidden\n',
    'dist/construct-metadata.json': '{}',
  });
  fs.mkdirSync(path.join(cli.folder, 'dist/.git/refs/tags'), { recursive: true });
  fs.symlinkSync('../README.md', path.join(cli.folder, 'dist/old/link'));
  fs.chmodSync(path.join(cli.folder, 'dist'), 0o750);
  cli.write(plainApp({ 'a.yaml': A }));
  expect(synth()).toMatchObject({ code: 0, stderr: '' });
  expect(files()).toEqual({
    'dist/README.md': 'ours\n',
    'dist/old/notes/why.txt': 'because\n',
    'dist/.git/HEAD': 'ref\n',
    'dist/.git/refs.yaml': 'hidden\n',
    'dist/a.yaml': A,
  });
  expect(fs.readdirSync(path.join(cli.folder, 'dist/.git/refs'))).toEqual(['tags']);
  expect(fs.readlinkSync(path.join(cli.folder, 'dist/old/link'))).toBe('../README.md');
  expect(fs.statSync(path.join(cli.folder, 'dist')).mode & 0o777).toBe(0o750);
});

describe('an app that writes some of its output itself', () => {
  const OWN = `fs.writeFileSync('dist/dev.yaml', ${JSON.stringify(B)});`;
  const said = `the app (node app.cjs) has itself written dist/dev.yaml, and not to the folder that CDK8S_OUTDIR names; what it wrote is there now. Fix: ${OUTDIR}\n`;

  beforeEach(() => cli.write({ 'dist/dev.yaml': A, 'dist/prod.yaml': A }));

  test.each([
    ['beside what it writes elsewhere', plainApp({ 'prod.yaml': B }, OWN), `sidecars: ${said}`],
    ['and nothing else', plainApp({}, OWN), `sidecars: ${said}`],
    [
      'and fails',
      plainApp({ 'prod.yaml': B }, `${OWN}process.exit(3);`),
      `sidecars: the app (node app.cjs) ended with exit code 3; ${said}`,
    ],
    [
      'as it was before',
      plainApp({ 'prod.yaml': B }, `fs.writeFileSync('dist/dev.yaml', ${JSON.stringify(A)});`),
      `sidecars: ${said}`,
    ],
  ])('%s loses nothing', (_, app, stderr) => {
    cli.write(app);
    expect(synth()).toEqual({ code: 1, stdout: '', stderr });
    expect(Object.keys(files())).toEqual(['dist/dev.yaml', 'dist/prod.yaml']);
    expect(files()['dist/prod.yaml']).toBe(A);
  });

  test('is told of where nothing is to be written', () => {
    cli.write(plainApp({ 'prod.yaml': B }, OWN));
    expect(cli.run(['drift'])).toEqual({
      code: 2,
      stdout: '',
      stderr: `sidecars: there is nothing to compare with: ${said}See "sidecars help drift".\n`,
    });
    expect(cli.run(['verify'], { env: { SIDECARS_PODMAN: process.execPath } }).stderr).toContain(said.trimEnd());
  });
});

describe('leaves the output as it was', () => {
  const old = { 'dist/a.yaml': 'old\n' };
  beforeEach(() => cli.write(old));

  test.each([
    [
      'when the app fails, whose error is shown',
      plainApp({ 'a.yaml': A }, `console.log('no such volume'); process.exit(3);`),
      'no such volume\nsidecars: the app (node app.cjs) ended with exit code 3; dist is as it was\n',
    ],
    [
      'when the app is killed',
      plainApp({ 'a.yaml': A }, `process.kill(process.pid, 'SIGKILL');`),
      expect.stringMatching(
        /^(?:Killed\n)?sidecars: the app \(node app.cjs\) (?:was ended by SIGKILL|ended with exit code 137); dist/,
      ),
    ],
    [
      'when the app writes elsewhere',
      plainApp({}),
      `sidecars: the app (node app.cjs) wrote nothing to the folder that CDK8S_OUTDIR names. Fix: ${OUTDIR}; dist is as it was\n`,
    ],
    [
      'when the app writes no manifest',
      plainApp({ 'construct-metadata.json': '{}' }),
      'sidecars: the app (node app.cjs) wrote no manifest; dist is as it was\n',
    ],
    [
      'when it writes what is no YAML',
      plainApp({ 'a.yaml': 'kind: [\n' }),
      expect.stringMatching(
        /^dist\/a.yaml:2:1: error: .*\n(?:.*\n)*sidecars: the check has found 1 error in what the app makes, which --no-check writes all the same; dist is as it was\n$/,
      ),
    ],
    [
      'when a rule finds an error',
      plainApp({ 'a.yaml': A.replace('name: a', 'name: A_') }),
      expect.stringMatching(
        /dist\/a.yaml:4:9 {2}error {2}invalid-name\n(?:.*\n)*sidecars: the check has found 1 error in what the app makes, .*; dist/,
      ),
    ],
  ])('%s', (_, app, stderr) => {
    cli.write(app);
    expect(synth()).toEqual({ code: 1, stdout: '', stderr });
    expect(files()).toEqual(old);
  });

  test.each([
    ['a folder above', ['--output', '..'], 'it is the folder of the app, or above it'],
    ['the folder of the app', ['--output', '.'], 'it is the folder of the app, or above it'],
    ['a file', ['--output', 'app.cjs'], 'app.cjs: it is a file. '],
    ['below a file', ['--output', 'app.cjs/dist'], 'app.cjs/dist: a part of its path is a file. '],
    ['no name', ['--output', ' '], '--output is a folder, not " "'],
    ['an argument', ['dist'], '"dist" is not understood; the output is named by --output'],
    ['an unknown rule', ['--rules', 'no-such'], 'there is no rule "no-such"'],
  ])('when it is used in a wrong way: %s', (_, args, message) => {
    cli.write(plainApp({ 'a.yaml': A }));
    const { code, stdout, stderr } = synth(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
    expect(files()).toEqual(old);
  });

  const HOW = 'write "app: npx tsx main.ts" to it, or say --app "npx tsx main.ts"';

  test.each([
    ['is not there', undefined, `there is no cdk8s.yaml in this folder; ${HOW}`],
    ['has no app', 'output: dist\n', `cdk8s.yaml has no "app", the command that runs the app; ${HOW}`],
    ['has an app that is no text', 'app: [node]\n', '"app" of cdk8s.yaml is a command, not ["node"]'],
    ['has an output that is no text', 'app: node app.cjs\noutput: 5\n', '"output" of cdk8s.yaml is a folder, not 5'],
    ['is a list', '- app\n', 'cdk8s.yaml is not a map of settings'],
  ])('when cdk8s.yaml %s', (_, text, message) => {
    if (text !== undefined) cli.write({ 'cdk8s.yaml': text });
    expect(synth()).toEqual({ code: 2, stdout: '', stderr: `sidecars: ${message}\nSee "sidecars help synth".\n` });
  });
});

test('warnings are shown and do not keep it from being written, and configured waivers count', () => {
  const pod = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - { name: app, image: example.com/app:1, volumeMounts: [{ name: data, mountPath: /data }] }
  volumes: [{ name: data, emptyDir: {} }, { name: unused, emptyDir: {} }]
`;
  cli.write(plainApp({ 'a.yaml': pod }));
  const shown = synth();
  expect(shown).toMatchObject({ code: 0, stdout: 'dist: 1 file\n' });
  expect(shown.stderr).toContain('warning  volume-unused');
  expect(synth(['--no-check']).stderr).toBe('');
  cli.write({
    'sidecars.yaml': `waivers: [{ rule: volume-unused, object: Pod/web, file: dist/a.yaml, reason: later }]\ndisable: [unbounded-volume]\n`,
  });
  expect(synth().stderr).toBe('');
});

test('an output that is a link stays one', () => {
  fs.mkdirSync(path.join(cli.folder, 'elsewhere/dist'), { recursive: true });
  fs.symlinkSync('elsewhere/dist', path.join(cli.folder, 'dist'));
  cli.write(plainApp({ 'a.yaml': A }));
  expect(synth()).toMatchObject({ code: 0, stderr: '' });
  expect(fs.readlinkSync(path.join(cli.folder, 'dist'))).toBe('elsewhere/dist');
  expect(fs.readdirSync(path.join(cli.folder, 'elsewhere'))).toEqual(['dist']);
  expect(fs.readFileSync(path.join(cli.folder, 'dist/a.yaml'), 'utf8')).toBe(A);
});

test('the folders above the output are made, and --app needs no cdk8s.yaml', () => {
  cli.write({ 'app.cjs': plainApp({ 'a.yaml': A })['app.cjs'] });
  expect(synth(['--app', 'node app.cjs', '--output', 'deploy/k8s'])).toEqual({
    code: 0,
    stdout: 'deploy/k8s: 1 file\n',
    stderr: '',
  });
  expect(files()).toEqual({ 'deploy/k8s/a.yaml': A });
});

test('plugins that only the cdk8s CLI can run are named', () => {
  const app = plainApp({ 'a.yaml': A });
  const plugin = (name: string) =>
    `${app['cdk8s.yaml']}validations: [{ package: ${name}, version: 1, class: Validation }]\n`;
  cli.write({ ...app, 'cdk8s.yaml': plugin('other') });
  expect(synth().stderr).toContain('"validations" in cdk8s.yaml are only run by cdk8s synth');
  cli.write({ 'cdk8s.yaml': plugin('cdk8s-sidecars') });
  expect(synth().stderr).toBe('');
});
