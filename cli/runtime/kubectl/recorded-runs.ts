import { UsageError } from '../../failure';
import { didYouMean } from '../../nearest';
import { RuntimeFailure } from '../runtime';
import { itemsOf } from './existing';
import { RECORD } from './labels';
import { hasEnded, userName } from './owner';
import { Kubectl, KubectlError } from './program';
import { RecordedRun, runsOf } from './record';
import { removeRun } from './removal';
import { readTarget } from './target';

export interface RemoveRecordedOptions {
  /** The one that is current unless given. */
  readonly context?: string;
  /** All namespaces unless given, or that of the context where not all may be read. */
  readonly namespace?: string;
  /** Only these runs, whoever has started them, kept or not. */
  readonly ids?: readonly string[];
  /** Before each run that is removed. */
  readonly onRemove?: (run: RecordedRun) => void;
  readonly signal?: AbortSignal;
}

/** A run that is still there, and why. */
export interface LeftRun {
  readonly run: RecordedRun;
  /** As in "kept by anna". */
  readonly why: string;
}

export interface RemovedRuns {
  readonly context: string;
  /** Where was looked, undefined for everywhere. */
  readonly namespace: string | undefined;
  readonly removed: readonly RecordedRun[];
  readonly left: readonly LeftRun[];
}

/**
 * Removes what runs have left in a cluster, by the records that they wrote there.
 *
 * Unless runs are asked for by their ids, these are removed: those that were kept by a user of this name, and those whose
 * process was on this machine and has ended. All others are left, and said to be: what somebody else has kept, what goes on,
 * and what may go on, because its process is that of another machine. They may be a colleague's, who is looking at them.
 *
 * Throws a UsageError when there is no such context or no such run, and a `RuntimeFailure` when something could not be
 * removed, after everything else was.
 */
export async function removeRecordedRuns(options: RemoveRecordedOptions = {}): Promise<RemovedRuns> {
  const { ids, onRemove, signal } = options;
  const program = new Kubectl();
  const target = await readTarget(program, options);
  const kubectl = program.in(target.context);
  const { runs, namespace } = await find(kubectl, options.namespace, target.namespace, signal);
  if (ids) requireThere(ids, runs, target.context, namespace);
  const left: LeftRun[] = [];
  const removed: RecordedRun[] = [];
  const failures: string[] = [];
  for (const run of runs) {
    const why = ids ? whyNotAskedFor(run, ids) : whyLeft(run);
    if (why !== undefined) {
      left.push({ run, why });
      continue;
    }
    signal?.throwIfAborted();
    onRemove?.(run);
    try {
      await removeRun(kubectl, run);
      removed.push(run);
    } catch (error) {
      if (!(error instanceof RuntimeFailure)) throw error;
      failures.push(error.message);
    }
  }
  if (failures.length > 0) throw new RuntimeFailure(failures.join('\n'));
  return { context: target.context, namespace, removed, left };
}

function whyNotAskedFor({ id }: RecordedRun, ids: readonly string[]): string | undefined {
  return ids.includes(id) ? undefined : 'not asked for';
}

function whyLeft({ kept, by = 'somebody', owner }: RecordedRun): string | undefined {
  if (kept) return by === userName() ? undefined : `kept by ${by}`;
  if (owner && hasEnded(owner)) return undefined;
  return `not kept, and may still go on: started by ${by}`;
}

function requireThere(
  ids: readonly string[],
  runs: readonly RecordedRun[],
  context: string,
  namespace: string | undefined,
): void {
  const there = runs.map(({ id }) => id);
  const unknown = ids.find((id) => !there.includes(id));
  if (unknown === undefined) return;
  const where = namespace === undefined ? '' : `, namespace ${namespace}`;
  throw new UsageError(`there is no run "${unknown}" in context "${context}"${where}${didYouMean(unknown, there)}`);
}

interface Found {
  readonly runs: readonly RecordedRun[];
  readonly namespace: string | undefined;
}

async function find(
  kubectl: Kubectl,
  wanted: string | undefined,
  usual: string,
  signal: AbortSignal | undefined,
): Promise<Found> {
  const look = async (...args: string[]) =>
    itemsOf(await kubectl.json(['get', ...args, `--selector=${RECORD}`], { signal }));
  if (wanted !== undefined)
    return { runs: runsOf(await look('configmaps', `--namespace=${wanted}`)), namespace: wanted };
  try {
    const records = await look('configmaps', '--all-namespaces');
    const namespaces = await look('namespaces').catch(unlessForbidden(() => []));
    return { runs: runsOf([...records, ...namespaces]), namespace: undefined };
  } catch (error) {
    return unlessForbidden(async () => ({
      runs: runsOf(await look('configmaps', `--namespace=${usual}`)),
      namespace: usual,
    }))(error);
  }
}

/** Who may use one namespace need not be allowed to look at all. */
function unlessForbidden<T>(instead: () => T): (error: unknown) => T {
  return (error) => {
    if (error instanceof KubectlError && error.reason === 'Forbidden') return instead();
    throw error;
  };
}
