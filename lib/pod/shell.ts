import { Duration } from 'cdk8s';
import { DURATION, requireShape, TEXT } from '../shapes';

/** Commands for containers whose image has a shell. */
export class Shell {
  /** Runs a script with `/bin/sh`. */
  public static script(script: string): string[] {
    requireShape('Shell.script', 'script', script, TEXT);
    return ['/bin/sh', '-c', script];
  }

  /**
   * Runs a script again and again with a pause in between, and ends at once on SIGTERM. A plain `while` loop with `sleep`
   * does not: as process 1 a shell ignores the signal, so that every stop takes the whole grace period.
   */
  public static every(pause: Duration, script: string): string[] {
    requireShape('Shell.every', 'pause', pause, DURATION);
    requireShape('Shell.every', 'script', script, TEXT);
    return Shell.script(
      ["trap 'exit 0' TERM", 'while true; do', script.trim(), `sleep ${pause.toSeconds()} & wait $!`, 'done'].join(
        '\n',
      ),
    );
  }

  private constructor() {}
}
