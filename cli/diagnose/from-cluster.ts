import { Cluster, PodLogs } from '../../lib/diagnosis/cluster';
import { KubeObject, objectsOf } from '../../lib/model/kube-object';
import { Data, dataOf, isData, listOf, textOf } from '../../lib/model/values';
import { Progress } from '../terminal';
import { DiagnosisInput } from './input';
import { Kubectl } from './kubectl';

/** So many Pods are looked at closely, whatever they look like at first. */
const FEW = 10;
/** Of so many Pods that have trouble, the logs are read. */
const MOST = 20;
const AT_ONCE = 4;
const LINES = ['--tail', '200', '--limit-bytes', '262144'];

/** Reads Pods, their events and their logs from the cluster. */
export async function fromCluster(
  kubectl: Kubectl,
  names: readonly string[],
  progress: Progress,
): Promise<DiagnosisInput> {
  progress.show(() => 'reading Pods and events');
  const notes: string[] = [];
  const only = names.length === 1 ? ['--field-selector', `involvedObject.name=${names[0]}`] : [];
  const [pods, events] = await Promise.all([
    kubectl.read(['get', 'pods', ...names]),
    kubectl.read(['get', 'events', ...only]).catch((error: Error) => {
      notes.push(`no events: ${error.message}`);
      return undefined;
    }),
  ]);
  const now = Date.now();
  const objects = [...objectsOf(pods), ...objectsOf(events)];
  const chosen = choose(new Cluster(objects), names.length > 0, now, notes);
  const logs = await readLogs(kubectl, chosen, notes, progress);
  return { objects, now, problems: [], notes, logs: (pod) => logs.get(pod) ?? {} };
}

/** Whose logs may tell more. */
function choose(cluster: Cluster, named: boolean, now: number, notes: string[]): readonly KubeObject[] {
  const { pods } = cluster;
  if (named || pods.length <= FEW) return pods;
  const troubled = pods.filter((pod) => cluster.diagnose(pod, {}, now).length > 0);
  if (troubled.length > MOST) {
    notes.push(`the logs of ${troubled.length - MOST} more Pods were not read: name a Pod for its logs to be read`);
  }
  return troubled.slice(0, MOST);
}

interface Wanted {
  readonly pod: KubeObject;
  readonly container: string;
  readonly previous: boolean;
}

async function readLogs(
  kubectl: Kubectl,
  pods: readonly KubeObject[],
  notes: string[],
  progress: Progress,
): Promise<Map<KubeObject, PodLogs>> {
  const found = new Map<KubeObject, { logs: Record<string, string>; previousLogs: Record<string, string> }>();
  const wanted = pods.flatMap(logsToRead);
  let read = 0;
  const worker = async () => {
    for (let next = wanted.shift(); next; next = wanted.shift()) {
      const { pod, container, previous } = next;
      progress.show(() => `reading log ${++read}, ${wanted.length} to go`);
      const { name } = pod;
      const args = ['logs', name, '--container', container, ...LINES, ...(previous ? ['--previous'] : [])];
      try {
        const { exitCode, stdout } = await kubectl.ask(args);
        // Logs are gone with what wrote them.
        if (exitCode !== 0) continue;
        let logs = found.get(pod);
        if (!logs) found.set(pod, (logs = { logs: {}, previousLogs: {} }));
        logs[previous ? 'previousLogs' : 'logs'][container] = stdout;
      } catch (error) {
        notes.push(`no log of ${name}/${container}: ${(error as Error).message}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return found;
}

/** What has never run has no log. */
function logsToRead(pod: KubeObject): Wanted[] {
  const status = dataOf(pod.data['status']);
  const statuses = [...listOf(status['initContainerStatuses']), ...listOf(status['containerStatuses'])].map(dataOf);
  return statuses.flatMap((each) => {
    const container = textOf(each['name']);
    if (container === undefined || container.startsWith('-')) return [];
    const state = dataOf(each['state']);
    const last = isData(dataOf(each['lastState'])['terminated']);
    const ran = last || isData(state['running']) || endedBadly(state['terminated']);
    return [
      ...(ran ? [{ pod, container, previous: false }] : []),
      ...(last ? [{ pod, container, previous: true }] : []),
    ];
  });
}

/** An init container that has done its work has nothing to tell. */
function endedBadly(terminated: unknown): terminated is Data {
  return isData(terminated) && terminated['exitCode'] !== 0;
}
