import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Duration } from 'cdk8s';
import { Shell } from '..';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const { pid } of children.splice(0)) {
    try {
      process.kill(-pid!, 'SIGKILL');
    } catch {
      // It has ended by itself, with all that it started.
    }
  }
});

/** Runs the command as process 1 of a container would, as far as signals go, until it has written something. */
async function started([program, ...args]: string[]): Promise<ChildProcess> {
  const child = spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

async function endedWithin(milliseconds: number, child: ChildProcess): Promise<number | string> {
  const timeout = AbortSignal.timeout(milliseconds);
  return once(child, 'exit', { signal: timeout }).then(
    ([code]) => code as number,
    () => 'still running',
  );
}

test('a script is run by the shell', () => {
  expect(Shell.script('echo a && echo b')).toEqual(['/bin/sh', '-c', 'echo a && echo b']);
});

test('a loop that stops at once reads as it is written', () => {
  expect(Shell.every(Duration.minutes(1), '  date\n  uptime\n')).toEqual([
    '/bin/sh',
    '-c',
    "trap 'exit 0' TERM\nwhile true; do\ndate\n  uptime\nsleep 60 & wait $!\ndone",
  ]);
});

test.each([
  [Duration.seconds(0), 'Shell.every: there is no pause.'],
  [Duration.millis(1500), 'It has to be a Duration of whole seconds. Fix: pass Duration.seconds(2).'],
])('a loop does not pause for %p', (pause, message) => {
  expect(() => Shell.every(pause, 'date')).toThrow(message);
});

test('it runs again and again', async () => {
  const child = await started(Shell.every(Duration.seconds(1), 'echo tick'));
  const [second] = (await once(child.stdout!, 'data')) as Buffer[];
  expect(second.toString()).toBe('tick\n');
});

test('it ends within a second of SIGTERM, in the middle of its pause', async () => {
  const child = await started(Shell.every(Duration.seconds(30), 'echo tick'));
  child.kill('SIGTERM');
  expect(await endedWithin(1000, child)).toBe(0);
});

test('a plain loop that handles the signal does not, because it waits for its pause to end', async () => {
  // Its pause says itself that it has begun: a signal before that would end the loop.
  const pause = 'sh -c "echo tick; exec sleep 30"';
  const child = await started(Shell.script(`trap 'exit 0' TERM; while true; do ${pause}; done`));
  child.kill('SIGTERM');
  expect(await endedWithin(1000, child)).toBe('still running');
});
