import { Config } from '../check/config';
import { readSynthesized } from '../check/files';
import { configOf, reportOf, sayings } from '../check/run';
import { Said, settingsOf } from '../check/settings';
import { text } from '../format/text';
import { problemLines } from '../input/named';
import { write } from '../output';
import { count, plural } from '../reported';
import { isColored, painter, printable } from '../terminal';
import { VerbArguments } from '../verb';

/** Checks what is synthesized before it is put into place. What is wrong with the settings is found out at once. */
export class FreshCheck {
  private readonly config: Config | undefined;
  private readonly said: ReadonlyMap<string, Said>;

  /** Throws a UsageError for wrong settings. */
  public constructor(options: VerbArguments['options']) {
    this.config = configOf(options);
    // Each folder of an app is applied by itself, as a rule that of an environment.
    const byFolder = ['by-folder', { value: true, where: '--by-folder' }] as const;
    this.said = new Map<string, Said>([byFolder, ...(this.config?.said ?? []), ...sayings(options)]);
    settingsOf(this.said);
  }

  /** Shows what is found in the folder, and returns why it cannot become the output, if it cannot. */
  public run(folder: string, output: string): string | undefined {
    const settings = settingsOf(this.said);
    const input = readSynthesized(folder, output);
    const report = reportOf(input, settings, this.config);
    write(
      process.stderr,
      problemLines(input.problems).map((line) => `${printable(line)}\n`),
    );
    if (report.findings.length > 0) {
      const paint = painter(isColored(settings.color, process.stderr));
      write(process.stderr, text(report, { paint, width: Math.min(process.stderr.columns ?? 100, 100) }));
    }
    const errors = count(report.findings, 'error') + input.problems.length;
    return errors > 0
      ? `the check has found ${plural(errors, 'error')} in what the app makes, which --no-check writes all the same`
      : undefined;
  }
}
