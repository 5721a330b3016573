import { recoverOutput } from '../app/recover';
import { Config } from '../check/config';
import { duplicatesNote } from '../check/duplicates';
import { problemLines } from '../check/files';
import { OPTIONS } from '../check/options';
import { configOf, reportOf, sayings } from '../check/run';
import { Settings, settingsOf } from '../check/settings';
import { ExitCode, UsageError } from '../failure';
import { FORMATS } from '../format';
import { Manifests } from '../input/manifests';
import { readStdin } from '../input/stdin';
import { Walk } from '../input/walk';
import { write } from '../output';
import { Report } from '../report';
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
      throw new UsageError('nothing to check: name files or folders, or - for standard input', 'check');
    const config = configOf(options);
    const settings = settingsOf(new Map([...(config?.said ?? []), ...sayings(options)]));
    const progress = new Progress(process.stderr);
    const input = await read(positionals, config, progress);
    progress.show(() => `checking ${input.objects.length} objects`);
    const report = reportOf(input, settings, config);
    progress.clear();

    const format = FORMATS[settings.format];
    const paint = painter(isColored(settings.color, process.stdout));
    write(process.stdout, format(report, { paint, width: Math.min(process.stdout.columns ?? 100, 100) }));
    return conclude(report, settings);
  },
};

async function read(
  positionals: readonly string[],
  config: Config | undefined,
  progress: Progress,
): Promise<Manifests> {
  const walk = new Walk();
  if (config) walk.leaveOut(config.file);
  for (const target of positionals) {
    if (target === '-') continue;
    recoverOutput(target);
    walk.add(target);
  }
  const input = new Manifests((text) => progress.show(text));
  input.problems.push(...walk.problems);
  input.addFiles(walk.files);
  if (positionals.includes('-')) input.addStdin(await readStdin());
  return input;
}

/** As many skipped files as are named one by one. */
const NAMED = 10;

function conclude({ findings, problems, skipped, objects }: Report, settings: Settings): ExitCode {
  const lines = problemLines({ problems });
  for (const { file, reason } of skipped.slice(0, NAMED)) lines.push(`note: skipped ${file}: ${reason}`);
  if (skipped.length > NAMED) lines.push(`note: skipped ${skipped.length - NAMED} more files`);
  if (!settings.byFolder) lines.push(...duplicatesNote(objects));
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
