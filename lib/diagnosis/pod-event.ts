import { Data, dataOf, isData, numberOf, textOf } from '../model/values';
import { oneLine } from './verdict';

/** The last word of an event in `involvedObject.fieldPath`, as in `spec.initContainers{proxy}`. */
const FIELD_PATH = /^spec\.(?:init)?containers\{([^}]*)\}$/i;

/** Something that was reported about an object, in the shape of either of the two APIs of events. */
export class PodEvent {
  public readonly reason: string;
  public readonly message: string;
  public readonly count: number;
  /** The name of the container, where it is about one. */
  public readonly container: string | undefined;
  /** When it was seen last, in milliseconds. */
  public readonly time: number | undefined;
  public readonly about: Data;

  public constructor(data: Data) {
    const series = dataOf(data['series']);
    this.about = dataOf(data['involvedObject'] ?? data['regarding']);
    this.reason = textOf(data['reason']) ?? '';
    this.message = textOf(data['message']) ?? textOf(data['note']) ?? '';
    this.count = Math.max(
      1,
      numberOf(series['count']) ?? numberOf(data['count']) ?? numberOf(data['deprecatedCount']) ?? 1,
    );
    this.container = FIELD_PATH.exec(textOf(this.about['fieldPath']) ?? '')?.[1];
    this.time = [
      series['lastObservedTime'],
      data['lastTimestamp'],
      data['deprecatedLastTimestamp'],
      data['eventTime'],
      data['firstTimestamp'],
      dataOf(data['metadata'])['creationTimestamp'],
    ]
      .map(timeOf)
      .find((time) => time !== undefined);
  }

  /** As `kubectl describe` would have it: reason, how often, message. */
  public toString(): string {
    return oneLine(`${this.reason}${this.count > 1 ? ` (x${this.count})` : ''}: ${this.message}`);
  }

  /** Whether it is about the object; the uid tells two of one name apart, one after the other. */
  public isAbout({ kind, name, namespace, uid }: Identity): boolean {
    const { about } = this;
    const differs = (field: string, value: string | undefined) =>
      about[field] !== undefined && value !== undefined && about[field] !== value;
    return about['name'] === name && !differs('kind', kind) && !differs('namespace', namespace) && !differs('uid', uid);
  }
}

export interface Identity {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly uid: string | undefined;
}

export function identityOf(kind: string, metadata: Data): Identity {
  return {
    kind,
    name: textOf(metadata['name']) ?? '',
    namespace: textOf(metadata['namespace']),
    uid: textOf(metadata['uid']),
  };
}

/** In the order in which they were seen. */
export function eventsOf(events: readonly unknown[]): PodEvent[] {
  return events
    .filter(isData)
    .map((data) => new PodEvent(data))
    .sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
}

export function timeOf(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  // A container that never started has the time 0.
  return Number.isNaN(time) || time <= 0 ? undefined : time;
}
