import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { nodeVersions } from './node-versions';
import { writeTemplate } from './template';

const TARBALL = process.env.SIDECARS_TARBALL as string;
const HOME = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'consumer-'));
const FOLDER = path.join(HOME, 'app');
const VERSIONS = nodeVersions(path.join(HOME, 'node'));
const [RUNNING] = VERSIONS;

interface Result {
  readonly status: number | null;
  readonly output: string;
}

function run(command: string, bin = RUNNING.bin): Result {
  const PATH = [bin, path.join(FOLDER, 'node_modules/.bin'), process.env.PATH].join(path.delimiter);
  const env = { ...process.env, PATH, CDK8S_CHECK_UPGRADE: 'false', NODE_ENV: undefined };
  const { status, stdout, stderr } = spawnSync(command, { cwd: FOLDER, encoding: 'utf8', shell: true, env });
  return { status, output: stdout + stderr };
}

function expectSuccess(command: string, bin?: string): string {
  const { status, output } = run(command, bin);
  // With the output, so that it is seen why.
  expect({ status, output }).toEqual({ status: 0, output });
  return output;
}

beforeAll(() => {
  writeTemplate(FOLDER);
  expectSuccess(`npm install --prefer-offline --no-audit --no-fund ${TARBALL}`);
  fs.cpSync(path.join(__dirname, 'project'), FOLDER, { recursive: true });
});

afterAll(() => fs.rmSync(HOME, { recursive: true, force: true }));

test('it compiles by the settings of the template, and its tests pass', () => {
  expectSuccess('npm run compile');
  // As the template does by itself when it is made.
  expectSuccess('npm test -- -u');
});

describe.each(VERSIONS)('with $name', ({ bin }) => {
  test('it synthesizes, and the plugin finds nothing', () => {
    fs.rmSync(path.join(FOLDER, 'dist'), { recursive: true, force: true });
    expect(expectSuccess('npm run synth', bin)).toContain('Validations ended succesfully');

    expect(fs.readdirSync(path.join(FOLDER, 'dist'))).toEqual(['app.k8s.yaml']);
  });

  test('the plugin and the command find the same in an app without our constructs', () => {
    const synth = run('cdk8s synth --app "npx ts-node plain.ts" --output plain', bin);
    expect(synth).toEqual({ status: 2, output: expect.stringContaining('image-root-under-non-root (error)') });

    const check = run('sidecars check plain', bin);
    expect(check).toEqual({ status: 1, output: expect.stringContaining('error  image-root-under-non-root') });
  });

  test('the command checks what was synthesized', () => {
    expect(expectSuccess('sidecars check dist', bin)).toBe('nothing found in 1 object of 1 file\n');
  });

  test('the command synthesizes the same, and finds no drift', () => {
    expect(expectSuccess('sidecars synth', bin)).toContain('dist: 1 file, as before\n');
    expectSuccess('sidecars drift', bin);
  });
});
