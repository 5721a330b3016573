import { spawn } from 'node:child_process';
import { endGroup } from '../../process-group';
import { Calls } from '../calls';
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

/** The podman program of this machine. Every call is an array of arguments: no shell reads them. */
export class Podman {
  private readonly calls = new Calls();

  public constructor(public readonly program: string = process.env['SIDECARS_PODMAN'] || 'podman') {}

  /** Returns what it writes to standard output. Throws a `PodmanError` when it does not end well. */
  public async run(args: readonly string[], options: CallOptions = {}): Promise<string> {
    const { exitCode, stdout, stderr } = await this.call(args, options);
    if (exitCode === 0) return stdout.trim();
    throw new PodmanError(`podman ${args.find((arg) => !arg.startsWith('-')) ?? ''}`, exitCode, wordsOf(stderr));
  }

  /** However it ends. Throws only when it cannot be run or does not end in time. */
  public call(args: readonly string[], options: CallOptions = {}): Promise<Called> {
    return this.calls.add(execute(this.program, args, { timeoutMs: TIMEOUT_MS, ...options }));
  }

  /** Resolves when no call is under way. */
  public idle(): Promise<void> {
    return this.calls.idle();
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
      // The program may be a script around another one.
      endGroup(child.pid);
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
