import { Container } from './container';
import { Pod } from './pod';
import { Data, dataOf, isData, listOf, Path, textOf } from './values';
import { Volume } from './volume';

export type ReferredKind = 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim' | 'ServiceAccount';

/** Where a Pod names another object of its namespace, which has to be there when it starts. */
export interface Reference {
  readonly kind: ReferredKind;
  readonly name: string;
  /** To the name. */
  readonly path: Path;
  /** The keys of a ConfigMap or Secret that have to be there too. */
  readonly keys: readonly { readonly name: string; readonly path: Path }[];
  readonly use: 'env' | 'volume' | 'claim' | 'account' | 'pull';
  readonly container: Container | undefined;
}

/** What a Pod cannot start without. What is optional, and volumes that nothing mounts, are not among it. */
export function* referencesOf(pod: Pod): Iterable<Reference> {
  for (const container of pod.containers) yield* ofEnvironment(container);
  for (const volume of pod.volumes) yield* ofVolume(pod, volume);
  const account = textOf(pod.spec['serviceAccountName']);
  if (account !== undefined) {
    const path = [...pod.path, 'serviceAccountName'];
    yield { kind: 'ServiceAccount', name: account, path, keys: [], use: 'account', container: undefined };
  }
  for (const [index, secret] of listOf(pod.spec['imagePullSecrets']).entries()) {
    const path = [...pod.path, 'imagePullSecrets', index];
    yield* named('Secret', dataOf(secret), 'name', path, 'pull', undefined);
  }
}

function* ofEnvironment(container: Container): Iterable<Reference> {
  for (const { valueFrom, path } of container.env) {
    for (const [field, kind] of [
      ['configMapKeyRef', 'ConfigMap'],
      ['secretKeyRef', 'Secret'],
    ] as const) {
      const data = dataOf(valueFrom?.[field]);
      yield* named(kind, data, 'name', [...path, 'valueFrom', field], 'env', container, keyOf(data));
    }
  }
  for (const { data, path } of container.envFrom) {
    yield* named('ConfigMap', dataOf(data['configMapRef']), 'name', [...path, 'configMapRef'], 'env', container);
    yield* named('Secret', dataOf(data['secretRef']), 'name', [...path, 'secretRef'], 'env', container);
  }
}

function* ofVolume(pod: Pod, { name, type, source, path }: Volume): Iterable<Reference> {
  const at = [...path, type ?? ''];
  if (type === 'persistentVolumeClaim') {
    yield* named('PersistentVolumeClaim', source, 'claimName', at, 'claim', undefined);
  }
  if (pod.usersOf(name).length === 0) return;
  if (type === 'configMap') yield* named('ConfigMap', source, 'name', at, 'volume', undefined, itemsOf(source));
  if (type === 'secret') yield* named('Secret', source, 'secretName', at, 'volume', undefined, itemsOf(source));
  if (type !== 'projected') return;
  for (const [index, projected] of listOf(source['sources']).entries()) {
    for (const [field, kind] of [
      ['configMap', 'ConfigMap'],
      ['secret', 'Secret'],
    ] as const) {
      const data = dataOf(dataOf(projected)[field]);
      const place = [...at, 'sources', index, field];
      yield* named(kind, data, 'name', place, 'volume', undefined, itemsOf(data));
    }
  }
}

type Key = readonly { readonly name: string; readonly path: Path }[];

function* named(
  kind: ReferredKind,
  data: Data,
  field: string,
  at: Path,
  use: Reference['use'],
  container: Container | undefined,
  keys: Key = [],
): Iterable<Reference> {
  const name = textOf(data[field]);
  if (name === undefined || name === '' || data['optional'] === true) return;
  const absolute = keys.map((key) => ({ name: key.name, path: [...at, ...key.path] }));
  yield { kind, name, path: [...at, field], keys: absolute, use, container };
}

function keyOf(data: Data): Key {
  const name = textOf(data['key']);
  return name === undefined ? [] : [{ name, path: ['key'] }];
}

function itemsOf(data: Data): Key {
  return listOf(data['items']).flatMap((item, index) => {
    const name = isData(item) ? textOf(item['key']) : undefined;
    return name === undefined ? [] : [{ name, path: ['items', index, 'key'] }];
  });
}
