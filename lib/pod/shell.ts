import { Duration } from 'cdk8s';
import { SidecarsError } from '../errors';
import { requireShape, SECONDS, TEXT } from '../shapes';

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
   * Throws when there is no pause, or it is not one of whole seconds.
   */
  public static every(pause: Duration, script: string): string[] {
    requireShape('Shell.every', 'pause', pause, SECONDS);
    requireShape('Shell.every', 'script', script, TEXT);
    if (pause.toSeconds() <= 0) {
      throw new SidecarsError({
        where: 'Shell.every',
        what: 'there is no pause',
        why: 'The script would run again and again as fast as it can, and take all of the CPU',
        fix: 'pass Duration.seconds(1) or more',
      });
    }
    return Shell.script(
      ["trap 'exit 0' TERM", 'while true; do', script.trim(), `sleep ${pause.toSeconds()} & wait $!`, 'done'].join(
        '\n',
      ),
    );
  }

  private constructor() {}
}
