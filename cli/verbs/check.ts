import { dirname } from 'node:path';
import { recoverOutput } from '../app/recover';
import { OPTIONS } from '../check/options';
import { configOf, reportOf, sayings } from '../check/run';
import { Settings, settingsOf } from '../check/settings';
import { ExitCode, UsageError } from '../failure';
import { FORMATS } from '../format';
import { duplicateIn } from '../input/duplicates';
import { problemLines, readNamed, skippedNotes } from '../input/named';
import { write } from '../output';
import { Report } from '../reported';
import { isColored, painter, printable, Progress } from '../terminal';
import { Verb } from '../verb';

export const check: Verb = {
  name: 'check',
  usage: '[options] FILE|FOLDER|- ...',
  summary: 'find what would not run in the manifests of files, folders and, with -, standard input',
  options: OPTIONS,
  notes: `In folders, files that end in .yaml, .yml or .json are checked. All input is one set, as if applied together.
Settings of the configuration file have the names of the options; it has "waivers" as well.`,
  async run({ options, positionals }) {
    if (positionals.length === 0)
      throw new UsageError('nothing to check: name files or folders, or - for standard input');
    const config = configOf(options);
    const settings = settingsOf(new Map([...(config?.said ?? []), ...sayings(options)]));
    const progress = new Progress(process.stderr);
    const input = await readNamed(positionals, { progress, leaveOut: config?.file, before: recoverOutput });
    progress.show(() => `checking ${input.objects.length} objects`);
    const report = reportOf(input, settings, config);
    progress.clear();

    const format = FORMATS[settings.format];
    const paint = painter(isColored(settings.color, process.stdout));
    write(process.stdout, format(report, { paint, width: Math.min(process.stdout.columns ?? 100, 100) }));
    return conclude(report, settings);
  },
};

function conclude({ findings, problems, skipped, objects }: Report, settings: Settings): ExitCode {
  const lines = [...problemLines(problems), ...skippedNotes(skipped)];
  const twice = settings.byFolder ? undefined : duplicateIn(objects, dirname);
  if (twice !== undefined) lines.push(`note: ${twice}. Unless both are applied together, add --by-folder`);
  const nothing = objects.length + problems.length === 0;
  if (nothing) {
    const why = skipped.length > 0 ? ': all files of it were skipped' : '';
    lines.push(`sidecars: there is nothing to check in what was named${why}`);
  }
  write(
    process.stderr,
    lines.map((line) => `${printable(line)}\n`),
  );
  if (nothing || problems.length > 0) return ExitCode.TROUBLE;
  return findings.length > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
}
