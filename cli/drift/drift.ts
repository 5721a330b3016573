import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubeObject } from '../../lib/model/kube-object';
import { compareFolders } from '../../lib/synthesis/output/files';
import { Manifests } from '../input/manifests';
import { isSecret, mayBeShown } from '../secret';
import { changedFields, FieldChange } from './fields';
import { changedLines, LineChange } from './lines';

export type Status = 'missing' | 'extra' | 'changed';

/** An object that is not the same in the output and in what the app makes. */
export interface ObjectDrift {
  readonly object: KubeObject;
  readonly status: Status;
  /** Of a changed one. */
  readonly fields: readonly FieldChange[];
}

/** A file that is not the same. */
export interface FileDrift {
  /** As in `dist/prod/web.k8s.yaml`. */
  readonly file: string;
  readonly status: Status;
  readonly objects: readonly ObjectDrift[];
  /** Why there are no objects to compare, of a changed one; empty where there are. */
  readonly note: string;
  /** In the place of objects; none where a Secret is in the file. */
  readonly lines: readonly LineChange[];
}

/** How the files of an output differ from those that the app has just made. */
export function findDrift(output: string, fresh: string, isMeant: (file: string) => boolean): FileDrift[] {
  const { added, removed, changed } = compareFolders(output, fresh);
  const all: [string, Status][] = [
    ...added.map((file): [string, Status] => [file, 'missing']),
    ...removed.map((file): [string, Status] => [file, 'extra']),
    ...changed.map((file): [string, Status] => [file, 'changed']),
  ];
  return all
    .filter(([file]) => isMeant(file))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, status]) => {
      const [from, to] = [join(output, file), join(fresh, file)];
      if (status === 'changed') return { file, status, ...changesOf(from, to, file) };
      const objects = allOf(objectsIn(status === 'missing' ? to : from, file), status);
      return { file, status, objects, note: '', lines: [] };
    });
}

function allOf(objects: readonly KubeObject[] | undefined, status: Status): ObjectDrift[] {
  return (objects ?? []).map((object) => ({ object, status, fields: [] }));
}

function changesOf(from: string, to: string, file: string): Pick<FileDrift, 'objects' | 'note' | 'lines'> {
  const [had, has] = [objectsIn(from, file), objectsIn(to, file)];
  const objects = had && has ? changedObjects(had, has) : [];
  if (objects.length > 0) return { objects, note: '', lines: [] };
  const note =
    had && has
      ? 'the objects are the same'
      : `${had ? 'what the app makes' : 'what is there'} cannot be read as objects`;
  const [old, fresh] = [readFileSync(from, 'utf8'), readFileSync(to, 'utf8')];
  if (hasSecret(had, old) || hasSecret(has, fresh))
    return { objects, note: `${note}; its lines are not shown, as a Secret is in it`, lines: [] };
  return { objects, note, lines: changedLines(old, fresh) };
}

function hasSecret(objects: readonly KubeObject[] | undefined, text: string): boolean {
  return objects ? objects.some(isSecret) : /secret/i.test(text);
}

/** Undefined when there is something that is no object, or cannot be read. */
function objectsIn(path: string, file: string): readonly KubeObject[] | undefined {
  const input = new Manifests(() => undefined);
  input.addFiles([{ path: file, named: true, at: path }]);
  return input.problems.length + input.skipped.length > 0 ? undefined : input.objects;
}

function changedObjects(from: readonly KubeObject[], to: readonly KubeObject[]): ObjectDrift[] {
  const [had, has] = [byTitle(from), byTitle(to)];
  const drifts: ObjectDrift[] = [];
  for (const [title, object] of had) {
    const other = has.get(title);
    if (!other) drifts.push({ object, status: 'extra', fields: [] });
    else {
      const fields = maskSecrets(object, changedFields(object.data, other.data));
      if (fields.length > 0) drifts.push({ object, status: 'changed', fields });
    }
  }
  for (const [title, object] of has) if (!had.has(title)) drifts.push({ object, status: 'missing', fields: [] });
  return drifts;
}

/** Of several objects of one name, the first ones belong together. */
function byTitle(objects: readonly KubeObject[]): Map<string, KubeObject> {
  const found = new Map<string, KubeObject>();
  for (const object of objects) {
    const title = `${object.group}/${object.toString()}`;
    let key = title;
    for (let count = 2; found.has(key); count++) key = `${title} ${count}`;
    found.set(key, object);
  }
  return found;
}

/** What Secrets hold does not belong into the log of a CI system. */
function maskSecrets(object: KubeObject, fields: readonly FieldChange[]): FieldChange[] {
  return fields.map((field) => {
    if (!isSecret(object) || mayBeShown(field.place)) return field;
    const { from, to } = field;
    const fresh = from === undefined ? 'a secret' : 'another secret';
    return { ...field, from: from === undefined ? from : 'a secret', to: to === undefined ? to : fresh };
  });
}
