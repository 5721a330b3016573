import { randomBytes } from 'node:crypto';
import { RuntimeFailure } from '../runtime';
import { ociWords } from './oci-words';
import { Podman, wordsOf } from './podman';

/** How a command in a container ended. */
export type Executed =
  | { readonly kind: 'ended'; readonly exitCode: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'timeout' }
  /** It could not be run at all. */
  | { readonly kind: 'impossible'; readonly message: string };

/** Ends the processes with this in their environment. */
export type KillMarked = (variable: string) => Promise<unknown>;

const MARK = 'SIDECARS_EXEC';
const REFUSED =
  /^Error: .*(?:exec failed|OCI runtime|OCI permission|container state improper|no such container|exec session)/;

/** Runs commands in a container by `podman exec`. */
export class ContainerExec {
  public constructor(
    private readonly podman: Podman,
    private readonly kill: KillMarked,
  ) {}

  public async run(container: string, command: readonly string[], timeoutMs?: number): Promise<Executed> {
    const mark = randomBytes(8).toString('hex');
    const over = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
    try {
      const { exitCode, stdout, stderr } = await this.podman.call(
        ['exec', '--env', `${MARK}=${mark}`, container, ...command],
        { signal: over, timeoutMs: 0 },
      );
      const last = stderr.trim().split('\n').at(-1) ?? '';
      if (exitCode >= 125 && REFUSED.test(last)) return { kind: 'impossible', message: ociWords(wordsOf(stderr)) };
      return { kind: 'ended', exitCode, stdout, stderr };
    } catch (error) {
      if (!over?.aborted) throw error;
      // podman has ended, and what it has started goes on.
      await this.kill(`${MARK}=${mark}`).catch(() => undefined);
      return { kind: 'timeout' };
    }
  }

  /** Throws a `RuntimeFailure` unless the command ends. */
  public async runToEnd(container: string, command: readonly string[], timeoutMs: number) {
    const done = await this.run(container, command, timeoutMs);
    if (done.kind === 'timeout') {
      throw new RuntimeFailure(`${command.join(' ')} did not end within ${timeoutMs / 1000} s`);
    }
    if (done.kind === 'impossible') throw new RuntimeFailure(done.message);
    return { exitCode: done.exitCode, stdout: done.stdout, stderr: done.stderr };
  }
}
