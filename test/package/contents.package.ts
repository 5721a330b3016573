import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const TARBALL = process.env.SIDECARS_TARBALL as string;

let folder: string;
let files: string[];

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'contents-'));
  execFileSync('tar', ['-xzf', TARBALL, '-C', folder, '--strip-components=1']);
  files = filesIn(folder);
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function filesIn(root: string): string[] {
  const entries = fs.readdirSync(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}

const read = (file: string) => fs.readFileSync(path.join(folder, file), 'utf8');

test('it has the compiled library, what describes it, and the command: nothing else', () => {
  const sources = filesIn('lib').filter((file) => !file.endsWith('.test.ts'));
  expect(sources.filter((file) => !file.endsWith('.ts'))).toEqual([]);
  const compiled = sources.flatMap((file) => ['.d.ts', '.js'].map((end) => `build/${file.replace(/\.ts$/, end)}`));

  expect(files.filter((file) => !file.startsWith('build/cli/'))).toEqual(
    ['.jsii', 'LICENSE', 'README.md', 'package.json', ...compiled].sort(),
  );
});

test('the command is one file to run, what its verbs read when they are run, and the licenses', () => {
  const command = files.filter((file) => file.startsWith('build/cli/'));
  const parts = command.map((file) => path.basename(file).replace(/-[0-9A-Z]{8}\.mjs$/, ''));

  expect(parts).toEqual(
    expect.arrayContaining(['LICENSES.txt', 'sidecars.mjs', 'check', 'diagram', 'explain', 'verify']),
  );
  expect(command.filter((file) => !/-[0-9A-Z]{8}\.mjs$/.test(file))).toEqual([
    'build/cli/LICENSES.txt',
    'build/cli/sidecars.mjs',
  ]);
  expect(fs.statSync(path.join(folder, 'build/cli/sidecars.mjs')).mode & 0o111).toBe(0o111);
});

test('it loads nothing but Node, its peers and itself', () => {
  const { dependencies, peerDependencies } = JSON.parse(read('package.json'));
  expect(dependencies).toBeUndefined();
  const peers = Object.keys(peerDependencies);

  const loaded = files
    .filter((file) => /^build\/(?!cli\/).*\.js$/.test(file))
    .flatMap((file) => [...read(file).matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name));
  const isFine = (name: string) => /^(\.|node:)/.test(name) || peers.includes(name);
  expect([...new Set(loaded)].filter((name) => !isFine(name))).toEqual([]);
  expect(loaded).toEqual(expect.arrayContaining(peers));
});

test('the licenses of all that is bundled come along, and let it', () => {
  const sections = read('build/cli/LICENSES.txt').split(`\n${'-'.repeat(80)}\n\n`);
  const names = sections.map((section) => section.split('\n', 1)[0]);

  expect(names).toContain('yaml');
  for (const [index, name] of names.entries()) {
    const { license } = JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`, 'utf8'));
    expect([name, license]).toEqual([
      name,
      expect.stringMatching(/^(MIT|ISC|Apache-2\.0|BSD-.-Clause|MPL-2\.0|OFL-1\.1)$/),
    ]);
    expect(sections[index]).toMatch(/Copyright|copyright|https:\/\/spdx\.org\/licenses\//);
  }
});

test('the folder that it was packed in is not in it', () => {
  expect(files.filter((file) => read(file).includes(process.cwd()))).toEqual([]);
});
