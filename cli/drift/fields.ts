import { isDeepStrictEqual } from 'node:util';
import { Data, isData, Path, pathText } from '../../lib/model/values';

/** A value that is not the same in two objects. */
export interface FieldChange {
  /** As in `spec.containers[name=web].image`. */
  readonly path: string;
  /** Where the old value is, or what it would be in. */
  readonly place: Path;
  /** Undefined when there is none. */
  readonly from: unknown;
  readonly to: unknown;
}

/** What tells the items of a list apart, as the lists of Kubernetes have it. */
const KEYS = ['name', 'mountPath', 'containerPort', 'port', 'host', 'ip', 'key', 'type'];

interface Place {
  readonly text: string;
  readonly path: Path;
}

/** The values that differ, each as deep in the objects as can be told. */
export function changedFields(from: unknown, to: unknown): FieldChange[] {
  return [...changes({ text: '', path: [] }, from, to)];
}

function* changes(at: Place, from: unknown, to: unknown): Iterable<FieldChange> {
  if (isData(from) && isData(to)) yield* ofMaps(at, from, to);
  else if (Array.isArray(from) && Array.isArray(to)) yield* ofLists(at, from, to);
  else if (!isDeepStrictEqual(from, to)) yield change(at, from, to);
}

function change({ text, path }: Place, from: unknown, to: unknown): FieldChange {
  return { path: text, place: path, from, to };
}

function* ofMaps(at: Place, from: Data, to: Data): Iterable<FieldChange> {
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const step = pathText([key]);
    const text = at.text === '' || step.startsWith('[') ? `${at.text}${step}` : `${at.text}.${step}`;
    yield* changes({ text, path: [...at.path, key] }, own(from, key), own(to, key));
  }
}

function own(data: Data, key: string): unknown {
  return Object.hasOwn(data, key) ? data[key] : undefined;
}

function* ofLists(at: Place, from: readonly unknown[], to: readonly unknown[]): Iterable<FieldChange> {
  const key = KEYS.find((each) => isKeyOf(each, from) && isKeyOf(each, to));
  if (![...from, ...to].some(isData)) {
    // As of a command line: which word has become which cannot be told.
    if (!isDeepStrictEqual(from, to)) yield change(at, from, to);
  } else if (key !== undefined) yield* ofKeyed(at, key, from as Data[], to as Data[]);
  else {
    for (let index = 0; index < Math.max(from.length, to.length); index++) {
      const place = { text: `${at.text}[${index}]`, path: [...at.path, index] };
      yield* changes(place, from[index], to[index]);
    }
  }
}

function isKeyOf(key: string, items: readonly unknown[]): boolean {
  const values = items.map((item) => (isData(item) ? own(item, key) : undefined));
  return (
    values.every((value) => typeof value === 'string' || typeof value === 'number') &&
    new Set(values).size === values.length
  );
}

function* ofKeyed(at: Place, key: string, from: readonly Data[], to: readonly Data[]): Iterable<FieldChange> {
  const [had, has] = [from, to].map((items) => items.map((item) => item[key]));
  for (const value of new Set([...had, ...has])) {
    const place = { text: `${at.text}[${key}=${String(value)}]`, path: [...at.path, had.indexOf(value)] };
    if (had.includes(value)) yield* changes(place, from[had.indexOf(value)], to[has.indexOf(value)]);
    else yield change({ ...place, path: at.path }, undefined, to[has.indexOf(value)]);
  }
  const kept = [had.filter((value) => has.includes(value)), has.filter((value) => had.includes(value))];
  // Containers start in their order, and of two routes the first one counts.
  if (!isDeepStrictEqual(kept[0], kept[1])) yield change({ ...at, text: `${at.text} (order)` }, kept[0], kept[1]);
}
