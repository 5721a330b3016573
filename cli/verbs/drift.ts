import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OutputFolder } from '../../lib/synthesis/output/output-folder';
import { recoverOutput } from '../app/recover';
import { asUsage } from '../app/refused';
import { APP_OPTIONS, AppSettings, readAppSettings } from '../app/settings';
import { synthesize } from '../app/synthesize';
import { compareWithCluster } from '../drift/cluster';
import { findDrift } from '../drift/drift';
import { github } from '../drift/github';
import { json } from '../drift/json';
import { isIn, partsOf } from '../drift/part';
import { text } from '../drift/text';
import { ExitCode, UsageError } from '../failure';
import { oneOf } from '../one-of';
import { write } from '../output';
import { isColored, painter } from '../terminal';
import { Verb, VerbArguments } from '../verb';
import { Interrupted, interruptible } from '../verify/interruption';

const FORMATS = { text, json, github };
const FORMAT_NAMES = Object.keys(FORMATS) as (keyof typeof FORMATS)[];

export const drift: Verb = {
  name: 'drift',
  usage: '[options] [FILE|FOLDER ...]',
  summary: 'compare the output of the app of cdk8s.yaml with what the app makes now, or that with a cluster',
  options: [
    ...APP_OPTIONS,
    { name: 'format', value: 'text|json|github', help: 'how to write the differences; text unless given' },
    { name: 'against', value: 'output|kubectl', help: 'what to compare with: the output, unless given, or a cluster' },
    { name: 'context', value: 'NAME', help: 'kubectl: the context; the current one unless given' },
    { name: 'namespace', value: 'NAME', help: "kubectl: the namespace; the context's unless given" },
    { name: 'color', value: 'auto|always|never', help: 'auto unless given: colors on a terminal' },
  ],
  notes: `Files and folders of the output are those to compare, instead of all of it. Nothing is written to it.
Ends with 0 when nothing differs, with 1 when something does, and with 2 when that cannot be found out.`,
  async run({ options, positionals }) {
    const settings = readAppSettings(options);
    const against = oneOf(options, 'against', ['output', 'kubectl']) ?? 'output';
    requireFitting(options, against);
    const show = painted(options);
    const work = mkdtempSync(join(tmpdir(), 'sidecars-drift-'));
    try {
      return await interruptible(async (signal) => {
        const { output, fresh } = await synthesizeAside(settings, work, signal);
        const parts = partsOf(output, positionals, fresh);
        if (against === 'kubectl') return compareWithCluster(fresh, parts, options, signal);
        const files = findDrift(output.path, fresh, (file) => isIn(parts, file));
        show({ output: output.name, files });
        return files.length > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
      });
    } catch (error) {
      if (error instanceof Interrupted) return error.exitCode;
      throw error;
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  },
};

function painted(options: VerbArguments['options']): (report: Parameters<typeof text>[0]) => void {
  const format = FORMATS[oneOf(options, 'format', FORMAT_NAMES) ?? 'text'];
  const color = oneOf(options, 'color', ['auto', 'always', 'never']) ?? 'auto';
  const style = { paint: painter(isColored(color, process.stdout)), width: 100 };
  return (report) => write(process.stdout, format(report, style));
}

function requireFitting(options: VerbArguments['options'], against: 'output' | 'kubectl'): void {
  const [other, names] = against === 'kubectl' ? ['output', ['format']] : ['kubectl', ['context', 'namespace']];
  const wrong = names.find((name) => options.has(name));
  if (wrong !== undefined) throw new UsageError(`--${wrong} is for --against ${other}`);
}

async function synthesizeAside(
  settings: AppSettings,
  work: string,
  signal: AbortSignal,
): Promise<{ output: OutputFolder; fresh: string }> {
  const output = asUsage(() => OutputFolder.of(settings.output));
  recoverOutput(output.path);
  const fresh = join(work, 'dist');
  const failure = await synthesize(settings, fresh, signal);
  if (failure === undefined) return { output, fresh };
  throw new UsageError(`there is nothing to compare with: ${failure.why}`);
}
