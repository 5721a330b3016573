import { spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cli } from '../test/cli';
import { configMap, plainApp } from '../test/plain-app';

let cli: Cli;
let onlyNode: string;
beforeAll(async () => {
  cli = await Cli.build();
  onlyNode = path.join(path.dirname(cli.folder), 'bin');
  fs.mkdirSync(onlyNode);
  fs.symlinkSync(process.execPath, path.join(onlyNode, 'node'));
});
afterAll(() => cli.remove());
beforeEach(() => cli.clear());

jest.setTimeout(300_000);

const FILES = 9;

/** An app of several files, all of which say which version of it has written them. It starts faster than a Node would. */
function version(count: number): { [file: string]: string } {
  const files = Array.from({ length: FILES }, (_, index) => [
    `made/env-${index % 4}/${index}.yaml`,
    configMap('a', `${count}`),
  ]);
  return { 'cdk8s.yaml': 'app: /bin/cp -R made "$CDK8S_OUTDIR"\n', ...Object.fromEntries(files) };
}

/** An app in Node, which says when it has written its files. */
function slowApp(count: number, ending: string): { [file: string]: string } {
  const files = Object.entries(version(count)).filter(([file]) => file.startsWith('made/'));
  const app = plainApp(Object.fromEntries(files.map(([file, text]) => [file.slice(5), text])));
  return { ...app, 'app.cjs': `${app['app.cjs']}\nfs.writeFileSync('started', String(process.pid));\n${ending}` };
}

/** As after a synthesis of this version. */
function place(count: number): void {
  fs.rmSync(path.join(cli.folder, 'dist'), { recursive: true, force: true });
  cli.write(version(count));
  fs.cpSync(path.join(cli.folder, 'made'), path.join(cli.folder, 'dist'), { recursive: true });
}

/** Which version the output is of. Throws when it is of several, or not whole; undefined when it is not there. */
function versionOf(output = path.join(cli.folder, 'dist')): number | undefined {
  if (!fs.existsSync(output)) return undefined;
  const files = fs
    .readdirSync(output, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory());
  const texts = files.map(({ parentPath, name }) => fs.readFileSync(path.join(parentPath, name), 'utf8'));
  const found = new Set(texts.map((text) => Number(/value: "(\d+)"\n$/.exec(text)?.[1])));
  if (files.length !== FILES || found.size !== 1) throw new Error(`${files.length} files of ${[...found].join()}`);
  return [...found][0];
}

function leftovers(): string[] {
  return fs.readdirSync(cli.folder).filter((name) => !['.git', 'app.cjs', 'cdk8s.yaml', 'dist', 'made'].includes(name));
}

/** The ways in which two folders can change places. */
const WAYS = [
  ['in one call', () => process.env['PATH']!],
  ['in two, where the system offers nothing else', () => onlyNode],
] as const;

function synth(env: { [name: string]: string } = {}) {
  return cli.run(['synth'], { env });
}

function faulty(fault: string, at: number, env: { [name: string]: string } = {}) {
  return synth({
    NODE_OPTIONS: `--require ${path.join(__dirname, '../test/faults.cjs')}`,
    FAULT: fault,
    FAULT_AT: `${at}`,
    FAULT_PROGRAM: cli.bundle,
    ...env,
  });
}

/** In how many places a synthesis can be disturbed. */
function places(env: { [name: string]: string }): number {
  const count = path.join(path.dirname(cli.folder), 'count');
  expect(faulty('killed', 0, { FAULT_COUNT: count, ...env })).toMatchObject({ code: 0, stderr: '' });
  return Number(fs.readFileSync(count, 'utf8'));
}

