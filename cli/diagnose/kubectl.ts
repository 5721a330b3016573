import { execFile } from 'node:child_process';
import { UsageError } from '../failure';
import { commandLine } from '../runtime/command-line';

/** More than the objects of a whole cluster take. */
const MAX_BYTES = 2 ** 28;

/** What kubectl has answered, well or not. */
export interface Answer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The user's own kubectl, which is only asked for what is there. */
export class Kubectl {
  private readonly program = process.env['SIDECARS_KUBECTL'] || 'kubectl';
  private readonly place: readonly string[];

  public constructor(
    context: string | undefined,
    namespace: string | undefined,
    private readonly timeoutMs: number,
  ) {
    this.place = [
      ...(context === undefined ? [] : ['--context', context]),
      ...(namespace === undefined ? [] : ['--namespace', namespace]),
    ];
  }

  /** As a person would type it. */
  public command(args: readonly string[]): string {
    return commandLine(['kubectl', ...this.place, ...args]);
  }

  /** Throws when there is no answer at all. */
  public ask(args: readonly string[]): Promise<Answer> {
    const whole = [...this.place, ...args];
    const options = { timeout: this.timeoutMs, killSignal: 'SIGKILL', maxBuffer: MAX_BYTES, encoding: 'utf8' } as const;
    return new Promise((resolve, reject) => {
      execFile(this.program, whole, options, (error, stdout, stderr) => {
        if (!error) return resolve({ exitCode: 0, stdout, stderr });
        if (typeof error.code === 'number') return resolve({ exitCode: error.code, stdout, stderr });
        reject(new UsageError(this.failureOf(error, args)));
      });
    });
  }

  /** The value of the JSON that it answers with. Throws when there is none. */
  public async read(words: readonly string[]): Promise<unknown> {
    const args = [...words, '--output', 'json'];
    const { exitCode, stdout, stderr } = await this.ask(args);
    if (exitCode !== 0) throw new UsageError(`${this.command(args)}: ${lastLine(stderr) || `exit code ${exitCode}`}`);
    try {
      return JSON.parse(stdout);
    } catch {
      throw new UsageError(`${this.command(args)} does not answer with JSON`);
    }
  }

  private failureOf(
    error: Error & { readonly code?: unknown; readonly killed?: boolean },
    args: readonly string[],
  ): string {
    if (error.code === 'ENOENT') {
      return `there is no ${this.program}: name files of "kubectl get pods,events -o json", or install kubectl`;
    }
    if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `${this.command(args)}: the answer is too large`;
    if (error.killed) return `${this.command(args)}: no answer within ${this.timeoutMs / 1000} s`;
    return `${this.command(args)}: ${error.message}`;
  }
}

/** What kubectl says in the end; hints and warnings come before. */
export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}
