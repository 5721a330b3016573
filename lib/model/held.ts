import { KubeObject } from './kube-object';
import { ManifestSet } from './manifest-set';
import { NameIndex } from './name-index';
import type { ReferredKind } from './references';
import { dataOf, listOf } from './values';

const KINDS: readonly ReferredKind[] = ['ConfigMap', 'Secret', 'PersistentVolumeClaim', 'ServiceAccount'];

/** The keys of a ConfigMap or Secret. */
export class Keys {
  public readonly all = new Set<string>();
  /** Those that environment variables can be set from. */
  public readonly texts = new Set<string>();
  private index?: NameIndex;

  /** The key that was likely meant. */
  public meant(name: string): string | undefined {
    return (this.index ??= new NameIndex(this.all)).meant(name);
  }
}

/** What the manifests hold of what Pods refer to. Objects that are there twice, as in a base and its overlay, are one. */
export class Held {
  private readonly keys = new Map<string, Keys>();
  private readonly names = new Map<string, Set<string>>();
  private readonly indexes = new Map<string, NameIndex>();
  private readonly made = new Set<string>();

  public constructor(set: ManifestSet) {
    for (const kind of KINDS) for (const object of set.all(kind)) this.remember(kind, object);
    for (const object of set.objects) if (object.group.includes('.')) this.rememberMade(object);
  }

  /** The keys of the object as seen from a namespace, undefined where it is not there. */
  public keysOf(kind: ReferredKind, name: string, seenFrom: string | undefined): Keys | undefined {
    const here = this.keys.get(`${kind}/${seenFrom ?? ''}/${name}`);
    return here ?? (seenFrom === undefined ? undefined : this.keys.get(`${kind}//${name}`));
  }

  /** The name of an object in the same namespace that was likely meant. */
  public meant(kind: ReferredKind, name: string, namespace: string | undefined): string | undefined {
    const place = `${kind}/${namespace ?? ''}`;
    let index = this.indexes.get(place);
    if (!index) this.indexes.set(place, (index = new NameIndex(this.names.get(place) ?? [])));
    return index.meant(name);
  }

  /**
   * Whether it may come to be after all: something among the manifests makes it, or it is there and only the namespace
   * that everything is applied to is not known.
   */
  public mayCome(kind: ReferredKind, name: string, namespace: string | undefined): boolean {
    if (kind !== 'ServiceAccount' && this.made.has(name)) return true;
    return namespace === undefined && this.names.get(kind)?.has(name) === true;
  }

  private remember(kind: ReferredKind, { data, namespace, name }: KubeObject): void {
    const place = `${kind}/${namespace ?? ''}/${name}`;
    let keys = this.keys.get(place);
    if (!keys) this.keys.set(place, (keys = new Keys()));
    const texts = [...Object.keys(dataOf(data['data'])), ...Object.keys(dataOf(data['stringData']))];
    if (data['type'] === 'kubernetes.io/service-account-token') texts.push('token', 'ca.crt', 'namespace');
    for (const key of texts) keys.texts.add(key);
    for (const key of [...texts, ...Object.keys(dataOf(data['binaryData']))]) keys.all.add(key);
    for (const names of [kind, `${kind}/${namespace ?? ''}`]) {
      const known = this.names.get(names);
      if (known) known.add(name);
      else this.names.set(names, new Set([name]));
    }
  }

  /** As SealedSecret, ExternalSecret, Certificate, Kustomization and their like name what they make. */
  private rememberMade({ name, spec, data }: KubeObject): void {
    const places = [spec['target'], spec['destination'], dataOf(spec['template'])['metadata']];
    const generators = [...listOf(data['configMapGenerator']), ...listOf(data['secretGenerator'])];
    const names = [...places, ...generators].map((place) => dataOf(place)['name']);
    for (const made of [name, spec['secretName'], ...names]) if (typeof made === 'string') this.made.add(made);
  }
}
