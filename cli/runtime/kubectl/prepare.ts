import { KubeObject } from '../../../lib/model/kube-object';
import { Data, dataOf, listOf, numberOf, textOf } from '../../../lib/model/values';
import { Workload } from '../../../lib/model/workload';
import { UsageError } from '../../failure';
import { CLAIM_TYPE, compareByOrder, isNamespace, nameOf, namespaceOf, typeOf } from './kinds';
import { RECORD, RUN } from './labels';
import { asWritten, changed, labelled } from './marked';
import { GRACE_SECONDS, Run } from './record';
import { Chosen, namespacesIn, select } from './selection';
import { objectsFor } from './workload-objects';

/** Where a run puts its objects. */
export interface Place {
  readonly run: string;
  /** For what does not name one; with a namespace of its own for everything. */
  readonly namespace: string;
  /** Made for this run. */
  readonly own: boolean;
  /** Somebody has asked for exactly this namespace. */
  readonly asked: boolean;
}

/** What is sent to the cluster, in its order. */
export interface Prepared {
  readonly namespaces: readonly Data[];
  readonly objects: readonly Data[];
  /** Of each workload the object that makes its Pods, or the Pod itself. */
  readonly makers: ReadonlyMap<Workload, Data>;
}

/** Throws a UsageError for what cannot be applied, before a cluster is asked. */
export function prepare(chosen: Chosen, place: Place): Prepared {
  const { applied, namespaces } = select(chosen);
  requireNames(applied);
  requireOnePlace(applied, place);
  const makers = new Map<Workload, Data>();
  const objects = applied.flatMap((object) => {
    const workload = chosen.workloads.find((each) => each.object === object);
    const placed = inPlace(object, place);
    if (!workload) return [labelled(placed, { [RUN]: place.run })];
    const made = objectsFor(workload, placed, place.run);
    makers.set(workload, made.at(-1)!);
    return made;
  });
  return { namespaces: namespacesFor(namespaces, place), objects: [...objects].sort(compareByOrder), makers };
}

/** What there is to remove after it has been applied. */
export function runOf({ namespaces, objects, makers }: Prepared, { run, namespace }: Place): Run {
  const made = namespaces.map(nameOf);
  const used = [...new Set([...objects.flatMap((object) => namespaceOf(object) ?? []), ...made])];
  const claims = claimsOf(objects).length > 0 ? [CLAIM_TYPE] : [];
  return {
    id: run,
    home: used.includes(namespace) ? namespace : used[0],
    namespaces: used,
    ownNamespaces: made,
    types: [...new Set([...objects.map(typeOf), ...claims])],
    graceSeconds: Math.max(GRACE_SECONDS, ...[...makers.keys()].map(graceOf)),
  };
}

function graceOf({ pod }: Workload): number {
  return numberOf(pod.spec['terminationGracePeriodSeconds']) ?? GRACE_SECONDS;
}

/** The claims that StatefulSets make, or take when they are there: then their Pods write on somebody's data. */
export function claimsOf(objects: readonly Data[]): Data[] {
  return objects.flatMap((object) => {
    if (object['kind'] !== 'StatefulSet') return [];
    const { replicas, ordinals, volumeClaimTemplates } = dataOf(object['spec']);
    const first = numberOf(dataOf(ordinals)['start']) ?? 0;
    const pods = Array.from({ length: numberOf(replicas) ?? 1 }, (_, index) => `${nameOf(object)}-${first + index}`);
    return listOf(volumeClaimTemplates).flatMap((template) =>
      pods.map((pod) => ({
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: `${nameOf(dataOf(template))}-${pod}`, namespace: namespaceOf(object) },
      })),
    );
  });
}

/**
 * The same to be tried without being stored. A Pod is refused when its ServiceAccount is not there, which one of the same set
 * is not before it is applied: it is tried with the namespace's own.
 */
export function forTrial(objects: readonly Data[]): Data[] {
  const accounts = new Set(objects.filter(({ kind }) => kind === 'ServiceAccount').map(keyOf));
  return objects.map((object) => {
    if (object['kind'] !== 'Pod') return object;
    const { serviceAccountName, serviceAccount, ...spec } = dataOf(object['spec']);
    const name = textOf(serviceAccountName) ?? textOf(serviceAccount);
    return name !== undefined && accounts.has(`${namespaceOf(object)}/${name}`) ? { ...object, spec } : object;
  });
}

function keyOf(object: Data): string {
  return `${namespaceOf(object)}/${nameOf(object)}`;
}

function requireNames(applied: readonly KubeObject[]): void {
  const nameless = applied.find(({ data }) => nameOf(data) === '');
  if (!nameless) return;
  const what = nameless.name === '' ? 'has no name' : 'has a generateName';
  throw new UsageError(`${nameless.toString()} ${what}, and kubectl apply needs metadata.name`);
}

function requireOnePlace(applied: readonly KubeObject[], { namespace, own, asked }: Place): void {
  const written = namespacesIn(applied);
  if (own && written.length > 1) {
    const list = written.map((name) => `"${name}"`).join(', ');
    throw new UsageError(`--own-namespace is for objects of one namespace; these are in ${list}`);
  }
  const other = asked ? applied.find((object) => (object.namespace ?? namespace) !== namespace) : undefined;
  if (other) {
    throw new UsageError(
      `${other.toString()} says its namespace, which is not that of --namespace ${namespace}; leave the option out, or use --own-namespace`,
    );
  }
}

function inPlace({ data, namespace }: KubeObject, place: Place): Data {
  const target = place.own ? place.namespace : (namespace ?? place.namespace);
  return changed(asWritten(data), ['metadata', 'namespace'], () => target);
}

/** Those of the set; or the own one, with what the set says of the one whose place it takes. */
function namespacesFor(written: readonly KubeObject[], { run, namespace, own }: Place): Data[] {
  const labels = { [RUN]: run, [RECORD]: run };
  if (!own) return written.map(({ data }) => labelled(asWritten(data), labels));
  const before = written.length === 1 && isNamespace(written[0]) ? dataOf(written[0].data['metadata']) : {};
  const metadata = {
    name: namespace,
    labels: { ...dataOf(before['labels']), ...labels },
    ...(before['annotations'] !== undefined && { annotations: before['annotations'] }),
  };
  return [{ apiVersion: 'v1', kind: 'Namespace', metadata }];
}
