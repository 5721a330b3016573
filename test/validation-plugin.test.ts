import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = process.cwd();

/** A cdk8s app that knows nothing of our constructs, and the CLI as everybody has it. */
let folder: string;

beforeEach(() => {
  // Below node_modules, so that the app finds cdk8s.
  mkdirSync(join(ROOT, 'node_modules/.cache'), { recursive: true });
  folder = mkdtempSync(join(ROOT, 'node_modules/.cache/plugin-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function pluginIn(target: string): void {
  buildSync({
    entryPoints: [join(ROOT, 'lib/index.ts')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    outfile: join(target, 'index.js'),
    logLevel: 'error',
  });
}

function app(image: string, user: string): void {
  writeFileSync(
    join(folder, 'main.js'),
    `const { App, Chart } = require('cdk8s');
     const kplus = require('cdk8s-plus-28');
     const app = new App();
     const chart = new Chart(app, 'plain');
     new kplus.Deployment(chart, 'web', {
       metadata: { name: 'web' },
       containers: [{ name: 'app', image: '${image}', portNumber: 8080, securityContext: { ${user} } }],
     });
     app.synth();`,
  );
}

function settings(plugin: { package: string }, properties: object = {}): void {
  const validation = { ...plugin, version: '0.1.0', class: 'SidecarsValidation', properties };
  // JSON is YAML.
  writeFileSync(
    join(folder, 'cdk8s.yaml'),
    JSON.stringify({ language: 'typescript', app: 'node main.js', validations: [validation] }),
  );
}

function synth(...args: string[]) {
  const cli = join(ROOT, 'node_modules/cdk8s-cli/bin/cdk8s');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'synth', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
  });
  return { status, output: stdout + stderr };
}

const LOCAL = { package: './plugin' };

test('the CLI fails with the findings, each with its construct', () => {
  pluginIn(join(folder, 'plugin'));
  app('nginx:1.27', '');
  settings(LOCAL, { rules: ['image-root-under-non-root'] });

  const { status, output } = synth();
  expect(status).toBe(2);
  expect(output).toContain('image-root-under-non-root (error) (1 occurrences)');
  expect(output).toContain('- Construct Path: plain/web/Resource');
  expect(output).toContain('> spec.template.spec.containers[0].securityContext.runAsNonRoot');
  expect(output).toContain(
    'Recommendation: Deployment web, container "app": runAsNonRoot is true, and nginx:1.27 runs as root',
  );
  expect(output).toContain("How to fix: set app's securityContext.runAsUser to 101");
});

test('an app that is fine passes, and nothing but manifests is left', () => {
  pluginIn(join(folder, 'plugin'));
  app('registry.example.com/team/app:1.0', 'user: 1000');
  settings(LOCAL);

  expect(synth().status).toBe(0);
  expect(readdirSync(join(folder, 'dist'))).toEqual(['plain.k8s.yaml']);
});

test('warnings fail only where it is said', () => {
  pluginIn(join(folder, 'plugin'));
  app('registry.example.com/mirror/nginx:1.27', '');
  settings(LOCAL, { rules: ['image-root-under-non-root'] });
  expect(synth().status).toBe(0);

  settings(LOCAL, { rules: ['image-root-under-non-root'], failOn: 'warning' });
  const { status, output } = synth();
  expect(status).toBe(2);
  expect(output).toContain('image-root-under-non-root (warning)');
});

test('the plugin is found by the name of its package', () => {
  const plugins = join(folder, 'plugins');
  pluginIn(join(plugins, 'cdk8s-sidecars/0.1.0/node_modules/cdk8s-sidecars'));
  app('nginx:1.27', '');
  settings({ package: 'cdk8s-sidecars' }, { rules: ['image-root-under-non-root'] });

  const { status, output } = synth('--plugins-dir', plugins);
  expect(status).toBe(2);
  expect(output).toContain('image-root-under-non-root (error)');
  expect(existsSync(join(folder, 'dist/construct-metadata.json'))).toBe(false);
});

test('a property that does not exist is refused', () => {
  pluginIn(join(folder, 'plugin'));
  app('nginx:1.27', '');
  settings(LOCAL, { failon: 'warning' });

  const { status, output } = synth();
  expect(status).not.toBe(0);
  expect(output).toContain(
    'cdk8s.yaml, properties of the validation SidecarsValidation: "failon" is not one of them. The checks would not be those that are meant. Fix: use failOn, rules, disable, kubernetesVersion, nodeCpu, nodeMemory, complete.',
  );
});
