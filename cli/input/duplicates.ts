import { KubeObject } from '../../lib/model/kube-object';
import { SourceDocument } from './document';

/**
 * The first object that is in two places, as in `Pod web is in a.yaml and in b.yaml`: then these are not applied together,
 * and what is made of them as one set may be wrong. `placeOf` says which files are one place.
 */
export function duplicateIn(objects: readonly KubeObject[], placeOf: (file: string) => string): string | undefined {
  const seen = new Map<string, string>();
  for (const object of objects) {
    if (object.name === '') continue;
    const { file } = object.origin as SourceDocument;
    const id = [object.group, object.kind, object.namespace ?? '', object.name].join('\n');
    const before = seen.get(id);
    if (before === undefined) seen.set(id, file);
    else if (placeOf(before) !== placeOf(file)) return `${object.toString()} is in ${before} and in ${file}`;
  }
  return undefined;
}
