import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

interface Package {
  readonly devDependencies: Record<string, string>;
}

const HAS_PYTHON = spawnSync('python3', ['-c', 'import ensurepip, venv']).status === 0;
if (!HAS_PYTHON) process.stderr.write('skipped: the example in Python, as there is no python3 with venv\n');

const HOME = fs.mkdtempSync(path.join(os.tmpdir(), 'python-'));
const BIN = path.join(HOME, 'venv/bin');

function run(command: string, args: string[], cwd = HOME) {
  // jsii warns of Node 20 on the same stream as errors.
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env });
  return { status, output: stdout + stderr };
}

function expectSuccess(command: string, args: string[], cwd?: string): string {
  const { status, output } = run(command, args, cwd);
  // With the output, so that it is seen why.
  expect({ status, output }).toEqual({ status: 0, output });
  return output;
}

afterAll(() => fs.rmSync(HOME, { recursive: true, force: true }));

test('there is a package, or are the sources and a reason, for each language', () => {
  const output = expectSuccess(process.execPath, ['tools/package.cjs'], process.cwd());
  process.stderr.write(output);

  const lines = output.trim().split('\n');
  expect(lines.map((line) => line.split(':')[0])).toEqual(['python', 'java', 'go', 'dotnet']);
  for (const line of lines) {
    const [, language, reason] =
      /^(\w+): build-packages\/\w+(?:, sources only. Packing is skipped: (.+))?$/.exec(line) ?? [];
    expect(fs.readdirSync(path.join('build-packages', language)).length).toBeGreaterThan(0);
    if (language === 'python') expect(reason !== undefined).toBe(!HAS_PYTHON);
  }
  // Where there are all tools, each of them compiles.
}, 600_000);

(HAS_PYTHON ? describe : describe.skip)('with the package for Python', () => {
  beforeAll(() => {
    const [wheel] = fs.readdirSync('build-packages/python').filter((file) => file.endsWith('.whl'));
    // What the YAML is compared with was made by these versions.
    const { devDependencies } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as Package;
    const versions = ['cdk8s', 'cdk8s-plus-28', 'constructs'].map((name) => `${name}==${devDependencies[name]}`);
    expectSuccess('python3', ['-m', 'venv', 'venv']);
    expectSuccess(path.join(BIN, 'pip'), [
      'install',
      '--quiet',
      ...versions,
      path.resolve('build-packages/python', wheel),
    ]);
    fs.copyFileSync(path.join(__dirname, 'main.py'), path.join(HOME, 'main.py'));
  });

  test('the example writes what the same in TypeScript writes', () => {
    expectSuccess(path.join(BIN, 'python'), ['main.py']);

    const file = 'shared-volume-hardened.k8s.yaml';
    const written = fs.readFileSync(path.join(HOME, 'dist', file), 'utf8');
    expect(written).toBe(fs.readFileSync(path.join('dist/tutorial', file), 'utf8'));
  });

  test('a mistake is told by where, what, why and fix', () => {
    const mistake = fs.readFileSync(path.join(HOME, 'main.py'), 'utf8').replace('port_number=80', 'port_number=70000');
    fs.writeFileSync(path.join(HOME, 'mistake.py'), mistake);

    const { status, output } = run(path.join(BIN, 'python'), ['mistake.py']);
    expect(status).toBe(1);
    expect(output).toContain(
      'RuntimeError: Pod multi-container-pod (shared-volume-hardened/pod), container "container-1": 70000 is not a valid ' +
        'port. Ports are whole numbers from 1 to 65535. Fix: give the number the process listens on.',
    );
  });

  test('the command comes along', () => {
    expect(expectSuccess(path.join(BIN, 'sidecars'), ['check', 'dist'])).toBe('nothing found in 1 object of 1 file\n');

    expect(run(path.join(BIN, 'sidecars'), ['check', 'nowhere']).status).toBe(2);
  });
});
