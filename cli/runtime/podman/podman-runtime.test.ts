import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { podOf } from '../../../test/manifest-pods';
import { PodmanRuntime } from './podman-runtime';

const folder = mkdtempSync(join(tmpdir(), 'runtime-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A podman that can do nothing but these, and whose other commands have nothing to say. */
function runtimeWith(cases: string): PodmanRuntime {
  const program = join(folder, 'podman');
  const script = `#!/bin/sh
echo "$*" >> ${folder}/calls
case "$1 $2" in
  version*) echo '{"Client":{"Version":"4.9.0"}}' ;;
  info*) echo '["memory"]' ;;
  unshare*) shift; exec "$@" ;;
  "image inspect") echo '[]' ;;
  ${cases}
esac
`;
  writeFileSync(join(folder, 'calls'), '');
  writeFileSync(program, script, { mode: 0o755 });
  return new PodmanRuntime({ pull: 'never', program });
}

const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trimEnd().split('\n');

/** Of the run, as podman is told. */
const folderOfRun = () => /cdk8s-sidecars\.folder=(\S+)/.exec(calls().join('\n'))?.[1] ?? '';

function start(runtime: PodmanRuntime, names = ['web'], signal = new AbortController().signal) {
  const workloads = names.map((name) => podOf({}, { name }).workload);
  const objects = workloads.map(({ object }) => object);
  return runtime.start({ objects, workloads, signal, step: (_what, _command, run) => run() });
}

test('a Pod that cannot be made ends the run, and nothing of it is left', async () => {
  const runtime = runtimeWith('"pod create") echo "Error: no space left on device" >&2; exit 125 ;;');
  await expect(start(runtime)).rejects.toThrow('podman pod: no space left on device');
  expect(existsSync(folderOfRun())).toBe(true);
  await runtime.remove();
  expect(existsSync(folderOfRun())).toBe(false);
});

test('when one of several fails, the others are waited for before all are removed', async () => {
  const runtime = runtimeWith(`"pod create")
    case "$*" in
      *-slow*) sleep 0.5; echo made >> ${folder}/calls ;;
      *) echo "Error: no" >&2; exit 125 ;;
    esac ;;
  start*) echo "Error: gone" >&2; exit 125 ;;`);
  await expect(start(runtime, ['web', 'slow'])).rejects.toThrow('podman pod: no');
  await runtime.remove();
  const removed = calls().findIndex((call) => /^pod rm .*-slow$/.test(call));
  expect(removed).toBeGreaterThan(calls().indexOf('made'));
});

const made = () => calls().some((call) => call.startsWith('pod create'));

test.each([false, true])('removed while a Pod is made: %s, it goes no further', async (making) => {
  const runtime = runtimeWith('"pod create") sleep 0.5 ;; start*) echo "Error: gone" >&2; exit 125 ;;');
  const starting = start(runtime).catch((error: unknown) => error);
  while (making && !made()) await delay(10);
  await runtime.remove();
  expect(await starting).toBeInstanceOf(Error);
  expect(existsSync(folderOfRun())).toBe(false);
  expect(made()).toBe(making);
});

test('interrupted while Pods are made, it says so', async () => {
  const over = new AbortController();
  const runtime = runtimeWith('"pod create") sleep 0.5 ;; start*) echo "Error: gone" >&2; exit 125 ;;');
  const starting = start(runtime, ['web'], over.signal).catch((error: unknown) => error);
  while (!made()) await delay(10);
  over.abort();
  expect(await starting).toBeInstanceOf(Error);
  await runtime.remove();
  expect(existsSync(folderOfRun())).toBe(false);
});

test('what podman does not remove is said, and its folder is left for the next time', async () => {
  const runtime = runtimeWith(`"pod create") echo "Error: no" >&2; exit 125 ;;
  "pod ps") grep -q "pod create" ${folder}/calls && echo stuck ;;
  "pod rm") echo "Error: device is busy" >&2; exit 125 ;;`);
  await expect(start(runtime)).rejects.toThrow('podman pod: no');
  await expect(runtime.remove()).rejects.toThrow('device is busy');
  expect(existsSync(folderOfRun())).toBe(true);
  rmSync(folderOfRun(), { recursive: true });
});

test('what is not valid never reaches podman', async () => {
  const runtime = runtimeWith('');
  await expect(start(runtime, ['../web'])).rejects.toThrow('metadata.name: Invalid value: "../web"');
  expect(calls()).toEqual(['']);
  await runtime.remove();
});
