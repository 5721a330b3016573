import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '..', '..');

const APP = `
import { App, Chart } from 'cdk8s';
import { Expectation, SidecarDeployment, SidecarPod } from './lib';

const app = new App();
const web = new Chart(app, 'web', { namespace: 'prod' });
const main = { name: 'app', image: 'busybox:1.36', command: ['sleep', 'infinity'], portNumber: 8080 };
const pod = new SidecarPod(web, 'pod', { metadata: { name: 'web' }, main });
const deployment = new SidecarDeployment(new Chart(app, 'api'), 'deployment', { metadata: { name: 'api' }, main });
new SidecarPod(web, 'silent', { metadata: { name: 'silent' }, main });
deployment.expect(Expectation.command(deployment.main, ['true']));
pod.expect(Expectation.http('http://localhost:8080', { from: pod.main, bodyContains: 'Hello' }));
pod.expect(Expectation.log(pod.main, 'ready'));
app.synth();
END
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the app in a process of its own, with `end` as its last statement. */
function run(end = '', plan = 'plan.json', app = APP) {
  const file = join(folder, plan);
  const [bundle] = buildSync({
    stdin: { contents: app.replace('END', end), resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    write: false,
  }).outputFiles;
  const env = { ...process.env, CDK8S_OUTDIR: join(folder, 'dist'), SIDECARS_PLAN: plan && file };
  const { status, stderr } = spawnSync(process.execPath, ['-'], { cwd: ROOT, env, input: bundle.text });
  return {
    status,
    stderr: stderr.toString(),
    yaml: () => readFileSync(join(folder, 'dist', 'web.k8s.yaml'), 'utf8'),
    plan: plan && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as unknown) : undefined,
  };
}

/** The file is there since an hour. */
function leave(name: string): void {
  const anHourAgo = Date.now() / 1000 - 3600;
  writeFileSync(join(folder, name), '{ "version": 1, "pods": [{ "stale": true }] }');
  utimesSync(join(folder, name), anHourAgo, anHourAgo);
}

test('an app that ends well leaves a plan with all that is expected of its Pods', () => {
  const { status, stderr, plan } = run();
  expect([status, stderr]).toEqual([0, '']);
  expect(plan).toEqual({
    version: 1,
    pods: [
      {
        outdir: join(folder, 'dist'),
        chart: 'api',
        path: 'api/deployment',
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: 'api',
        expectations: [{ container: 'app', type: 'command', command: ['true'], exitCode: 0, withinSeconds: 60 }],
      },
      {
        outdir: join(folder, 'dist'),
        chart: 'web',
        path: 'web/pod',
        apiVersion: 'v1',
        kind: 'Pod',
        namespace: 'prod',
        name: 'web',
        expectations: [
          {
            container: 'app',
            type: 'http',
            url: 'http://localhost:8080',
            status: 200,
            bodyContains: 'Hello',
            withinSeconds: 60,
          },
          { container: 'app', type: 'log', contains: 'ready', withinSeconds: 60 },
        ],
      },
    ],
  });
});

test.each([
  ['throws', 'throw new Error("no")'],
  ['exits with an error', 'process.exit(3)'],
  ['sets an exit code', 'process.exitCode = 3'],
])('an app that %s leaves none, not even that of an earlier run', (_, end) => {
  leave('plan.json');
  const { status, plan } = run(end);
  expect(status).not.toBe(0);
  expect(plan).toBeUndefined();
});

test('an app that is not asked for a plan leaves none, and the same YAML', () => {
  const asked = run();
  const yaml = asked.yaml();
  rmSync(join(folder, 'plan.json'));
  const notAsked = run('', '');
  expect(notAsked.status).toBe(0);
  expect(notAsked.plan).toBeUndefined();
  expect(notAsked.yaml()).toBe(yaml);
});

test('an app that fails before it has a Pod leaves none either', () => {
  leave('plan.json');
  const { status, plan } = run('', 'plan.json', "import './lib'; throw new Error('no');");
  expect([status, plan]).toEqual([1, undefined]);
});

test('an app that expects nothing leaves a plan that says so', () => {
  leave('plan.json');
  const silent = APP.split('\n').filter((line) => !line.includes('.expect('));
  expect(run('', 'plan.json', silent.join('\n'))).toMatchObject({ status: 0, plan: { version: 1, pods: [] } });
});

test('a process that only has the library loaded leaves the plan of the app that it has run', () => {
  const runs = "require('node:fs').writeFileSync(process.env.SIDECARS_PLAN!, '{}'); require('./lib');";
  expect(run('', 'plan.json', runs).plan).toEqual({});
});

test('the folder of the plan is made', () => {
  expect(run('', 'plans/of/today.json')).toMatchObject({ status: 0, stderr: '', plan: { version: 1 } });
});

test('an app whose plan cannot be written fails and says so', () => {
  writeFileSync(join(folder, 'plans'), '');
  const { status, stderr } = run('', 'plans/today.json');
  expect(status).toBe(1);
  expect(stderr).toBe(
    `SIDECARS_PLAN: ${join(folder, 'plans', 'today.json')} cannot be written: EEXIST: file already exists, mkdir ` +
      `'${join(folder, 'plans')}'. The expectations of the app are to be there when it ends. Fix: name a file in a folder ` +
      'that can be written to.\n',
  );
});