test.each(WAYS)('killed before any change of a file, the old or the new output is there: %s', (_, pathOf) => {
  const env = { PATH: pathOf() };
  place(1);
  cli.write(version(2));
  const count = places(env);
  expect(count).toBeGreaterThan(5);
  const seen = { old: 0, new: 0, away: 0 };
  for (let at = 1; at <= count; at++) {
    place(1);
    cli.write(version(2));
    expect(faulty('killed', at, env).code).toBe(null);
    const found = versionOf();
    if (found === undefined) {
      seen.away++;
      // It is brought back by whoever looks at it next.
      expect(cli.run(['check', 'dist/env-1'], { env })).toMatchObject({ code: 0 });
      expect(versionOf()).toBe(1);
    } else seen[found === 1 ? 'old' : 'new']++;
    expect(synth(env)).toMatchObject({ code: 0, stderr: '' });
    expect(versionOf()).toBe(2);
  }
  expect(leftovers()).toEqual([]);
  expect(seen.old).toBeGreaterThan(3);
  expect(seen.new).toBeGreaterThan(0);
  expect(seen.away).toBe(pathOf() === onlyNode ? 1 : 0);
});

test('no space at any change of a file is one clear error, and nothing is lost', () => {
  const env = { PATH: onlyNode };
  place(1);
  cli.write(version(2));
  const count = places(env);
  let failed = 0;
  for (let at = 1; at <= count; at++) {
    place(1);
    cli.write(version(2));
    const { code, stderr } = faulty('ENOSPC', at, env);
    if (code !== 0) {
      failed++;
      expect(code).toBe(2);
      expect(stderr).toBe(
        'sidecars: dist: no space is left on the device. Nothing in it was changed. Fix: remove what is not needed.\nSee "sidecars help synth".\n',
      );
    }
    expect(versionOf()).toBe(code === 0 ? 2 : 1);
  }
  expect(failed).toBeGreaterThan(5);
  place(1);
  cli.write(version(2));
  expect(synth(env).code).toBe(0);
  expect(leftovers()).toEqual([]);
});

test('killed again and again at random, the output is always whole', async () => {
  cli.write(version(0));
  const since = performance.now();
  synth();
  const usual = performance.now() - since;
  let [last, killed] = [0, 0];
  for (let round = 1; round <= 24; round++) {
    const env = { PATH: WAYS[round % 2][1]() };
    cli.write(version(round));
    const child = spawn(process.execPath, [cli.bundle, 'synth'], { cwd: cli.folder, env, stdio: 'ignore' });
    const ended = new Promise<boolean>((done) => child.once('exit', (code) => done(code === null)));
    await sleep(Math.random() * usual);
    child.kill('SIGKILL');
    if (await ended) killed++;
    if (versionOf() === undefined) cli.run(['check', 'dist'], { env });
    expect([last, round]).toContain(versionOf());
    last = versionOf()!;
  }
  expect(killed).toBeGreaterThan(5);
  expect(synth()).toMatchObject({ code: 0, stderr: '' });
  expect(versionOf()).toBe(24);
  expect(leftovers()).toEqual([]);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends the app too, and leaves nothing behind', async (signal) => {
  cli.write(version(1));
  synth();
  cli.write(slowApp(2, 'setInterval(() => undefined, 1000);'));
  const child = spawn(process.execPath, [cli.bundle, 'synth'], { cwd: cli.folder, stdio: 'ignore' });
  const ended = new Promise((done) => child.once('exit', done));
  const started = path.join(cli.folder, 'started');
  while (!fs.existsSync(started) || fs.readFileSync(started, 'utf8') === '') await sleep(20);
  child.kill(signal);
  expect(await ended).toBe(signal === 'SIGINT' ? 130 : 143);
  const app = `/proc/${fs.readFileSync(started, 'utf8')}/stat`;
  // What nobody waits for stays a zombie where there is no init process.
  while (fs.existsSync(app) && !/\) Z /.test(fs.readFileSync(app, 'utf8'))) await sleep(20);
  expect(versionOf()).toBe(1);
  expect(leftovers()).toEqual(['started']);
});

test('of two at once, the second ends at once with one error', async () => {
  cli.write(version(1));
  synth();
  cli.write(slowApp(2, "while (!fs.existsSync('go'));"));
  const child = spawn(process.execPath, [cli.bundle, 'synth'], { cwd: cli.folder, stdio: 'ignore' });
  const ended = new Promise((done) => child.once('exit', done));
  while (!fs.existsSync(path.join(cli.folder, 'started'))) await sleep(20);
  const second = synth();
  expect(second).toEqual({
    code: 2,
    stdout: '',
    stderr: `sidecars: dist: process ${child.pid} is synthesizing it. Two at once would undo what the other does. Fix: wait for it to end, and run it again.\nSee "sidecars help synth".\n`,
  });
  expect(versionOf()).toBe(1);
  cli.write({ go: '' });
  expect(await ended).toBe(0);
  expect(versionOf()).toBe(2);
});

