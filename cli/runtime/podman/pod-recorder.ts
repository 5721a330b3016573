import { Pod } from '../../../lib/model/pod';
import { Data } from '../../../lib/model/values';
import { ContainerRecord } from './container-record';
import { NodeFacts } from './downward';
import { PodIdentity } from './identity';
import { podData, PodRecord } from './status';

/** What happens to a Pod while it runs. */
export class PodRecorder implements PodRecord {
  public readonly containers: readonly ContainerRecord[];
  public readonly startedAt = new Date();
  public readonly nodeName: string;
  public readonly nodeAddress: string;
  public address: string | undefined;
  public failure: PodRecord['failure'];
  public deletedAt: Date | undefined;

  public constructor(
    public readonly pod: Pod,
    public readonly identity: PodIdentity,
    node: NodeFacts,
  ) {
    const waiting = pod.containers.some(({ list }) => list === 'initContainers')
      ? 'PodInitializing'
      : 'ContainerCreating';
    this.containers = pod.containers.map((container) => new ContainerRecord(container, waiting));
    this.nodeName = node.name;
    this.nodeAddress = node.address;
  }

  /** As a cluster would print it at this moment. */
  public toData(): Data {
    return podData(this.pod, this);
  }

  /** Whether Services lead to it. */
  public get ready(): boolean {
    const members = this.containers.filter(({ container }) => container.longRunning);
    return this.failure === undefined && this.deletedAt === undefined && members.every(({ ready }) => ready);
  }
}
