import { recoverOutput } from '../app/recover';
import { byFolder, configOf, reportOf, sayings } from '../check/run';
import { settingsOf as checkSettingsOf } from '../check/settings';
import { ExitCode, UsageError } from '../failure';
import { writeFiles } from '../files';
import { problemLines, readNamed, skippedNotes } from '../input/named';
import { write } from '../output';
import { contentsOf } from '../report/contents';
import { readEvidence, SeenWorkloads } from '../report/evidence';
import { Excerpts } from '../report/excerpts';
import { hiddenIn } from '../report/hidden';
import { OPTIONS, settingsOf } from '../report/options';
import { pageOf } from '../report/page';
import { printable, Progress } from '../terminal';
import { Verb } from '../verb';
import { redacted, redactor } from '../verify/redact';

export const report: Verb = {
  name: 'report',
  usage: '[options] FILE|FOLDER|- ...',
  summary: 'write a page with all that is known of manifests: diagrams, findings, requests, Pod Security',
  options: OPTIONS,
  notes: `All input is one set, as if applied together. The page is one file that needs no network. What is found does not
change how this ends: "sidecars check" is for that.`,
  async run({ options, positionals }) {
    if (positionals.length === 0)
      throw new UsageError('nothing to report on: name files or folders, or - for standard input');
    const { output, evidence: evidenceFile, denied } = settingsOf(options);
    if (output === undefined && process.stdout.isTTY)
      throw new UsageError('a page is no text for a terminal: add -o report.html');
    const config = configOf(options);
    const settings = checkSettingsOf(new Map([...(config?.said ?? []), ...sayings(options)]));
    const evidence = evidenceFile === undefined ? undefined : readEvidence(evidenceFile);
    const progress = new Progress(process.stderr);
    const input = await readNamed(positionals, { progress, leaveOut: config?.file, before: recoverOutput });
    const { objects, problems, skipped } = input;
    const lines = [...problemLines(problems), ...skippedNotes(skipped)];
    if (objects.length + problems.length === 0) lines.push('sidecars: there is nothing to report on in what was named');
    progress.clear();
    write(
      process.stderr,
      lines.map((line) => `${printable(line)}\n`),
    );
    if (problems.length > 0 || objects.length === 0) return ExitCode.TROUBLE;

    const mask = redactor(objects);
    progress.show(() => `checking ${objects.length} objects`);
    const found = reportOf(input, settings, config);
    const sets = settings.byFolder ? byFolder(objects) : new Map([[undefined, objects]]);
    const contents = contentsOf(sets, found, { denied });
    const seen = evidence && new SeenWorkloads(redacted(evidence, mask), objects);
    const workloads = contents.flatMap((set) => set.workloads);
    if (seen && workloads.every(({ workload }) => !seen.of(workload.object))) {
      progress.clear();
      write(process.stderr, [`note: the evidence ${printable(evidenceFile!)} is of none of these workloads\n`]);
    }
    const page = await pageOf(contents, {
      report: found,
      version: settings.checks.context!.version!,
      seen,
      excerpts: new Excerpts(mask, hiddenIn(objects)),
      progress: (text) => progress.show(text),
    });
    progress.clear();
    if (output === undefined) write(process.stdout, page);
    else writeFiles('', [{ path: output, content: page.join('') }]);
    return ExitCode.CLEAN;
  },
};