const asRoot = process.getuid?.() === 0;

describe('what the system refuses', () => {
  const mounted: string[] = [];
  afterEach(() => {
    for (const folder of mounted.splice(0)) spawnSync('umount', ['--lazy', folder]);
  });

  /** A file system of its own in a folder, or false where this user may not mount. */
  function mount(folder: string, options: string): boolean {
    const target = path.join(cli.folder, folder);
    fs.mkdirSync(target, { recursive: true });
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', target]);
    if (status === 0) mounted.push(target);
    else process.stderr.write('skipped: no file system may be mounted here\n');
    return status === 0;
  }

  test('a disk that is full', () => {
    if (!asRoot || !mount('small', 'size=256k')) return;
    const app = plainApp({ 'a.yaml': configMap('a', '1') });
    cli.write(app);
    expect(cli.run(['synth', '--output', 'small/dist'])).toMatchObject({ code: 0 });
    fs.writeFileSync(path.join(cli.folder, 'small/ballast'), Buffer.alloc(4096 * 60));
    cli.write(plainApp({ 'a.yaml': configMap('a', 'x'.repeat(100_000)) }));
    const { code, stderr } = cli.run(['synth', '--output', 'small/dist']);
    expect(stderr).toMatch(/ENOSPC|no space left/);
    expect([1, 2]).toContain(code);
    expect(fs.readFileSync(path.join(cli.folder, 'small/dist/a.yaml'), 'utf8')).toBe(configMap('a', '1'));
    fs.rmSync(path.join(cli.folder, 'small/ballast'));
    cli.write(plainApp({ 'a.yaml': configMap('a', '2') }));
    expect(cli.run(['synth', '--output', 'small/dist'])).toMatchObject({ code: 0 });
    expect(fs.readdirSync(path.join(cli.folder, 'small'))).toEqual(['dist']);
  });

  test('an output that is a mount', () => {
    if (!asRoot || !mount('dist', 'size=1m')) return;
    cli.write({ ...version(1), 'dist/a.yaml': 'old\n' });
    const { code, stderr } = synth();
    expect([code, stderr]).toEqual([
      2,
      'sidecars: dist: it is in use, or a mount. Nothing in it was changed. Fix: name a folder inside of it as the output, or remove it first.\nSee "sidecars help synth".\n',
    ]);
    expect(fs.readFileSync(path.join(cli.folder, 'dist/a.yaml'), 'utf8')).toBe('old\n');
    expect(leftovers()).toEqual([]);
  });

  test.each([
    ['the output', 'dist'],
    ['the folder that it is in', '.'],
  ])('%s may not be written', (_, folder) => {
    cli.write({ ...version(1), 'dist/a.yaml': 'old\n' });
    fs.chmodSync(path.dirname(cli.folder), 0o755);
    const target = path.join(cli.folder, folder);
    fs.chmodSync(target, 0o555);
    // Root may write everywhere.
    const user = asRoot ? { uid: 65534, gid: 65534 } : {};
    if (asRoot && folder === 'dist') {
      fs.chownSync(cli.folder, 65534, 65534);
      fs.chownSync(target, 65534, 65534);
    }
    const { status, stderr } = spawnSync(process.execPath, [cli.bundle, 'synth'], {
      cwd: cli.folder,
      encoding: 'utf8',
      ...user,
    });
    fs.chmodSync(target, 0o755);
    expect(stderr).toBe(
      'sidecars: dist: it may not be written. Nothing in it was changed. Fix: let this user write to it and to the folder that it is in.\nSee "sidecars help synth".\n',
    );
    expect(status).toBe(2);
    expect(fs.readFileSync(path.join(cli.folder, 'dist/a.yaml'), 'utf8')).toBe('old\n');
    expect(leftovers()).toEqual([]);
  });
});
