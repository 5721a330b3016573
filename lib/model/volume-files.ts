import type { ManifestSet } from './manifest-set';
import { dataOf, isData, listOf, textOf } from './values';
import { Volume } from './volume';

/** Files by their path below the mount, with what is in them where that is known. */
export type VolumeFiles = ReadonlyMap<string, string | undefined>;

/** The files of a ConfigMap or Secret volume; undefined where the manifests do not tell. */
export function filesOf(volume: Volume, set: ManifestSet, namespace: string | undefined): VolumeFiles | undefined {
  const { type, source } = volume;
  if (type !== 'configMap' && type !== 'secret') return undefined;
  const name = textOf(source[type === 'secret' ? 'secretName' : 'name']) ?? '';
  const object = set.find(type === 'secret' ? 'Secret' : 'ConfigMap', '', name, namespace)?.data;
  const keys = object && {
    ...dataOf(object['binaryData']),
    ...dataOf(object['data']),
    ...dataOf(object['stringData']),
  };
  const text = (key: string) => (type === 'configMap' ? textOf(keys?.[key]) : undefined);
  if (Array.isArray(source['items'])) {
    const items = listOf(source['items']).filter(isData);
    return new Map(items.map(({ key, path }) => [textOf(path) ?? '', text(textOf(key) ?? '')]));
  }
  return keys && new Map(Object.keys(keys).map((key) => [key, text(key)]));
}
