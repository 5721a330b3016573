import { OutputFolder } from '../../lib/synthesis/output/output-folder';
import { Replacement } from '../../lib/synthesis/output/replacement';
import { asUsage } from '../app/refused';
import { APP_OPTIONS, AppSettings, readAppSettings } from '../app/settings';
import { synthesize } from '../app/synthesize';
import { OPTIONS } from '../check/options';
import { ExitCode, UsageError } from '../failure';
import { write } from '../output';
import { FreshCheck } from '../synth/check-fresh';
import { summaryOf } from '../synth/summary';
import { printable } from '../terminal';
import { Verb } from '../verb';
import { Interrupted, interruptible } from '../verify/interruption';

const CHECK_OPTIONS = ['rules', 'disable', 'min-severity', 'kubernetes-version', 'node-size', 'config', 'color'];

export const synth: Verb = {
  name: 'synth',
  usage: '[options]',
  summary: 'synthesize the app of cdk8s.yaml and check it, and only then replace its output, as a whole',
  options: [
    ...APP_OPTIONS,
    { name: 'no-check', help: 'do not look for what would not run' },
    ...OPTIONS.filter(({ name }) => CHECK_OPTIONS.includes(name)),
  ],
  notes: `Ends with 0 when the output is what the app makes, also when there are warnings, and with 1 when the app has failed or
the check has found an error: then the output is as it was. Manifests that the app no longer makes are
removed; other files in the output stay.`,
  async run({ options, positionals }) {
    if (positionals.length > 0) {
      throw new UsageError(`"${positionals[0]}" is not understood; the output is named by --output`);
    }
    const settings = readAppSettings(options);
    const check = options.has('no-check') ? undefined : new FreshCheck(options);
    try {
      return await interruptible((signal) => replaceOutput(settings, check, signal));
    } catch (error) {
      if (error instanceof Interrupted) return error.exitCode;
      throw error;
    }
  },
};

async function replaceOutput(
  settings: AppSettings,
  check: FreshCheck | undefined,
  signal: AbortSignal,
): Promise<ExitCode> {
  const output = asUsage(() => OutputFolder.of(settings.output));
  const replacement = asUsage(() => Replacement.begin(output));
  try {
    const failure = await synthesize(settings, replacement.fresh, signal);
    const why = failure?.why ?? check?.run(replacement.fresh, output.name);
    if (why !== undefined) {
      const rest = failure?.touched ? '' : `; ${output.name} is as it was`;
      write(process.stderr, [`sidecars: ${printable(`${why}${rest}`)}\n`]);
      return ExitCode.FINDINGS;
    }
    signal.throwIfAborted();
    const difference = asUsage(() => replacement.finish());
    write(process.stdout, [summaryOf(output, difference)]);
    if (settings.hasPlugins) {
      write(process.stderr, ['note: the plugins of "validations" in cdk8s.yaml are only run by cdk8s synth\n']);
    }
    return ExitCode.CLEAN;
  } finally {
    replacement.end();
  }
}
