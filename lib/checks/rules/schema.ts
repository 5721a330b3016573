import { KubernetesVersion } from '../../kubernetes-version';
import { KubeObject } from '../../model/kube-object';
import { isNearMiss } from '../../model/near-miss';
import { dataOf, Path, pathText, textOf } from '../../model/values';
import { CheckContext, ObjectReport, Report, setRule } from '../rule';
import { belongs } from '../schema/belongs';
import { SCHEMA_VERSION } from '../schema/data';
import { emptyLists } from '../schema/empty-lists';
import { inContainer } from '../schema/in-container';
import { inspectionOf } from '../schema/inspection';
import { apiVersionsOf, isKnownGroup, kindsOf } from '../schema/types';
import { Problem } from '../schema/validate';
import { expected, writtenText } from '../schema/words';

/**
 * The API server takes only what it can read. Of fields that it does not know, kubectl makes an error and other tools make
 * nothing at all: they are left out.
 */
export const schema = setRule(
  {
    id: 'schema',
    severity: 'error',
    title: 'a field that the API does not have, or a value of the wrong type',
    sources: [
      'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
      'https://github.com/tommy351/kubernetes-models-ts/tree/main/first-party/kubernetes-models',
    ],
  },
  function* (set, context) {
    for (const object of set.objects) {
      // SOPS adds a field that it takes away again.
      if ('sops' in object.data) continue;
      const inspection = inspectionOf(object);
      if (!inspection) {
        yield* wrongKind(object);
        continue;
      }
      for (const [index, problem] of inspection.problems.entries()) {
        const lookAt = index < LOOKED_AT;
        const report = reportOf(problem, object, context, lookAt);
        yield { object, ...(lookAt && inContainer(problem.path, object, set)), ...report };
      }
      yield* nameless(object);
      for (const report of emptyLists(object, set.workloadOf(object)?.pod)) yield { object, ...report };
    }
  },
);

/** Of so many problems in one object it is looked closer; whoever has more has other worries. */
const LOOKED_AT = 100;

function reportOf(problem: Problem, object: KubeObject, context: CheckContext, lookAt: boolean): Report {
  switch (problem.kind) {
    case 'unknown':
      return unknownField(problem, lookAt);
    case 'missing':
      return {
        path: problem.path.length > 0 ? problem.path : ['kind'],
        what: `${shortText(problem.path) || `the ${object.kind}`} has no ${problem.field}`,
        happens: `The API server rejects it: ${problem.field}: Required value`,
        fix: `add ${problem.field}`,
      };
    case 'value':
      return wrongValue(problem, object, context, lookAt);
  }
}

function unknownField({ field, path, enclosing }: Problem & { kind: 'unknown' }, lookAt: boolean): Report {
  const found = lookAt ? belongs(field, enclosing) : undefined;
  const { type } = enclosing.at(-1)!;
  const places = found?.kind === 'place' ? found.places : [];
  return {
    path,
    severity: found ? 'error' : 'warning',
    what: `"${field}" is no field of ${type.name}${found ? '' : ` in Kubernetes ${SCHEMA_VERSION}`}`,
    happens: `kubectl refuses it: strict decoding error: unknown field; other tools apply it without the field`,
    fix:
      found?.kind === 'spelling'
        ? `write ${found.field}`
        : found
          ? `move it to ${places.map((place) => placeText(place.path, place.list)).join(' or ')}`
          : 'remove it, or waive this if your cluster is newer and has it',
  };
}

function placeText(path: Path, list: boolean): string {
  if (path.length === 0) return 'the top';
  return list ? `an entry of ${pathText(path)}` : pathText(path);
}

/** The end of a path, which says enough beside the whole. */
function shortText(path: Path): string {
  return pathText(typeof path.at(-2) === 'number' ? path.slice(-1) : path.slice(-2));
}

const KNOWN = KubernetesVersion.parse(SCHEMA_VERSION, 'schema');

function wrongValue(
  { path, value, shape }: Problem & { kind: 'value' },
  object: KubeObject,
  { version, sourceOf }: CheckContext,
  lookAt: boolean,
): Report {
  const source = lookAt ? sourceOf?.(object, path) : undefined;
  const { be, happens, fix } = expected(shape, value, source);
  const [group, apiVersion = group] = object.apiVersion.split('/');
  const report: Report = {
    path: path.length > 0 ? path : ['kind'],
    what: `${shortText(path) || 'it'} is ${writtenText(value, source)} and ${be}`,
    happens: `The API server rejects it: ${object.kind} in version "${apiVersion}" cannot be handled as a ${object.kind}: ${happens}`,
    fix,
  };
  if (shape.kind === 'enum') {
    const known = KNOWN.atLeast(version) || shape.values.some((each) => isNearMiss(textOf(value) ?? '', each));
    return { ...report, severity: known ? 'error' : 'warning', happens: `The API server rejects it: ${happens}` };
  }
  if (object.kind !== 'Secret' || !String(path[0]).toLowerCase().endsWith('data')) return report;
  // Not to be seen in logs.
  return {
    ...report,
    what: `the value of ${shortText(path)} will not do: ${be}`,
    fix: typeof value === 'string' ? fix : 'write a text, in quotes',
  };
}

/** A kind that is known, in a group that does not have it, or a group that is known, without such a kind. */
function* wrongKind(object: KubeObject): Iterable<ObjectReport> {
  const { apiVersion, kind } = object;
  if (!isKnownGroup(object.group)) return;
  const elsewhere = apiVersionsOf(kind);
  const meant = kindsOf(apiVersion).find((each) => isNearMiss(each, kind));
  if (elsewhere.length === 0 && meant === undefined) return;
  yield {
    object,
    path: [elsewhere.length > 0 ? 'apiVersion' : 'kind'],
    what: `there is no kind ${kind} in ${apiVersion}`,
    happens: `kubectl refuses it: no matches for kind "${kind}" in version "${apiVersion}"`,
    fix: elsewhere.length > 0 ? `write apiVersion: ${elsewhere.join(' or ')}` : `write kind: ${meant}`,
  };
}

function* nameless(object: KubeObject): Iterable<ObjectReport> {
  const { name, generateName } = dataOf(object.data['metadata']);
  if (name != null || generateName != null) return;
  yield {
    object,
    path: 'metadata' in object.data ? ['metadata'] : ['kind'],
    what: 'it has no name',
    happens: 'kubectl refuses it: resource name may not be empty',
    fix: 'add metadata.name',
  };
}
