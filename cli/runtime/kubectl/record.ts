import { Data, dataOf, listOf, numberOf, textOf } from '../../../lib/model/values';
import { isType, nameOf, namespaceOf } from './kinds';
import { isRunId, KEPT, RECORD } from './labels';
import { Owner, ownerOf, thisOwner, userName } from './owner';

/** What a run has made in a cluster, as far as is needed to remove it. */
export interface Run {
  readonly id: string;
  /** The namespace of its record. */
  readonly home: string;
  /** Where it has objects. */
  readonly namespaces: readonly string[];
  /** Those of them that it has made. */
  readonly ownNamespaces: readonly string[];
  /** As kubectl takes them. */
  readonly types: readonly string[];
  /** How long its Pods may take to end. */
  readonly graceSeconds: number;
}

/** A run that was found in a cluster. */
export interface RecordedRun extends Run {
  readonly kept: boolean;
  readonly by: string | undefined;
  readonly owner: Owner | undefined;
  readonly startedAt: string | undefined;
}

/** That of a Pod that says nothing. */
export const GRACE_SECONDS = 30;
/** Nobody waits for more. */
const LONGEST_GRACE_SECONDS = 3600;

export function recordName(run: string): string {
  return `cdk8s-sidecars-${run}`;
}

/** A ConfigMap that tells of the run, so that it can be removed by another process, or by somebody else. */
export function recordOf({ id, home, namespaces, ownNamespaces, types, graceSeconds }: Run): Data {
  const run = { id, namespaces, ownNamespaces, types, graceSeconds, owner: thisOwner() };
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: recordName(id), namespace: home, labels: { [RECORD]: id } },
    data: { by: userName(), startedAt: new Date().toISOString(), run: JSON.stringify(run) },
  };
}

/** The runs that these records and namespaces tell of. What is no record of ours is left out: anybody can write one. */
export function runsOf(objects: readonly Data[]): RecordedRun[] {
  const runs = new Map<string, RecordedRun>();
  for (const object of objects) {
    const run = object['kind'] === 'ConfigMap' ? readRecord(object) : undefined;
    if (run) runs.set(run.id, run);
  }
  // Of those that were ended before they could write their record.
  for (const object of objects) {
    const run = object['kind'] === 'Namespace' ? readNamespace(object) : undefined;
    const known = run && runs.get(run.id);
    if (run && !known?.namespaces.includes(run.home)) runs.set(run.id, known ? joined(known, run) : run);
  }
  return [...runs.values()];
}

function joined(known: RecordedRun, { home }: RecordedRun): RecordedRun {
  const { namespaces, ownNamespaces } = known;
  return { ...known, namespaces: [...namespaces, home], ownNamespaces: [...ownNamespaces, home] };
}

function readRecord(object: Data): RecordedRun | undefined {
  const id = labelOf(object, RECORD) ?? '';
  const { by, startedAt, run } = dataOf(object['data']);
  const written = parsed(textOf(run));
  if (!isRunId(id) || written['id'] !== id || nameOf(object) !== recordName(id)) return undefined;
  const texts = (key: string) => listOf(written[key]).filter((item) => typeof item === 'string');
  const home = namespaceOf(object) ?? '';
  return {
    id,
    home,
    namespaces: [...new Set([...texts('namespaces'), home])].filter(isName),
    ownNamespaces: texts('ownNamespaces').filter(isName),
    types: texts('types').filter(isType),
    graceSeconds: Math.min(numberOf(written['graceSeconds']) ?? GRACE_SECONDS, LONGEST_GRACE_SECONDS),
    kept: labelOf(object, KEPT) === 'true',
    by: textOf(by),
    owner: ownerOf(dataOf(written['owner'])),
    startedAt: textOf(startedAt),
  };
}

function readNamespace(object: Data): RecordedRun | undefined {
  const id = labelOf(object, RECORD) ?? '';
  if (!isRunId(id)) return undefined;
  const home = nameOf(object);
  const startedAt = textOf(dataOf(object['metadata'])['creationTimestamp']);
  const made = { id, home, namespaces: [home], ownNamespaces: [home], types: [], graceSeconds: GRACE_SECONDS };
  return { ...made, kept: false, by: undefined, owner: undefined, startedAt };
}

function labelOf(object: Data, label: string): string | undefined {
  return textOf(dataOf(dataOf(object['metadata'])['labels'])[label]);
}

function parsed(text = ''): Data {
  try {
    return dataOf(JSON.parse(text));
  } catch {
    return {};
  }
}

function isName(text: string): boolean {
  return /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text);
}
