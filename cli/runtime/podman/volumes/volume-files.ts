import { Pod } from '../../../../lib/model/pod';
import { Data, dataOf, isData, listOf, numberOf, textOf } from '../../../../lib/model/values';
import { Volume } from '../../../../lib/model/volume';
import { ConfigError, Configuration, ConfigurationKind } from '../configuration';
import { fieldValue, PodFacts, resourceValue } from '../downward';

/** A file of a volume that is made of other objects. */
export interface VolumeFile {
  /** Below the volume. */
  readonly path: string;
  readonly content: Buffer;
  readonly mode: number;
}

const DEFAULT_MODE = 0o644;
/** Whoever is in the group of a volume may read its files. */
const GROUP_READS = 0o440;

const MISSING_KEY: { readonly [kind in ConfigurationKind]: string } = {
  ConfigMap: 'configmap references non-existent config key',
  Secret: 'references non-existent secret key',
};

/** Kinds of volumes that are made of other objects, and that nobody can write to. */
export const MADE_OF_OBJECTS = ['configMap', 'secret', 'downwardAPI', 'projected'];

/** Throws `ConfigError` in the kubelet's words when something that is needed is not there. */
export function filesOf({ type, source }: Volume, configuration: Configuration, facts: PodFacts): VolumeFile[] {
  const mode = numberOf(source['defaultMode']) ?? DEFAULT_MODE;
  const sources = type === 'projected' ? listOf(source['sources']).filter(isData) : [{ [type ?? '']: source }];
  const files = sources.flatMap((each) => ofSource(each, mode, configuration, facts));
  const byPath = new Map(files.map((file) => [file.path, file]));
  const grouped = facts.pod.fsGroup === undefined ? 0 : GROUP_READS;
  return [...byPath.values()].map((file) => ({ ...file, mode: file.mode | grouped }));
}

function ofSource(source: Data, mode: number, configuration: Configuration, facts: PodFacts): VolumeFile[] {
  if (isData(source['configMap'])) return ofKeys('ConfigMap', source['configMap'], mode, configuration);
  if (isData(source['secret'])) return ofKeys('Secret', source['secret'], mode, configuration);
  if (isData(source['downwardAPI'])) return ofPod(source['downwardAPI'], mode, facts);
  return [];
}

function ofKeys(kind: ConfigurationKind, source: Data, mode: number, configuration: Configuration): VolumeFile[] {
  const name = textOf(source['name']) ?? textOf(source['secretName']) ?? '';
  const optional = source['optional'] === true;
  const found = configuration.get(kind, name, optional) ?? new Map<string, Buffer>();
  if (!Array.isArray(source['items'])) {
    return [...found].map(([key, content]) => ({ path: key, content, mode }));
  }
  return listOf(source['items'])
    .map(dataOf)
    .flatMap((item) => {
      const key = textOf(item['key']) ?? '';
      const content = found.get(key);
      if (content) return { path: textOf(item['path']) ?? key, content, mode: numberOf(item['mode']) ?? mode };
      if (optional) return [];
      throw new ConfigError(`${MISSING_KEY[kind]}: ${key}`);
    });
}

function ofPod(source: Data, mode: number, facts: PodFacts): VolumeFile[] {
  return listOf(source['items'])
    .map(dataOf)
    .map((item) => ({
      path: textOf(item['path']) ?? '',
      content: Buffer.from(podValue(item, facts)),
      mode: numberOf(item['mode']) ?? mode,
    }));
}

function podValue(item: Data, facts: PodFacts): string {
  const path = textOf(dataOf(item['fieldRef'])['fieldPath']);
  const value = path === undefined ? containerValue(dataOf(item['resourceFieldRef']), facts) : fieldValue(path, facts);
  if (value === undefined) throw new ConfigError(`unsupported fieldPath: ${path ?? ''}`);
  return value;
}

function containerValue(source: Data, { pod, node }: PodFacts): string | undefined {
  const container = containerNamed(pod, textOf(source['containerName']));
  return container && resourceValue(source, container, node);
}

function containerNamed({ containers }: Pod, name: string | undefined) {
  return containers.find((each) => each.name === name);
}
