import { RuntimeFailure } from '../runtime';
import { isControllerType, POD_TYPE } from './kinds';
import { RECORD, RUN } from './labels';
import { Kubectl } from './program';
import { Run } from './record';

/** Longer than it takes beside the grace of the Pods. */
const MORE_SECONDS = 60;
/** The namespace is gone when all that is in it is. */
const NAMESPACE_SECONDS = 120;
/** So that kubectl gives up first, and says for what it has waited. */
const LAST_MS = 15_000;

/**
 * Deletes what carries the label of the run, and nothing else: first what makes Pods, with their Pods, then Pods, then all
 * that they may use while they end, and at last the namespaces that the run has made. Each is waited for. What cannot be
 * deleted keeps nothing else from it, and is thrown in the end, as one `RuntimeFailure`.
 */
export async function removeRun(kubectl: Kubectl, run: Run): Promise<void> {
  const failures: string[] = [];
  const attempt = async (args: readonly string[], seconds: number) => {
    try {
      const waiting = ['--ignore-not-found', '--wait=true', `--timeout=${seconds}s`];
      await kubectl.run(['delete', ...args, ...waiting], { timeoutMs: seconds * 1000 + LAST_MS });
    } catch (error) {
      if (!(error instanceof RuntimeFailure)) throw error;
      failures.push(error.message);
    }
  };
  for (const namespace of run.namespaces) {
    const types = stagesOf(run, run.ownNamespaces.includes(namespace));
    for (const stage of types) await attempt(deleteArgs(stage, run, namespace), run.graceSeconds + MORE_SECONDS);
  }
  if (run.ownNamespaces.length > 0) {
    await attempt(['namespaces', `--selector=${RUN}=${run.id}`], run.graceSeconds + NAMESPACE_SECONDS);
  }
  if (failures.length > 0)
    throw new RuntimeFailure(`not everything of run ${run.id} is removed:\n${failures.join('\n')}`);
  // Until here it tells what there is to remove.
  for (const namespace of run.namespaces.filter((name) => !run.ownNamespaces.includes(name))) {
    await attempt(['configmaps', `--namespace=${namespace}`, `--selector=${RECORD}=${run.id}`], MORE_SECONDS);
  }
  if (failures.length > 0) throw new RuntimeFailure(failures.join('\n'));
}

function deleteArgs(types: readonly string[], { id }: Run, namespace: string): string[] {
  // Without the Pods that it has made a controller is not gone.
  const cascade = types.some(isControllerType) ? ['--cascade=foreground'] : [];
  return [types.join(','), `--namespace=${namespace}`, `--selector=${RUN}=${id}`, ...cascade];
}

/** What is deleted together. A namespace that goes takes the rest along. */
function stagesOf({ types }: Run, own: boolean): string[][] {
  const controllers = types.filter(isControllerType);
  const pods = types.filter((type) => type === POD_TYPE);
  const rest = own ? [] : types.filter((type) => !isControllerType(type) && type !== POD_TYPE);
  return [controllers, pods, rest].filter((stage) => stage.length > 0);
}
