import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

const work = mkdtempSync(join(tmpdir(), 'app-'));

afterAll(() => rmSync(work, { recursive: true }));

function run(command: string, env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(command, {
    shell: true,
    cwd: __dirname,
    encoding: 'utf8',
    env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false', ...env },
  });
  return { status, output: stdout + stderr };
}

/** Every file below the folder with its text. */
function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(files.map((file) => [file.slice(folder.length + 1), readFileSync(file, 'utf8')]));
}

jest.setTimeout(60_000);

const { app: APP } = parse(readFileSync(join(__dirname, 'cdk8s.yaml'), 'utf8')) as { app: string };
const first = join(work, 'first');
const plan = join(work, 'plan.json');
const ran = run(APP, { CDK8S_OUTDIR: first, SIDECARS_PLAN: plan });
if (ran.status !== 0) throw new Error(ran.output);

test('the app has nothing to say', () => {
  expect(ran.output).toBe('');
});

test('the app writes these files', () => {
  expect(Object.keys(filesIn(first))).toEqual([
    'argocd/applications.k8s.yaml',
    'dev/Kustomization',
    'dev/web.k8s.yaml',
    'prod/Kustomization',
    'prod/web.k8s.yaml',
    'tutorial/gateway.k8s.yaml',
    'tutorial/ingress.k8s.yaml',
    'tutorial/network-policies.k8s.yaml',
    'tutorial/patterns.k8s.yaml',
    'tutorial/services-and-pods.k8s.yaml',
    'tutorial/shared-network.k8s.yaml',
    'tutorial/shared-volume-hardened.k8s.yaml',
    'tutorial/shared-volume.k8s.yaml',
  ]);
});

test.each(Object.entries(filesIn(first)))('%s is as it was', (_file, text) => {
  expect(text).toMatchSnapshot();
});

test('a second run gives the same bytes, with and without a plan of the expectations', () => {
  const second = join(work, 'second');
  expect(run(APP, { CDK8S_OUTDIR: second })).toEqual({ status: 0, output: '' });
  expect(filesIn(second)).toEqual(filesIn(first));
});

test('cdk8s synth gives the same bytes', () => {
  const byCli = join(work, 'cli');
  expect(run(`npx --no-install cdk8s synth --output ${byCli}`)).toMatchObject({ status: 0 });
  expect(filesIn(byCli)).toEqual(filesIn(first));
});

test('dist/ is what the code makes', () => {
  expect(run('npm run --silent drift')).toEqual({ status: 0, output: 'dist is what the app synthesizes\n' });
});

test('the plan has what is expected of each Pod', () => {
  const { pods } = JSON.parse(readFileSync(plan, 'utf8')) as { pods: { path: string; expectations: unknown[] }[] };
  expect(pods.map(({ path, expectations }) => [path, expectations.length])).toEqual([
    ['shared-network/pod', 3],
    ['shared-volume/pod', 2],
    ['shared-volume-hardened/pod', 4],
    ['services-and-pods/service-client', 2],
    ['services-and-pods/pod-client', 2],
    ['network-policies/web', 1],
    ['patterns/sidecar', 1],
    ['patterns/adapter', 1],
    ['patterns/ambassador', 1],
    ['web/web', 1],
    ['web/web', 1],
  ]);
  expect(pods[2].expectations).toMatchSnapshot();
});
