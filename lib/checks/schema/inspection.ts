import { KubeObject } from '../../model/kube-object';
import { Data, Path } from '../../model/values';
import { ObjectType, typeOfKind } from './types';
import { Problem, problemsOf } from './validate';

/** An object of the API and all that it consists of, gone through once for all rules. */
export interface Inspection {
  readonly problems: readonly Problem[];
  /** From the outside in. */
  readonly parts: readonly { readonly data: Data; readonly type: ObjectType; readonly path: Path }[];
}

const inspections = new WeakMap<KubeObject, Inspection>();

/** Undefined where its type is not known. */
export function inspectionOf(object: KubeObject): Inspection | undefined {
  const known = inspections.get(object);
  if (known) return known;
  // SOPS adds a field that it takes away again.
  const type = 'sops' in object.data ? undefined : typeOfKind(object.apiVersion, object.kind);
  if (!type) return undefined;
  const parts: Inspection['parts'][number][] = [];
  const problems = problemsOf(object.data, type, (data, of, path) => parts.push({ data, type: of, path: [...path] }));
  const inspection = { problems, parts };
  inspections.set(object, inspection);
  return inspection;
}
