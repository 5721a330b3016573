import { Reference, referencesOf, ReferredKind } from '../model/references';
import { ObservedContainer } from './observed-container';
import { ObservedPod } from './observed-pod';
import { Verdict } from './verdict';

const KINDS: readonly ReferredKind[] = ['ConfigMap', 'Secret', 'PersistentVolumeClaim', 'ServiceAccount'];

/** As Kubernetes writes kinds in its messages: `configmaps`, `Secret`. */
export function kindOf(word: string): ReferredKind {
  const lower = word.toLowerCase().replace(/s$/, '');
  return KINDS.find((kind) => kind.toLowerCase() === lower) ?? 'ConfigMap';
}

/** An object that the Pod names and that is not there. */
export function missingObject(
  pod: ObservedPod,
  kind: ReferredKind,
  name: string,
  container?: ObservedContainer,
): Verdict {
  const reference = nearestOf(pod, container, (each) => each.kind === kind && each.name === name);
  const optional = kind === 'ConfigMap' || kind === 'Secret' ? ', or say optional: true' : '';
  return {
    cause: `${needs(reference, container)} ${kind} "${name}", which is not in ${namespaceOf(pod)}`,
    rule: 'missing-reference',
    fix: meant(pod, name) ?? `make the ${kind} there, or correct its name${optional}`,
    path: reference?.path ?? pod.path(),
  };
}

/** A key of a ConfigMap or Secret that the Pod names and that it does not have. */
export function missingKey(
  pod: ObservedPod,
  kind: ReferredKind,
  name: string | undefined,
  key: string,
  container?: ObservedContainer,
): Verdict {
  const reference = nearestOf(
    pod,
    container,
    (each) =>
      each.kind === kind && (name === undefined || each.name === name) && each.keys.some((one) => one.name === key),
  );
  const object = name ?? reference?.name;
  const called = object === undefined ? `a ${kind}` : `${kind} "${object}"`;
  return {
    cause: `${needs(reference, container)} key "${key}" of ${called}, which has no such key`,
    rule: 'missing-reference',
    fix: meant(pod, key) ?? `add the key to ${called}, name one that it has, or say optional: true`,
    path: reference?.keys.find((one) => one.name === key)?.path ?? reference?.path ?? pod.path(),
  };
}

function needs(reference: Reference | undefined, container: ObservedContainer | undefined): string {
  switch (reference?.use ?? (container ? 'env' : 'volume')) {
    case 'env':
      return 'it takes variables from';
    case 'pull':
      return 'it logs in to the registry with';
    case 'account':
      return 'it runs as';
    case 'volume':
    case 'claim':
      return 'it mounts';
  }
}

/** The container's own first, since several may name the same object. */
function nearestOf(
  { workload }: ObservedPod,
  container: ObservedContainer | undefined,
  fits: (reference: Reference) => boolean,
): Reference | undefined {
  const references = [...referencesOf(workload.pod)].filter(fits);
  return references.find((each) => each.container === container?.spec) ?? references[0];
}

/** What was meant by a name that nothing has, where it is among what is known. */
function meant(pod: ObservedPod, name: string): string | undefined {
  const found = pod.suspicions.of('missing-reference').find(({ what }) => what.includes(`"${name}"`));
  return found?.fix.replace(/, or waive this.*$/, '');
}

function namespaceOf({ namespace }: ObservedPod): string {
  return namespace === undefined ? 'its namespace' : `namespace "${namespace}"`;
}
