import { Container } from '../../../lib/model/container';
import { Data } from '../../../lib/model/values';
import { PodIdentity } from './identity';

interface Recorded {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly fieldPath: string | undefined;
  readonly first: Date;
  last: Date;
  count: number;
}

/** What happened to a Pod, as the kubelet reports it: what repeats is counted. */
export class Events {
  private readonly recorded: Recorded[] = [];

  public constructor(private readonly identity: PodIdentity) {}

  public normal(reason: string, message: string, container?: Container): void {
    this.record('Normal', reason, message, container);
  }

  public warning(reason: string, message: string, container?: Container): void {
    this.record('Warning', reason, message, container);
  }

  /** As `kubectl get events -o json` has them. */
  public toData(): Data[] {
    const { name, namespace, uid } = this.identity;
    return this.recorded.map(({ type, reason, message, fieldPath, first, last, count }, index) => ({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: `${name}.${index}`, namespace, creationTimestamp: first.toISOString() },
      involvedObject: { apiVersion: 'v1', kind: 'Pod', name, namespace, uid, fieldPath },
      type,
      reason,
      message,
      count,
      firstTimestamp: first.toISOString(),
      lastTimestamp: last.toISOString(),
      source: { component: 'kubelet' },
    }));
  }

  private record(type: Recorded['type'], reason: string, message: string, container?: Container): void {
    const fieldPath = container && `spec.${container.list}{${container.name}}`;
    const now = new Date();
    const same = this.recorded.find(
      (each) => each.reason === reason && each.message === message && each.fieldPath === fieldPath,
    );
    if (same) {
      same.count++;
      same.last = now;
    } else this.recorded.push({ type, reason, message, fieldPath, first: now, last: now, count: 1 });
  }
}
