import { ManifestSet } from '../../../lib/model/manifest-set';
import { Data, dataOf, isData } from '../../../lib/model/values';

/** Why the kubelet does not make a container or a volume, in its words. */
export class ConfigError extends Error {
  public constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

export type ConfigurationKind = 'ConfigMap' | 'Secret';

/** The ConfigMaps and Secrets of the set, as a Pod of one namespace sees them. */
export class Configuration {
  public constructor(
    private readonly set: ManifestSet,
    private readonly namespace: string | undefined,
  ) {}

  /** Its keys in their order, undefined where there is no such object. */
  public find(kind: ConfigurationKind, name: string): ReadonlyMap<string, Buffer> | undefined {
    const object = this.set.find(kind, '', name, this.namespace);
    return object && (kind === 'ConfigMap' ? ofConfigMap(object.data) : ofSecret(object.data));
  }

  /** Undefined where it is optional and not there. Throws `ConfigError` where it is needed. */
  public get(kind: ConfigurationKind, name: string, optional: boolean): ReadonlyMap<string, Buffer> | undefined {
    const found = this.find(kind, name);
    if (!found && !optional) throw new ConfigError(`${kind.toLowerCase()} "${name}" not found`);
    return found;
  }
}

function ofConfigMap({ data, binaryData }: Data): Map<string, Buffer> {
  return sorted(textsOf(data), decodedOf(binaryData));
}

/** What is in `stringData` wins, as when it is applied. */
function ofSecret({ data, stringData }: Data): Map<string, Buffer> {
  return sorted(decodedOf(data), textsOf(stringData));
}

function sorted(...parts: [string, Buffer][][]): Map<string, Buffer> {
  const all = [...new Map(parts.flat())];
  return new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function textsOf(data: unknown): [string, Buffer][] {
  return Object.entries(isData(data) ? data : {}).map(([key, value]) => [key, Buffer.from(String(value))]);
}

function decodedOf(data: unknown): [string, Buffer][] {
  return Object.entries(dataOf(data)).map(([key, value]) => [key, Buffer.from(String(value), 'base64')]);
}
