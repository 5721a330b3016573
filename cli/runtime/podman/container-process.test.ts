import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { birthOf, ContainerProcess } from './container-process';
import { Podman } from './podman';

const folder = mkdtempSync(join(tmpdir(), 'process-'));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** A program stands for the container, and podman does with it what the script says. */
async function started(cases: string) {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  children.push(child);
  const files = { pidFile: join(folder, 'pid'), logFile: '', messageFile: '' };
  writeFileSync(files.pidFile, `${child.pid}`);
  const program = join(folder, 'podman');
  writeFileSync(program, `#!/bin/sh\ncase "$1" in\n${cases}\nesac\n`, { mode: 0o755 });
  const planned = { name: 'web-app', call: { args: ['run'], env: {} }, ...files };
  const container = new ContainerProcess(new Podman(program), planned);
  const id = await container.start();
  return { container, child, id };
}

const INSPECTED =
  '{"Status":"exited","ExitCode":3,"OOMKilled":false,"StartedAt":"2025-03-04T10:00:00Z","FinishedAt":"2025-03-04T10:00:05Z"}';

test('how it ended is what podman says of it', async () => {
  const { container, child, id } = await started(`run) echo c1 ;; container) echo '${INSPECTED}' ;;`);
  expect(id).toBe('c1');
  child.kill();
  expect(await container.ended()).toEqual({
    exitCode: 3,
    outOfMemory: false,
    startedAt: new Date('2025-03-04T10:00:00Z'),
    finishedAt: new Date('2025-03-04T10:00:05Z'),
  });
  expect(container.over).toBe(true);
});

test('one that podman does not end, is ended all the same', async () => {
  const { container, child } = await started('run) echo c1 ;; *) echo "Error: database is locked" >&2; exit 125 ;;');
  const ending = container.ended();
  await container.stop(0);
  // Nobody knows its exit code then.
  expect(await ending).toMatchObject({ exitCode: 137 });
  expect(child.signalCode).toBe('SIGKILL');
});

test('one that is left alone is not waited for', async () => {
  const { container, child } = await started('run) echo c1 ;;');
  container.abandon();
  expect(await container.ended()).toBeUndefined();
  expect(child.exitCode).toBeNull();
});

test.each([
  ['Error: runc: runc create failed: exec: "x": executable file not found in $PATH', 'RunContainerError'],
  ['Error: creating container storage: no space left on device', 'CreateContainerError'],
])('%s', async (words, reason) => {
  writeFileSync(join(folder, 'words'), words);
  await expect(started(`run) cat ${folder}/words >&2; exit 127 ;;`)).rejects.toMatchObject({ reason });
});

test('a container may have ended before anybody looks', async () => {
  const { container, child } = await started(
    `run) echo x > ${folder}/pid; echo c1 ;; container) echo '${INSPECTED}' ;;`,
  );
  expect(await container.ended()).toMatchObject({ exitCode: 3 });
  child.kill();
});

test('a process is known by when it was born', () => {
  expect(birthOf(process.pid)).toMatch(/^\d+$/);
  expect(birthOf(process.pid)).toBe(birthOf(process.pid));
  expect(birthOf(0)).toBe('');
});
