import { Data, dataOf, isData, Path } from '../../../lib/model/values';

/** What an API server fills in: not for it to be told, and of another object where the manifest was read from a cluster. */
const FROM_SERVER = [
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'ownerReferences',
  'resourceVersion',
  'selfLink',
  'uid',
];

/** The object as it was written, without what only an API server can have put there. */
export function asWritten(object: Data): Data {
  const metadata = Object.entries(dataOf(object['metadata'])).filter(([key]) => !FROM_SERVER.includes(key));
  const rest = Object.entries(object).filter(([key]) => key !== 'status');
  return { ...Object.fromEntries(rest), metadata: Object.fromEntries(metadata) };
}

/** With labels in the metadata at the path. */
export function labelled(object: Data, labels: { readonly [key: string]: string }, path: Path = []): Data {
  return changed(object, [...path, 'metadata', 'labels'], (before) => ({ ...dataOf(before), ...labels }));
}

/** With another value at the path. Ways that are not there are made. */
export function changed(object: unknown, [key, ...rest]: Path, change: (value: unknown) => unknown): Data {
  const before = dataOf(object);
  return { ...before, [key]: rest.length === 0 ? change(before[key]) : changed(before[key], rest, change) };
}

/** With labels in the metadata of each item of a list. */
export function eachLabelled(object: Data, path: Path, labels: { readonly [key: string]: string }): Data {
  return changed(object, path, (list) =>
    Array.isArray(list) ? list.map((item: unknown) => (isData(item) ? labelled(item, labels) : item)) : list,
  );
}
