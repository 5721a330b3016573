import { dirname } from 'node:path';
import { KubeObject } from '../../lib/model/kube-object';
import { SourceDocument } from '../input/document';

/** The same object in two folders tells that these are not applied together, and what was found may be wrong. */
export function duplicatesNote(objects: readonly KubeObject[]): string[] {
  const seen = new Map<string, string>();
  for (const object of objects) {
    if (object.name === '') continue;
    const { file } = object.origin as SourceDocument;
    const id = [object.group, object.kind, object.namespace ?? '', object.name].join('\n');
    const before = seen.get(id);
    if (before === undefined) seen.set(id, file);
    else if (dirname(before) !== dirname(file)) {
      return [
        `note: ${object.toString()} is in ${before} and in ${file}. Unless both are applied together, add --by-folder`,
      ];
    }
  }
  return [];
}
