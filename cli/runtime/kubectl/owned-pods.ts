import { Data, dataOf, isData, listOf, textOf } from '../../../lib/model/values';
import { nameOf } from './kinds';

/** Of the Pods the first that the object has made, by itself or by a ReplicaSet of its. */
export function firstPodOf(maker: Data, found: readonly Data[]): Data | undefined {
  if (maker['kind'] === 'Pod') return maker;
  const owners = new Set([uidOf(maker)]);
  for (const object of found)
    if (object['kind'] === 'ReplicaSet' && isOwnedBy(object, owners)) owners.add(uidOf(object));
  return found
    .filter((object) => object['kind'] === 'Pod' && isOwnedBy(object, owners) && !isLeaving(object))
    .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))[0];
}

/** Why there is none: what the controllers have said last about not being able to make one. */
export function whyNoPod(maker: Data, found: readonly Data[], events: readonly Data[]): string | undefined {
  const owners = new Set([uidOf(maker)]);
  for (const object of found) if (isOwnedBy(object, owners)) owners.add(uidOf(object));
  const about = events.filter((event) => owners.has(textOf(dataOf(event['involvedObject'])['uid'])));
  return textOf(about.findLast(({ type }) => type === 'Warning')?.['message']);
}

export function uidOf(object: Data): string | undefined {
  return textOf(dataOf(object['metadata'])['uid']);
}

function isOwnedBy(object: Data, owners: ReadonlySet<string | undefined>): boolean {
  const references = listOf(dataOf(object['metadata'])['ownerReferences']).filter(isData);
  return references.some(({ uid }) => typeof uid === 'string' && owners.has(uid));
}

function isLeaving(object: Data): boolean {
  return dataOf(object['metadata'])['deletionTimestamp'] !== undefined;
}

/** The first made comes first. */
function placeOf(object: Data): string {
  const made = textOf(dataOf(object['metadata'])['creationTimestamp']) ?? '';
  return `${made} ${nameOf(object)}`;
}
