import { KubeObject } from '../model/kube-object';
import { dataOf } from '../model/values';
import { diagnose } from './diagnose';
import { Diagnosis } from './diagnosis';
import { withoutPods } from './no-pod';
import { Knowledge, Logs, ObservedPod } from './observed-pod';
import { eventsOf } from './pod-event';

/** What was written, by container. */
export interface PodLogs {
  readonly logs?: Logs;
  readonly previousLogs?: Logs;
}

/** Objects as a cluster returns them: Pods, the events about them, and whatever else there is. */
export class Cluster {
  public readonly pods: readonly KubeObject[];
  private readonly events: readonly KubeObject[];
  private readonly others: readonly KubeObject[];
  private readonly eventsByName = new Map<unknown, KubeObject[]>();

  public constructor(objects: readonly KubeObject[]) {
    // What has no status is a manifest, and no Pod that runs.
    this.pods = objects.filter((object) => isPod(object) && Object.keys(dataOf(object.data['status'])).length > 0);
    this.events = objects.filter(({ kind }) => kind === 'Event');
    this.others = objects.filter((object) => !isPod(object) && object.kind !== 'Event');
    for (const event of this.events) {
      const { name } = dataOf(event.data['involvedObject'] ?? event.data['regarding']);
      const same = this.eventsByName.get(name);
      if (same) same.push(event);
      else this.eventsByName.set(name, [event]);
    }
  }

  public diagnose(pod: KubeObject, logs: PodLogs = {}, now?: number): Diagnosis[] {
    const events = (this.eventsByName.get(pod.name) ?? []).map(({ data }) => data);
    const knowledge: Knowledge = { ...logs, objects: this.others, now };
    return diagnose({ pod: pod.data, events }, knowledge);
  }

  /** What `kubectl get pods` says of the Pod, and would say of each of its containers. */
  public stateOf({ data }: KubeObject): {
    state: string;
    containers: { name: string; state: string; ready: boolean }[];
  } {
    const { state, containers } = new ObservedPod({ pod: data, events: [] }, {});
    return { state, containers: containers.map(({ name, state, ready }) => ({ name, state, ready })) };
  }

  /** What keeps workloads from making Pods. */
  public get withoutPods(): Diagnosis[] {
    return withoutPods(eventsOf(this.events.map(({ data }) => data)), this.pods);
  }
}

function isPod({ kind, group }: KubeObject): boolean {
  return kind === 'Pod' && group === '';
}
