import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Leftovers, mountPoints } from './leftovers';
import { HostCommands } from './machine';
import { Podman } from './podman';
import { isAlive, processName, Run } from './run';

const root = mkdtempSync(join(tmpdir(), 'leftovers-'));
afterAll(() => rmSync(root, { recursive: true }));

const DEAD = '999999999:1';
const SELF = processName(process.pid);

function folderNamed(name: string, note?: object): string {
  const folder = join(root, name);
  mkdirSync(folder);
  if (note) writeFileSync(join(folder, 'run.json'), JSON.stringify({ kept: false, processes: [], ...note }));
  return folder;
}

/** Lists these pods, and writes down what it is told to do. */
function leftoversWith(pods: object[] = [], remove = 'true'): Leftovers {
  const program = join(root, 'podman');
  writeFileSync(join(root, 'pods'), JSON.stringify(pods));
  const script = `#!/bin/sh
echo "$*" >> ${root}/calls
case "$1 $2" in
  "pod ps") cat ${root}/pods ;;
  "pod rm") ${remove} ;;
  unshare*) shift; exec "$@" ;;
esac
`;
  writeFileSync(program, script, { mode: 0o755 });
  const podman = new Podman(program);
  return new Leftovers(podman, new HostCommands(podman, process.getuid?.() !== 0), [root]);
}

async function found(pods: object[] = []) {
  const runs = await leftoversWith(pods).find();
  return runs.map(({ id, folder }) => [id, folder]);
}

const podNamed = (Name: string, labels: object) => ({
  Name,
  Labels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [`cdk8s-sidecars.${key}`, value as string])),
});

afterEach(() => {
  for (const name of ['test01', 'test02', 'test03', 'test04', 'test05']) {
    rmSync(join(root, `sidecars-${name}`), { recursive: true, force: true });
  }
});

test('a run is left when its process has ended', async () => {
  const left = folderNamed('sidecars-test01', { owner: DEAD });
  folderNamed('sidecars-test02', { owner: SELF });
  expect(await found()).toEqual([['sidecars-test01', left]]);
});

test('a folder that somebody is just making is not left', async () => {
  const folder = folderNamed('sidecars-test01');
  expect(await found()).toEqual([]);
  utimesSync(folder, 1, 1);
  expect(await found()).toEqual([['sidecars-test01', folder]]);
});

test('links and other names are nobody’s folders', async () => {
  const target = folderNamed('elsewhere', { owner: DEAD });
  symlinkSync(target, join(root, 'sidecars-test01'));
  folderNamed('sidecars-test0-longer', { owner: DEAD });
  expect(await found()).toEqual([]);
  rmSync(target, { recursive: true });
});

// Only root can make a folder that is somebody else's.
(process.getuid?.() === 0 ? test : test.skip)('the folders of other users are not looked at', async () => {
  chownSync(folderNamed('sidecars-test01', { owner: DEAD }), 65534, 65534);
  expect(await found()).toEqual([]);
});

test('pods are left too, and name no folders but those of runs', async () => {
  const labels = { run: 'sidecars-test01', owner: DEAD };
  const other = mkdtempSync(join(root, 'beside-'));
  expect(
    await found([podNamed('a', { ...labels, folder: other }), podNamed('b', { ...labels, folder: '/etc' })]),
  ).toEqual([['sidecars-test01', undefined]]);
  expect(await found([podNamed('a', { ...labels, owner: SELF })])).toEqual([]);
});

test('what was kept is swept by nobody, and found by who asks for it', async () => {
  const kept = folderNamed('sidecars-test01', { owner: DEAD, kept: true });
  const left = folderNamed('sidecars-test02', { owner: DEAD });
  expect((await found()).map(([id]) => id).sort()).toEqual(['sidecars-test01', 'sidecars-test02']);
  const leftovers = leftoversWith();
  await leftovers.sweep();
  expect(existsSync(kept)).toBe(true);
  expect(existsSync(left)).toBe(false);
});

test('a pod that podman does not remove is said', async () => {
  const leftovers = leftoversWith([], 'echo "Error: container is stuck" >&2; exit 125');
  const run = { id: 'sidecars-test01', folder: undefined, note: undefined, owner: DEAD, pods: ['a'] };
  await expect(leftovers.remove(run)).rejects.toThrow('container is stuck');
});

test('a run is alive as long as its process, and not longer', () => {
  expect(isAlive(SELF)).toBe(true);
  // Another process of that number.
  expect(isAlive(`${process.pid}:1`)).toBe(false);
  expect(isAlive(DEAD)).toBe(false);
  expect(isAlive('')).toBe(false);
});

test('a run has a folder that only its user gets at', () => {
  const run = Run.begin(root);
  expect(run.folder).toBe(join(root, run.id));
  expect(statSync(run.folder).mode & 0o777).toBe(0o700);
  expect(run.labels('shop/web')).toEqual(
    expect.arrayContaining([
      `cdk8s-sidecars.run=${run.id}`,
      'cdk8s-sidecars.pod=shop/web',
      `cdk8s-sidecars.owner=${SELF}`,
    ]),
  );
});

test('mount points may have spaces', () => {
  const mountinfo =
    '36 35 0:31 / /run/a\\040b\\134c rw - tmpfs tmpfs rw\n37 35 0:32 / /proc rw shared:1 - proc proc rw\n';
  expect(mountPoints(mountinfo)).toEqual(['/run/a b\\c', '/proc']);
});
