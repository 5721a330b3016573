import { spawn } from 'node:child_process';
import { Data, dataOf } from '../../../lib/model/values';
import { endGroup } from '../../process-group';
import { Calls } from '../calls';
import { commandLine } from '../command-line';
import { CommandResult, RuntimeFailure } from '../runtime';
import { reasonOf, wordsOf } from './words';

export interface CallOptions {
  /** What it reads from standard input: manifests, so that nothing of them is in an argument. */
  readonly input?: string;
  readonly timeoutMs?: number;
  /** Ends the call. */
  readonly signal?: AbortSignal;
  /** How long the call may go on after that: one that changes something is better not ended half-way. */
  readonly finishMs?: number;
}

/** Longer than the API server takes for anything that is not waited for. */
const TIMEOUT_MS = 60_000;
/** As much of an output as is kept. */
const LONGEST = 32 * 1024 * 1024;

/** The user's kubectl. Every call is an array of arguments: no shell reads them. */
export class Kubectl {
  public constructor(
    public readonly program: string = process.env['SIDECARS_KUBECTL'] || 'kubectl',
    /** What stands before every subcommand. */
    private readonly always: readonly string[] = [],
    /** Takes out of an error what is to stay secret. */
    public readonly mask: (text: string) => string = (text) => text,
    private readonly calls = new Calls(),
  ) {}

  /** The same with the context in every call, also where it is the current one: that may change under way. */
  public in(context: string): Kubectl {
    return new Kubectl(this.program, [`--context=${context}`], this.mask, this.calls);
  }

  public masked(mask: (text: string) => string): Kubectl {
    return new Kubectl(this.program, this.always, mask, this.calls);
  }

  /** As a person types it. */
  public line(args: readonly string[]): string {
    return commandLine(['kubectl', ...this.always, ...args]);
  }

  /** Returns what it writes to standard output. Throws a `KubectlError` when it does not end well. */
  public async run(args: readonly string[], options: CallOptions = {}): Promise<string> {
    const { exitCode, stdout, stderr } = await this.call(args, options);
    if (exitCode === 0) return stdout;
    throw new KubectlError(subcommandOf(args), exitCode, this.mask(wordsOf(stderr)));
  }

  /** What it prints as JSON; nothing at all, as `--ignore-not-found` has it, is an empty object. */
  public async json(args: readonly string[], options: CallOptions = {}): Promise<Data> {
    const text = await this.run([...args, '--output=json'], options);
    if (text.trim() === '') return {};
    try {
      return dataOf(JSON.parse(text));
    } catch {
      throw new RuntimeFailure(`kubectl ${subcommandOf(args)} printed something that is no JSON`);
    }
  }

  /** However it ends. Throws only when it cannot be run or does not end in time. */
  public async call(args: readonly string[], options: CallOptions = {}): Promise<CommandResult> {
    options.signal?.throwIfAborted();
    return this.calls.add(execute(this.program, [...this.always, ...args], subcommandOf(args), options));
  }

  /** Resolves when no call is under way. */
  public idle(): Promise<void> {
    return this.calls.idle();
  }
}

/** What kubectl said when it could not do something. */
export class KubectlError extends RuntimeFailure {
  /** As in `Forbidden`, where the API server has given one. */
  public readonly reason: string | undefined;

  public constructor(
    command: string,
    public readonly exitCode: number,
    /** In kubectl's own words. */
    public readonly words: string,
  ) {
    super(`kubectl ${command}: ${words || `exit code ${exitCode}`}`);
    this.name = 'KubectlError';
    this.reason = reasonOf(words);
  }
}

/** Did not end within its time limit. */
export class KubectlTimeout extends RuntimeFailure {
  public constructor(command: string, timeoutMs: number) {
    super(`kubectl ${command} did not end within ${timeoutMs / 1000} s`);
    this.name = 'KubectlTimeout';
  }
}

function subcommandOf(args: readonly string[]): string {
  return args.find((arg) => !arg.startsWith('-')) ?? '';
}

function execute(
  program: string,
  args: readonly string[],
  name: string,
  { input, timeoutMs = TIMEOUT_MS, signal, finishMs = 0 }: CallOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    // In a session of its own: Ctrl-C is for us, and an apply that is ended half-way leaves nobody knowing what is there.
    const child = spawn(program, args, {
      detached: true,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      // What somebody prefers at the prompt, such as being asked before each deletion, is not for programs.
      env: { ...process.env, KUBERC: 'off' },
    });
    const output = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        if (output[stream].length < LONGEST) output[stream] += text;
      });
    }
    // It may end without having read everything.
    child.stdin?.on('error', () => undefined).end(input);
    let failure: Error | undefined;
    const end = (why: Error) => {
      failure ??= why;
      // With what it has started itself, such as a plugin that asks a cloud for a token.
      endGroup(child.pid);
    };
    const timer = setTimeout(() => end(new KubectlTimeout(name, timeoutMs)), timeoutMs);
    let finishing: NodeJS.Timeout | undefined;
    const abort = () => {
      finishing = setTimeout(() => end(signal?.reason as Error), finishMs);
    };
    signal?.addEventListener('abort', abort);
    const settle = () => {
      clearTimeout(timer);
      clearTimeout(finishing);
      signal?.removeEventListener('abort', abort);
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      settle();
      reject(new RuntimeFailure(cannotRun(program, error)));
    });
    child.on('close', (code) => {
      settle();
      if (failure) reject(failure);
      else resolve({ exitCode: code ?? 137, ...output });
    });
  });
}

function cannotRun(program: string, { code, message }: NodeJS.ErrnoException): string {
  if (code !== 'ENOENT') return `${program} cannot be run: ${message}`;
  return `${program} is not there: install it (https://kubernetes.io/docs/tasks/tools/), or name the program in SIDECARS_KUBECTL`;
}
