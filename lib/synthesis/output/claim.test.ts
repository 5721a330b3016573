import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import { Claim } from './claim';
import { Owner, thisProcess } from './owner';

let folder: string;
let work: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'claim-'));
  work = path.join(folder, '.synth-dist');
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** A work folder of somebody else, who has given the last sign of life some seconds ago. */
function owned(owner: Partial<Owner>, secondsAgo = 0): void {
  fs.mkdirSync(work);
  const file = path.join(work, 'owner-1');
  fs.writeFileSync(file, JSON.stringify({ ...thisProcess(), ...owner }));
  const then = new Date(Date.now() - secondsAgo * 1000);
  fs.utimesSync(file, then, then);
}

/** The number of a process that has ended. */
async function deadProcess(): Promise<number> {
  const child = spawn('true');
  await new Promise((done) => child.once('exit', done));
  return child.pid!;
}

test('one process has it, until it is released', () => {
  const claim = Claim.take(work) as Claim;
  expect(claim.holds()).toBe(true);
  expect(fs.readFileSync(path.join(work, '.gitignore'), 'utf8')).toBe('*\n');
  expect(Claim.take(work)).toEqual(thisProcess());
  claim.release();
  expect(claim.holds()).toBe(false);
  expect(fs.readdirSync(folder)).toEqual([]);
  expect(Claim.take(work)).toBeInstanceOf(Claim);
});

test('of a process that is gone it is taken over, with what it has left', async () => {
  owned({ pid: await deadProcess() });
  fs.mkdirSync(path.join(work, 'new-1'));
  fs.mkdirSync(`${work}-${await deadProcess()}-gone`);
  const claim = Claim.take(work) as Claim;
  expect(path.basename(claim.file)).toBe('owner-2');
  claim.clean();
  expect(fs.readdirSync(work).sort()).toEqual(['owner-1', 'owner-2']);
  expect(fs.readdirSync(folder)).toEqual(['.synth-dist']);
});

test.each<[string, Partial<Owner>, number, boolean]>([
  ['another process with the same number', { started: '1' }, 0, true],
  ['a process of another machine that gives signs of life', { host: 'elsewhere' }, 5, false],
  ['a process of another machine that gives none any more', { host: 'elsewhere' }, 60, true],
])('%s', (_, owner, secondsAgo, isTaken) => {
  owned(owner, secondsAgo);
  expect(Claim.take(work) instanceof Claim).toBe(isTaken);
});

test('a file that says nothing is nobody', () => {
  fs.mkdirSync(work);
  fs.writeFileSync(path.join(work, 'owner-7'), '');
  expect(path.basename((Claim.take(work) as Claim).file)).toBe('owner-8');
});

test('who has lost it does not release it for others', () => {
  const claim = Claim.take(work) as Claim;
  fs.rmSync(claim.file);
  fs.writeFileSync(path.join(work, 'owner-9'), JSON.stringify(thisProcess()));
  claim.release();
  expect(fs.readdirSync(work)).toContain('owner-9');
});

test('of many processes at once that find one that is gone, one gets it', async () => {
  owned({ pid: await deadProcess() });
  const program = path.join(folder, 'take.cjs');
  buildSync({ entryPoints: [path.join(__dirname, 'claim.ts')], bundle: true, platform: 'node', outfile: program });
  const code = `const { Claim } = require(${JSON.stringify(program)});
    process.stdout.write(Claim.take(${JSON.stringify(work)}) instanceof Claim ? 'mine' : 'other');
    setTimeout(() => undefined, 5000);`;
  const children = Array.from({ length: 6 }, () => spawn(process.execPath, ['-e', code]));
  const said = await Promise.all(
    children.map((child) => new Promise((done) => child.stdout.once('data', (text) => done(String(text))))),
  );
  for (const child of children) child.kill('SIGKILL');
  expect(said.filter((word) => word === 'mine')).toHaveLength(1);
});
