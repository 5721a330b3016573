import { dirname } from 'node:path';
import { check as runRules } from '../../lib/checks/engine';
import { RULES } from '../../lib/checks/registry';
import { KubeObject } from '../../lib/model/kube-object';
import { Config, ConfiguredWaiver, findConfig, readConfig } from '../check/config';
import { duplicatesNote } from '../check/duplicates';
import { CONFIG_KEYS, LISTS, OPTIONS } from '../check/options';
import { Said, Settings, settingsOf } from '../check/settings';
import { applyConfigured, unusedWaivers } from '../check/waivers';
import { ExitCode, UsageError } from '../failure';
import { FORMATS } from '../format';
import { SourceDocument } from '../input/document';
import { Manifests } from '../input/manifests';
import { readStdin } from '../input/stdin';
import { Walk } from '../input/walk';
import { write } from '../output';
import { locateFindings, Report, Reported } from '../report';
import { isColored, painter, printable, Progress } from '../terminal';
import { Verb, VerbArguments } from '../verb';

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

function configOf(options: VerbArguments['options']): Config | undefined {
  const file = options.get('config')?.at(-1) ?? findConfig();
  return file === undefined ? undefined : readConfig(file, CONFIG_KEYS);
}

function sayings(options: VerbArguments['options']): Map<string, Said> {
  return new Map(
    CONFIG_KEYS.flatMap((name): [string, Said][] => {
      const values = options.get(name);
      if (values === undefined) return [];
      const last = values.at(-1);
      const value = LISTS.includes(name) ? values : last === '' ? true : last;
      return [[name, { value, where: `--${name}` }]];
    }),
  );
}

async function read(
  positionals: readonly string[],
  config: Config | undefined,
  progress: Progress,
): Promise<Manifests> {
  const walk = new Walk();
  if (config) walk.leaveOut(config.file);
  for (const target of positionals) if (target !== '-') walk.add(target);
  const input = new Manifests((text) => progress.show(text));
  input.problems.push(...walk.problems);
  input.addFiles(walk.files);
  if (positionals.includes('-')) input.addStdin(await readStdin());
  return input;
}

function reportOf(input: Manifests, settings: Settings, config: Config | undefined): Report {
  const sets = settings.byFolder ? byFolder(input.objects) : [input.objects];
  const { rules: only, disable = [], minSeverity } = settings.checks;
  const rules = RULES.map(({ id }) => id).filter((id) => (only?.includes(id) ?? true) && !disable.includes(id));
  const used = new Set<ConfiguredWaiver>();
  const findings: Reported[] = [];
  for (const objects of sets) {
    const found = runRules(objects, settings.checks);
    for (const each of locateFindings(config ? applyConfigured(config, found, used) : found)) findings.push(each);
  }
  if (config && minSeverity !== 'error') findings.push(...unusedWaivers(config, input.objects, rules, used));
  const { problems, skipped, objects, files } = input;
  return { findings, problems, skipped, objects, files, rules };
}

function byFolder(objects: readonly KubeObject[]): KubeObject[][] {
  const folders = new Map<string, KubeObject[]>();
  for (const object of objects) {
    const folder = dirname((object.origin as SourceDocument).file);
    const others = folders.get(folder);
    if (others) others.push(object);
    else folders.set(folder, [object]);
  }
  return [...folders.values()];
}

/** As many skipped files as are named one by one. */
const NAMED = 10;

function conclude({ findings, problems, skipped, objects }: Report, settings: Settings): ExitCode {
  const lines = problems.map(({ file, line, column, message }) => {
    const place = line === undefined ? file : `${file}:${line}:${column}`;
    return `${place}: error: ${message}`;
  });
  for (const { file, reason } of skipped.slice(0, NAMED)) lines.push(`note: skipped ${file}: ${reason}`);
  if (skipped.length > NAMED) lines.push(`note: skipped ${skipped.length - NAMED} more files`);
  if (!settings.byFolder) lines.push(...duplicatesNote(objects));
  const nothing = objects.length + skipped.length + problems.length === 0;
  if (nothing) lines.push('sidecars: there is nothing to check in what was named');
  write(
    process.stderr,
    lines.map((line) => `${printable(line)}\n`),
  );
  if (nothing || problems.length > 0) return ExitCode.TROUBLE;
  return findings.length > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
}
