import { writeFileSync } from 'node:fs';
import { PACKAGE } from 'bundled:package';
import { ExitCode, UsageError } from '../failure';
import { chooseRuntime } from '../runtime/choose';
import { Runtime, RuntimeFailure } from '../runtime/runtime';
import { isColored, painter, printable } from '../terminal';
import { Verb } from '../verb';
import { countsOf, Evidence, SetEvidence } from '../verify/evidence';
import { readInput } from '../verify/input';
import { Interrupted, interruptible } from '../verify/interruption';
import { VERIFY_OPTIONS, VerifySettings, verifySettings } from '../verify/options';
import { redacted, redactor } from '../verify/redact';
import { cannotBeWritten, reportWriter } from '../verify/report';
import { VerifySet } from '../verify/sets';
import { Steps } from '../verify/steps';
import { isSetFine, verifySet } from '../verify/verify-set';

export const verify: Verb = {
  name: 'verify',
  usage: '[options] [FILE|FOLDER|- ...]',
  summary: 'run Pods and prove that what is expected of them is true; without files, those of the app of cdk8s.yaml',
  options: VERIFY_OPTIONS,
  notes: `Charts of an app are run one after the other; files that are named are one set, as if applied together.
Ends with 0 when all Pods are ready and all expectations are true, with 1 when not.`,
  async run(args) {
    const settings = verifySettings(args);
    const write = settings.report === undefined ? undefined : reportWriter(settings.report);
    try {
      return await interruptible(async (signal) => {
        const evidence = await gather(args.positionals, settings, signal);
        if (write) writeReport(settings.report!, write(evidence));
        return evidence.ok ? ExitCode.CLEAN : ExitCode.FINDINGS;
      });
    } catch (error) {
      if (error instanceof Interrupted) return error.exitCode;
      if (error instanceof RuntimeFailure) throw new UsageError(error.message);
      throw error;
    }
  },
};

async function gather(
  positionals: readonly string[],
  settings: VerifySettings,
  signal: AbortSignal,
): Promise<Evidence> {
  const [startedAt, since] = [new Date().toISOString(), performance.now()];
  const steps = new Steps(process.stdout, painter(isColored(settings.color, process.stdout)));
  const runtime = chooseRuntime(settings);
  // Found out while the app is synthesized; what is wrong with the input is said first.
  const versioned = runtime.version.catch((error: unknown) => error as Error);
  // The rules are many, and so are read while there is nothing else to do but to wait for programs.
  const rules = import('../verify/refused.js');
  const input = await readInput(positionals, settings, signal);
  try {
    const refused = (await rules).refusedOf(input.sets);
    if (refused !== undefined) {
      throw new UsageError(`a cluster would refuse what is to be run, so nothing was started:\n\n${refused}`);
    }
    const version = await versioned;
    if (version instanceof Error) throw version;
    const sets: SetEvidence[] = [];
    for (const set of input.sets) sets.push(await verifyMasked(set, runtime.next(), settings, steps, signal));
    const ok = sets.every(isSetFine);
    steps.verdict(ok, countsOf(sets));
    const seconds = (performance.now() - since) / 1000;
    return { version: 1, sidecars: PACKAGE.version, runtime: version, startedAt, seconds, ok, sets };
  } finally {
    input.remove();
  }
}

/** What Secrets hold is neither shown nor kept. */
async function verifyMasked(
  set: VerifySet,
  runtime: Runtime,
  settings: VerifySettings,
  steps: Steps,
  signal: AbortSignal,
): Promise<SetEvidence> {
  const mask = redactor(set.objects);
  const evidence = await verifySet(set, runtime, settings, steps.masked(mask), signal);
  return redacted(evidence, (text) => mask(text).replace(/[^\n\t]+/g, printable));
}

function writeReport(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw cannotBeWritten(file, error);
  }
}
