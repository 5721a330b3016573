import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parse } from 'yaml';

const API = '# API\n\n## Pod\n\n`class`\n\n- `add(): void`\n';
const CHANGELOG =
  '# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-11-26\n\n- More.\n\n## [0.1.0] - 2026-11-01\n\n- All.\n';

/** A repository in which 0.1.0 is released and 0.2.0 is about to be. */
let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'release-'));
  git('init', '--quiet');
  write({ version: '0.1.0', api: API });
  git('add', '.');
  git('-c', 'user.name=me', '-c', 'user.email=me@example.com', 'commit', '--quiet', '--message', 'Release');
  git('tag', 'v0.1.0');
  write({ version: '0.2.0', api: API });
});

afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function git(...args: string[]): void {
  execFileSync('git', args, { cwd: folder });
}

function write({ version, api = API, changelog = CHANGELOG, lock = version }: Record<string, string>): void {
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ version }));
  fs.writeFileSync(path.join(folder, 'package-lock.json'), JSON.stringify({ version: lock }));
  fs.writeFileSync(path.join(folder, 'CHANGELOG.md'), changelog);
  fs.writeFileSync(path.join(folder, 'API.md'), api);
}

function release(tag: string) {
  const tool = path.resolve('tools/release.cjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, tag], { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('a release has the version of its tag, and its part of the changelog is told', () => {
  expect(release('v0.2.0')).toEqual({ status: 0, stdout: '- More.\n', stderr: '' });
});

test.each([
  ['v0.3.0', {}, 'tag "v0.3.0": the version in package.json is 0.2.0, whose tag is v0.2.0\n'],
  ['0.2.0', {}, 'tag "0.2.0": the version in package.json is 0.2.0, whose tag is v0.2.0\n'],
  ['v0.2.0', { lock: '0.1.0' }, 'package-lock.json: its version is 0.1.0, not 0.2.0\n'],
  ['v0.2', { version: '0.2' }, 'package.json: "0.2" is no version that can be released\n'],
  ['v0.2.0', { changelog: '## [Unreleased]\n\n- More.\n' }, 'CHANGELOG.md: there is nothing under "## [0.2.0] - '],
  ['v0.2.0', { changelog: '## [0.2.0]\n\n- More.\n' }, 'CHANGELOG.md: there is nothing under "## [0.2.0] - '],
  ['v0.2.0', { changelog: '## [0.2.0] - 2026-11-26\n\n## [0.1.0] - 2026-11-01\n' }, 'CHANGELOG.md: there is nothing'],
])('the tag %s with %p is refused', (tag, files, message) => {
  write({ version: '0.2.0', ...files });

  const { status, stderr } = release(tag);
  expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(message) });
});

const BROKEN = API.replace('add(): void', 'add(name: string): void');

test.each([
  ['0.1.0', '0.1.1', 1],
  ['0.1.0', '0.2.0', 0],
  ['0.1.0', '1.0.0', 0],
  ['1.2.0', '1.3.0', 1],
  ['1.2.0', '2.0.0', 0],
])('what breaks between %s and %s is refused where the versions do not say so', (from, version, status) => {
  if (from !== '0.1.0') git('tag', `v${from}`);
  write({ version, api: BROKEN, changelog: `## [${version}] - 2026-11-26\n\n- Other.\n` });

  const stderr = status === 0 ? '' : `API.md: may break what was written for ${from}: Pod: without \`add(): void\`\n`;
  expect(release(`v${version}`)).toMatchObject({ status, stderr });
});

test('the first release breaks nothing', () => {
  git('tag', '--delete', 'v0.1.0');

  expect(release('v0.2.0').status).toBe(0);
});

test('what names a version names this one', () => {
  const { version } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
  const named = ['README.md', 'docs/constructs.md', 'test/consumer/project/cdk8s.yaml'].map((file) => {
    const text = fs.readFileSync(file, 'utf8');
    const places = /cdk8s-sidecars-(\d+\.\d+\.\d+)\.tgz|package: \.\/node_modules\/cdk8s-sidecars\s+version: (\S+)/g;
    return [file, new Set([...text.matchAll(places)].map(([, packed, plugin]) => packed ?? plugin))];
  });

  for (const each of named) expect(each).toEqual([each[0], new Set([version])]);
});

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: object;
}

test('the workflow tests what the tag is on before it publishes, and only what publishes can sign', () => {
  const workflow = parse(fs.readFileSync('.github/workflows/release.yml', 'utf8'));
  const { test, publish } = workflow.jobs;

  expect(workflow.on).toEqual({ push: { tags: ['v*'] } });
  expect([workflow.permissions, test.permissions]).toEqual([{ contents: 'read' }, undefined]);
  expect(publish).toMatchObject({ needs: 'test', permissions: { contents: 'read', 'id-token': 'write' } });
  const runs = (steps: Step[]) => steps.flatMap(({ run }) => run ?? []);
  expect(runs(test.steps)).toEqual(['node tools/release.cjs "$GITHUB_REF_NAME"', '.ci/run']);
  expect(runs(publish.steps)).toEqual(['npm ci', 'npm publish --provenance --access public']);
  for (const { uses } of [...test.steps, ...publish.steps] as Step[]) {
    if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/);
  }
});
