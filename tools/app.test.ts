import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A copy of the tools with an app of one file, whose packages are those of the project. */
let root: string;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'app-'));
  fs.mkdirSync(path.join(root, 'node_modules'));
  for (const name of ['esbuild', 'cdk8s', 'constructs', 'yaml']) {
    fs.symlinkSync(path.resolve('node_modules', name), path.join(root, 'node_modules', name));
  }
  fs.mkdirSync(path.join(root, 'tools'));
  for (const name of fs.readdirSync('tools').filter((file) => /^(?:app|source).*\.cjs$/.test(file))) {
    fs.copyFileSync(path.join('tools', name), path.join(root, 'tools', name));
  }
});

afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

function write(file: string, text: string): void {
  fs.writeFileSync(path.join(root, file), text);
  // A file that changes while the app is bundled is not kept; these are older.
  fs.utimesSync(path.join(root, file), new Date(), new Date(Date.now() - 60_000));
}

function run(env: NodeJS.ProcessEnv = {}): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/app.cjs'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { code: status, stdout, stderr };
}

const cache = () => path.join(root, 'node_modules/.cache/cdk8s-sidecars');
const cached = (extension: string) => fs.readdirSync(cache()).filter((file) => file.endsWith(extension));
const printed = (stdout: string) => ({ code: 0, stdout, stderr: '' });

test('the app runs the same from the cache', () => {
  write('main.ts', `import { Size } from 'cdk8s'; console.log('as bundled', Size.mebibytes(1).toKibibytes());`);
  expect(run()).toEqual(printed('as bundled 1024\n'));
  expect([cached('.cjs').length, cached('.code').length]).toEqual([1, 1]);
  // Were it bundled anew, this would be gone.
  const script = path.join(cache(), cached('.cjs')[0]);
  fs.writeFileSync(script, fs.readFileSync(script, 'utf8').replace('as bundled', 'from cache'));
  fs.rmSync(path.join(cache(), cached('.code')[0]));
  fs.mkdirSync(path.join(root, 'dist'));
  expect(run()).toEqual(printed('from cache 1024\n'));
});

test('letters of all scripts are the same from the cache', () => {
  write('main.ts', `console.log('µ 時 🙂'.replace(/^µ/u, 'ü'), /🙂/u.source);`);
  for (let time = 0; time < 2; time++) expect(run()).toEqual(printed('ü 時 🙂 🙂\n'));
});

test('a change of a source is seen, and one that takes the place of another', () => {
  write('main.ts', `import { value } from './value'; console.log(value);`);
  fs.mkdirSync(path.join(root, 'value'));
  write('value/index.ts', 'export const value: number = 1;');
  expect(run()).toEqual(printed('1\n'));
  write('value/index.ts', 'export const value: number = 22;');
  expect(run()).toEqual(printed('22\n'));
  fs.writeFileSync(path.join(root, 'value.ts'), 'export const value: number = 333;');
  expect(run()).toEqual(printed('333\n'));
});

test('a source that is preferred to another is seen', () => {
  write('main.ts', `import { value } from './value'; console.log(value);`);
  write('value.ts', 'export const value: number = 1;');
  expect(run()).toEqual(printed('1\n'));
  write('value.tsx', 'export const value: number = 22;');
  expect(run()).toEqual(printed('22\n'));
});

test('a folder that is moved, with its cache, is a place of its own', () => {
  fs.mkdirSync(path.join(root, 'environments'));
  write('environments/index.ts', `import { readdirSync } from 'node:fs'; export const files = readdirSync(__dirname);`);
  write('main.ts', `import { files } from './environments'; console.log(files.join());`);
  expect(run()).toEqual(printed('index.ts\n'));
  const before = root;
  root = `${before}-moved`;
  fs.renameSync(before, root);
  expect(run()).toEqual(printed('index.ts\n'));
});

test.each(['', 'broken'])('a cache of %j is made anew', (content) => {
  write('main.ts', 'console.log(1);');
  run();
  for (const file of fs.readdirSync(cache())) {
    if (content !== '' || !file.endsWith('.json')) fs.writeFileSync(path.join(cache(), file), content);
  }
  expect(run()).toEqual(printed('1\n'));
  expect(run()).toEqual(printed('1\n'));
});

test.each(['at first', 'from the cache'])('a stack trace names the line of the source, %s', (which) => {
  write(
    'main.ts',
    `const size: number = 1;\n\nfunction fail(): never {\n  throw new TypeError('no ' + size);\n}\nif (process.env.FAIL) fail();\n`,
  );
  if (which === 'from the cache') run();
  const { code, stderr } = run({ FAIL: 'yes' });
  expect(code).toBe(1);
  expect(stderr).toContain('TypeError: no 1\n');
  expect(stderr).toContain(`at fail (${path.join(root, 'main.ts')}:4:9)`);
});

test('a source that does not compile is named', () => {
  write('main.ts', 'const = 1;');
  const { code, stderr } = run();
  expect(code).toBe(1);
  expect(stderr).toContain('main.ts:1:6');
});

test('a package finds the files beside its own', () => {
  write('main.ts', `import { Yaml } from 'cdk8s'; console.log(Yaml.load('value.yaml'));`);
  write('value.yaml', 'a: 1\n');
  expect(run()).toEqual(printed('[ { a: 1 } ]\n'));
});

test('what an app does later is done, from the cache too', () => {
  write('main.ts', `setImmediate(() => setImmediate(() => setTimeout(() => console.log('later'), 20)));`);
  expect(run()).toEqual(printed('later\n'));
  expect(run()).toEqual(printed('later\n'));
});
