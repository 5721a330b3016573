import { existsSync } from 'node:fs';
import { fromCluster } from '../diagnose/from-cluster';
import { fromFiles } from '../diagnose/from-files';
import { DiagnosisInput } from '../diagnose/input';
import { json } from '../diagnose/json';
import { Kubectl } from '../diagnose/kubectl';
import { diagnosesOf, Result, resultOf } from '../diagnose/result';
import { text } from '../diagnose/text';
import { ExitCode, UsageError } from '../failure';
import { problemLines } from '../input/named';
import { oneOf } from '../one-of';
import { write } from '../output';
import { ColorChoice, isColored, painter, printable, Progress } from '../terminal';
import { Verb, VerbArguments } from '../verb';

const MANIFEST = /\.(?:json|ya?ml)$/i;
const POD = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;
const OF_CLUSTERS = ['context', 'namespace', 'timeout'];

export const diagnose: Verb = {
  name: 'diagnose',
  usage: '[options] [FILE|FOLDER|- ...|POD ...]',
  summary: 'tell why Pods do not run, and how to mend them',
  options: [
    {
      name: 'context',
      value: 'NAME',
      help: "the cluster to ask, of your kubeconfig; kubectl's own choice unless given",
    },
    { name: 'namespace', value: 'NAME', help: "where to look in it; kubectl's own choice unless given" },
    { name: 'timeout', value: 'SECONDS', help: 'how long to wait for each answer of it; 30 unless given' },
    { name: 'logs', value: 'FILE', help: 'what "kubectl logs --prefix" wrote, for files; may be given several times' },
    { name: 'format', value: 'text|json', help: 'how to write it; text unless given' },
    { name: 'color', value: 'auto|always|never', help: 'auto is on a terminal, unless NO_COLOR is set' },
  ],
  notes: `Files are what "kubectl get pods,events -o json" or "-o yaml" writes, - is standard input. Without files, kubectl
is asked for the Pods of those names, or for all in the namespace; a Pod that is called as a file is "pod/NAME".
kubectl is only asked to get and to log. SIDECARS_KUBECTL names another program for it.`,
  async run({ options, positionals }) {
    const format = oneOf(options, 'format', ['text', 'json'] as const) ?? 'text';
    const color = oneOf(options, 'color', ['auto', 'always', 'never'] as const) ?? 'auto';
    const progress = new Progress(process.stderr);
    const input = await read(options, positionals, progress);
    progress.clear();
    const result = resultOf(input);
    if (format === 'text' && isNothing(result)) return conclude(result, input);
    write(process.stdout, format === 'json' ? json(result) : text(result, styleOf(color)));
    return conclude(result, input);
  },
};

function read(
  options: VerbArguments['options'],
  positionals: readonly string[],
  progress: Progress,
): Promise<DiagnosisInput> {
  const files = positionals.filter(isFile);
  const logs = options.get('logs') ?? [];
  if (files.length > 0) {
    const pod = positionals.find((name) => !isFile(name));
    if (pod !== undefined) throw new UsageError(`"${pod}" is no file, and "${files[0]}" is one: name files or Pods`);
    const odd = OF_CLUSTERS.find((name) => options.has(name));
    if (odd !== undefined) throw new UsageError(`--${odd} is for a cluster, and "${files[0]}" is a file`);
    return fromFiles(files, logs, progress);
  }
  if (logs.length > 0) throw new UsageError('--logs is for files: kubectl is asked for the logs of Pods');
  const names = positionals.map((name) => podName(name));
  const [context, namespace] = [options.get('context')?.at(-1), options.get('namespace')?.at(-1)];
  return fromCluster(new Kubectl(context, namespace, timeoutOf(options) * 1000), names, progress);
}

/** What is there is a file; what looks like one was meant as such. */
function isFile(name: string): boolean {
  if (name === '-' || MANIFEST.test(name)) return true;
  return !/^pods?\//.test(name) && (/[/\\]/.test(name) || existsSync(name));
}

function podName(text: string): string {
  const name = text.replace(/^pods?\//, '');
  if (!POD.test(name)) throw new UsageError(`"${text}" is no name of a Pod, and there is no file of that name`);
  return name;
}

function timeoutOf(options: VerbArguments['options']): number {
  const said = options.get('timeout')?.at(-1) ?? '30';
  const seconds = /^\d+(?:\.\d+)?$/.test(said) ? Number(said) : 0;
  if (seconds <= 0 || seconds > 3600) throw new UsageError(`--timeout is a number of seconds, not "${said}"`);
  return seconds;
}

function styleOf(color: ColorChoice) {
  const paint = painter(isColored(color, process.stdout));
  return { paint, width: Math.min(process.stdout.columns ?? 100, 100) };
}

function conclude(result: Result, { problems, notes, objects }: DiagnosisInput): ExitCode {
  const lines = [...problemLines(problems), ...notes.map((note) => `note: ${note}`)];
  const nothing = isNothing(result);
  if (nothing) {
    const manifests = objects.some(({ kind }) => kind === 'Pod');
    lines.push(
      manifests
        ? 'sidecars: these Pods have no status: they are manifests, for "sidecars check"'
        : 'sidecars: there are no Pods to diagnose',
    );
  }
  write(
    process.stderr,
    lines.map((line) => `${printable(line)}\n`),
  );
  if (nothing || problems.length > 0) return ExitCode.TROUBLE;
  return diagnosesOf(result).length > 0 ? ExitCode.FINDINGS : ExitCode.CLEAN;
}

function isNothing(result: Result): boolean {
  return result.pods.length + result.others.length + result.problems.length === 0;
}
