import { ExitCode, UsageError } from '../failure';
import { oneOf } from '../one-of';
import { write } from '../output';
import { removeRecordedRuns } from '../runtime/kubectl/recorded-runs';
import { removeLeftovers } from '../runtime/podman/podman-runtime';
import { RuntimeFailure } from '../runtime/runtime';
import { printable } from '../terminal';
import { Verb, VerbArguments } from '../verb';

const OF_CLUSTERS = ['context', 'namespace', 'run'];

export const down: Verb = {
  name: 'down',
  usage: '[options]',
  summary: 'remove what "verify --keep" has left running',
  options: [
    { name: 'runtime', value: 'podman|kubectl', help: 'where it runs; podman unless a cluster is named' },
    { name: 'context', value: 'NAME', help: "kubectl: the cluster; kubectl's own choice unless given" },
    { name: 'namespace', value: 'NAME', help: 'kubectl: where to look; everywhere unless given' },
    {
      name: 'run',
      value: 'ID',
      help: 'kubectl: this run, whoever has started it, even if it still goes on; repeat it for more',
    },
  ],
  notes: `What a run has left that was ended by force is removed as well, and none that still goes on. In a cluster, what
somebody else has started is told, and left.`,
  async run({ options, positionals }) {
    if (positionals.length > 0) throw new UsageError('no names are taken; see the options for what is removed');
    const runtime = oneOf(options, 'runtime', ['podman', 'kubectl'] as const);
    const odd = OF_CLUSTERS.find((name) => options.has(name));
    if (runtime === 'podman' && odd !== undefined) throw new UsageError(`--${odd} is for kubectl`);
    try {
      const lines = runtime === 'kubectl' || odd !== undefined ? await inCluster(options) : await onThisMachine();
      write(
        process.stdout,
        lines.map((line) => `${printable(line)}\n`),
      );
      return ExitCode.CLEAN;
    } catch (error) {
      if (error instanceof RuntimeFailure) throw new UsageError(error.message);
      throw error;
    }
  },
};

async function onThisMachine(): Promise<string[]> {
  const removed = await removeLeftovers();
  return removed.length === 0 ? ['nothing was left'] : removed.map((name) => `removed ${name}`);
}

async function inCluster(options: VerbArguments['options']): Promise<string[]> {
  const { context, removed, left } = await removeRecordedRuns({
    context: options.get('context')?.at(-1),
    namespace: options.get('namespace')?.at(-1),
    ids: options.get('run'),
  });
  const lines = [
    ...removed.map(({ id, namespaces }) => `removed run ${id} from ${namespaces.join(', ')}`),
    ...left.map(({ run, why }) => `left run ${run.id} in ${run.namespaces.join(', ')}: ${why}`),
  ];
  return lines.length === 0 ? [`nothing was left in ${context}`] : lines;
}
