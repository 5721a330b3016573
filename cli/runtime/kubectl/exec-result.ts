import { CommandResult, RuntimeFailure } from '../runtime';
import { wordsOf } from './words';

/** There is no such program in the container. */
export class ProgramMissing extends RuntimeFailure {
  public constructor(message: string) {
    super(message);
    this.name = 'ProgramMissing';
  }
}

const ENDED = /(?:^|\n)command terminated with exit code (\d+)\n?$/;
const MISSING = /executable file \S+ not found|executable file not found|no such file or directory/i;

/**
 * What the command has done, of what `kubectl exec` has: it ends with the exit code of the command, but also with one of its
 * own when there was none. Throws a `RuntimeFailure` then.
 */
export function execResult({ exitCode, stdout, stderr }: CommandResult): CommandResult {
  const ended = ENDED.exec(stderr);
  const own = ended ? stderr.slice(0, ended.index + (ended[0].startsWith('\n') ? 1 : 0)) : stderr;
  // Some container runtimes report what they could not start as a command that has ended.
  const refused = /^OCI runtime exec failed/m.exec(exitCode === 126 || exitCode === 127 ? `${own}\n${stdout}` : '');
  if ((exitCode === 0 || ended) && !refused) return { exitCode, stdout, stderr: own };
  const words = wordsOf(own) || stdout.trim() || `kubectl exec ended with exit code ${exitCode}`;
  throw MISSING.test(words) ? new ProgramMissing(words) : new RuntimeFailure(words);
}
