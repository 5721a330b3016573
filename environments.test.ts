import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A copy of the app, whose packages are those of the project. */
let root: string;

beforeAll(() => {
  root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'environments-'));
  for (const entry of [
    'main.ts',
    'charts',
    'environments',
    'imports',
    'lib',
    'tools',
    'package.json',
    'tsconfig.json',
  ]) {
    fs.cpSync(path.join(__dirname, entry), path.join(root, entry), { recursive: true });
  }
  fs.mkdirSync(path.join(root, 'node_modules'));
  for (const entry of fs.readdirSync(path.join(__dirname, 'node_modules')).filter((name) => name !== '.cache')) {
    fs.symlinkSync(path.join(__dirname, 'node_modules', entry), path.join(root, 'node_modules', entry));
  }
});

afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

jest.setTimeout(60_000);

function add(name: string, change: (text: string) => string): void {
  const dev = fs.readFileSync(path.join(root, 'environments/dev.ts'), 'utf8');
  fs.writeFileSync(path.join(root, 'environments', `${name}.ts`), change(dev.replaceAll('dev', name)));
}

function synthesize() {
  const { status, stderr } = spawnSync(process.execPath, ['tools/app.cjs'], { cwd: root, encoding: 'utf8' });
  return { status, stderr };
}

test('adding an environment is adding its file', () => {
  expect(synthesize()).toEqual({ status: 0, stderr: '' });
  expect(fs.readdirSync(path.join(root, 'dist')).sort()).toEqual(['argocd', 'dev', 'prod', 'tutorial']);
  add('staging', (text) => text);
  expect(synthesize()).toEqual({ status: 0, stderr: '' });
  expect(fs.readdirSync(path.join(root, 'dist/staging'))).toEqual(['Kustomization', 'web.k8s.yaml']);
  expect(fs.readFileSync(path.join(root, 'dist/argocd/applications.k8s.yaml'), 'utf8')).toContain(
    'path: dist/staging\n',
  );
});

test('wrong settings fail with the file and the key', () => {
  add('staging', (text) => text.replace(/replicas: \d+/, 'replicas: 0').replace("'1.29'", "'1.92'"));
  const { status, stderr } = synthesize();
  expect(status).toBe(1);
  expect(stderr).toContain('environments/staging.ts: replicas: 0 is not right. Fix: write a whole number');
  expect(stderr).toContain('environments/staging.ts: kubernetesVersion: "1.92" is not right. Fix: write a known');
});
