import { Data, dataOf, isData, listOf, pairsOf, Path, textOf } from './values';

/** Where an object was read, in the terms of whoever read it. */
export type Origin = unknown;

/** One Kubernetes object as it was written. */
export class KubeObject {
  public readonly apiVersion: string;
  public readonly group: string;
  public readonly kind: string;
  public readonly name: string;
  /** As written: whether it means "default" is known only to whoever applies it. */
  public readonly namespace: string | undefined;
  public readonly labels: ReadonlyMap<string, string>;
  public readonly annotations: ReadonlyMap<string, string>;

  public constructor(
    public readonly data: Data,
    public readonly origin?: Origin,
    /** The way to the object in its document: not empty for items of a List. */
    public readonly base: Path = [],
  ) {
    const metadata = dataOf(data['metadata']);
    this.apiVersion = textOf(data['apiVersion']) ?? '';
    this.group = this.apiVersion.includes('/') ? this.apiVersion.split('/')[0] : '';
    this.kind = textOf(data['kind']) ?? '';
    this.name = textOf(metadata['name']) ?? textOf(metadata['generateName']) ?? '';
    this.namespace = textOf(metadata['namespace']);
    this.labels = pairsOf(metadata['labels']);
    this.annotations = pairsOf(metadata['annotations']);
  }

  public get spec(): Data {
    return dataOf(this.data['spec']);
  }

  /** As in `Deployment web`, with the namespace where it is written. */
  public toString(): string {
    const own = this.name || '?';
    const name = this.namespace === undefined ? own : `${this.namespace}/${own}`;
    return `${this.kind} ${name}`;
  }
}

/** The objects of one document: the items of a List, else the one it is, else none. */
export function objectsOf(document: unknown, origin?: Origin, base: Path = []): KubeObject[] {
  if (!isData(document)) return [];
  const kind = textOf(document['kind']);
  if (kind === undefined || textOf(document['apiVersion']) === undefined) return [];
  if (kind.endsWith('List') && Array.isArray(document['items'])) {
    return listOf(document['items']).flatMap((item, index) => {
      // Items of a typed list, such as PodList, need not repeat what they are.
      const typed =
        isData(item) && kind !== 'List'
          ? { apiVersion: document['apiVersion'], kind: kind.slice(0, -4), ...item }
          : item;
      return objectsOf(typed, origin, [...base, 'items', index]);
    });
  }
  return [new KubeObject(document, origin, base)];
}
