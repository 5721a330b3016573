import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { birthOf } from './container-process';
import { findMachine } from './machine';
import { Podman } from './podman';

const folder = mkdtempSync(join(tmpdir(), 'podman-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program in the place of podman, which does what no real one does on demand. */
function fake(script: string): Podman {
  const program = join(folder, 'podman');
  writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return new Podman(program);
}

/** Whether it ends, within a moment. One that nobody has waited for is still listed. */
async function ends(pidFile: string): Promise<boolean> {
  const pid = Number(readFileSync(join(folder, pidFile), 'utf8'));
  for (let tries = 0; birthOf(pid) !== '' && tries < 40; tries++) await delay(50);
  return birthOf(pid) === '';
}

test('arguments arrive as they are, whatever is in them', async () => {
  const words = ['a b', '$(date)', '; rm -rf x', "'", '"', '*', '--flag', ''];
  const { stdout } = await fake('for word; do printf "%s|" "$word"; done').call(words);
  expect(stdout).toBe(words.map((word) => `${word}|`).join(''));
});

test('variables arrive beside those that are there', async () => {
  const { stdout } = await fake('echo "$PASSWORD $HOME"').call([], { env: { PASSWORD: 'p4ss' } });
  expect(stdout).toBe(`p4ss ${process.env['HOME']}\n`);
});

test('an error has the words of podman', async () => {
  const podman = fake('echo partly; echo "Error: no such pod" >&2; exit 125');
  await expect(podman.run(['--noout', 'pod', 'rm'])).rejects.toMatchObject({
    message: 'podman pod: no such pod',
    exitCode: 125,
  });
});

test('a program that is not there', async () => {
  await expect(new Podman(join(folder, 'none')).call(['ps'])).rejects.toThrow(`${join(folder, 'none')} is not there`);
});

test('what hangs is ended, with what it has started and what keeps its output open', async () => {
  const podman = fake(`sleep 60 & echo $! > ${join(folder, 'child')}; wait`);
  await expect(podman.call(['ps'], { timeoutMs: 300 })).rejects.toThrow('ps did not end within 0.3 s');
  await podman.idle();
  expect(await ends('child')).toBe(true);
});

test('what does not end when it is asked to, is killed', async () => {
  const podman = fake(`trap '' TERM; echo $$ > ${join(folder, 'self')}; while :; do sleep 0.1; done`);
  await expect(podman.call(['ps'], { timeoutMs: 300 })).rejects.toThrow('did not end within');
  expect(await ends('self')).toBe(true);
}, 10_000);

test('a call can be interrupted, also before it begins', async () => {
  const podman = fake('exec sleep 60');
  const over = new AbortController();
  const call = podman.call(['pull'], { signal: over.signal });
  over.abort();
  await expect(call).rejects.toThrow('pull was interrupted');
  await expect(podman.call(['pull'], { signal: over.signal })).rejects.toThrow('pull was interrupted');
});

test('a limit that no timer takes is none', async () => {
  expect(await fake('sleep 0.1').call([], { timeoutMs: 3_000_000_000 })).toMatchObject({ exitCode: 0 });
});

const version = (data: object) => fake(`[ "$1" = version ] && echo '${JSON.stringify(data)}' || echo '["memory"]'`);

test.each([
  ['4.3.0', undefined],
  ['5.4.2', undefined],
  ['4.2.1', 'podman 4.3 or newer is needed, and this is 4.2.1'],
  ['3.4.4', 'podman 4.3 or newer is needed, and this is 3.4.4'],
])('podman %s', async (Version, fault) => {
  const found = findMachine(version({ Client: { Version } }));
  if (fault === undefined) expect(await found).toMatchObject({ version: Version });
  else await expect(found).rejects.toThrow(fault);
});

test('podman on another machine', async () => {
  const remote = version({ Client: { Version: '5.0.0' }, Server: { Version: '5.0.0' } });
  await expect(findMachine(remote)).rejects.toThrow('on another machine');
});

test('a podman that does not work, and what is no podman', async () => {
  await expect(findMachine(fake('echo "Error: no subuid ranges" >&2; exit 125'))).rejects.toThrow(
    'podman cannot be used: no subuid ranges',
  );
  await expect(findMachine(fake('true'))).rejects.toThrow('does not tell its version as podman does');
});
