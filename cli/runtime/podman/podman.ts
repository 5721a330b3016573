import { spawn } from 'node:child_process';
import { RuntimeFailure } from '../runtime';
import { LONGEST_MS } from './waiting';

export interface Called {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly timeoutMs?: number;
  /** Added to the environment of the program. */
  readonly env?: { readonly [name: string]: string };
  readonly signal?: AbortSignal;
}

/** Longer than podman takes for anything but a pull, also on a busy machine. */
const TIMEOUT_MS = 60_000;
/** As much of an output as is kept. */
const LONGEST = 4 * 1024 * 1024;
/** For what does not end when it is asked to. */
const KILL_AFTER_MS = 2000;

/** The podman program of this machine. Every call is an array of arguments: no shell reads them. */
export class Podman {
  private readonly pending = new Set<Promise<unknown>>();

  public constructor(public readonly program: string = process.env['SIDECARS_PODMAN'] || 'podman') {}

  /** Returns what it writes to standard output. Throws a `PodmanError` when it does not end well. */
  public async run(args: readonly string[], options: CallOptions = {}): Promise<string> {
    const { exitCode, stdout, stderr } = await this.call(args, options);
    if (exitCode === 0) return stdout.trim();
    throw new PodmanError(`podman ${args.find((arg) => !arg.startsWith('-')) ?? ''}`, exitCode, wordsOf(stderr));
  }

  /** However it ends. Throws only when it cannot be run or does not end in time. */
  public call(args: readonly string[], options: CallOptions = {}): Promise<Called> {
    const call = execute(this.program, args, { timeoutMs: TIMEOUT_MS, ...options });
    this.pending.add(call);
    const forget = () => this.pending.delete(call);
    call.then(forget, forget);
    return call;
  }

  /** Resolves when no call is under way. */
  public async idle(): Promise<void> {
    while (this.pending.size > 0) await Promise.allSettled(this.pending);
  }
}

/** What podman said when it could not do something. */
export class PodmanError extends RuntimeFailure {
  public constructor(
    command: string,
    public readonly exitCode: number,
    /** In podman's own words. */
    public readonly words: string,
  ) {
    super(`${command}: ${words || `exit code ${exitCode}`}`);
    this.name = 'PodmanError';
  }
}

/** Runs a program to its end. */
export function execute(program: string, args: readonly string[], options: CallOptions): Promise<Called> {
  return new Promise((resolve, reject) => {
    // In a session of its own: Ctrl-C is for us, and podman interrupted half-way leaves a mess.
    const child = spawn(program, args, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
    });
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        if (output[stream].length < LONGEST) output[stream] += text;
      });
    }
    let ended: string | undefined;
    const end = (why: string) => {
      ended ??= why;
      signalGroup(child.pid, 'SIGTERM');
      setTimeout(() => signalGroup(child.pid, 'SIGKILL'), KILL_AFTER_MS).unref();
    };
    const { timeoutMs, signal } = options;
    const timer =
      timeoutMs && setTimeout(() => end(`did not end within ${timeoutMs / 1000} s`), Math.min(timeoutMs, LONGEST_MS));
    const abort = () => end('was interrupted');
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      settle();
      reject(new RuntimeFailure(error.code === 'ENOENT' ? `${program} is not there` : error.message));
    });
    const fail = () => {
      settle();
      reject(new RuntimeFailure(`${program} ${args[0]} ${ended}`));
    };
    // Whoever else has its output open is not waited for then.
    child.on('exit', () => {
      if (ended !== undefined) fail();
    });
    child.on('close', (code) => {
      if (ended !== undefined) return fail();
      settle();
      return resolve({ exitCode: code ?? 137, ...output });
    });
  });
}

/** A program may be a script around another one: both are to end. */
function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}

/** The error of what podman wrote to standard error: without its log lines, and without "Error:". */
export function wordsOf(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('time="'));
  const first = lines.findLastIndex((line) => line.startsWith('Error: '));
  return lines
    .slice(Math.max(first, 0))
    .join('\n')
    .replace(/^Error: /, '');
}
