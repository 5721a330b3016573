import { Container } from '../../lib/model/container';
import { ManifestSet } from '../../lib/model/manifest-set';
import { Data, dataOf, textOf } from '../../lib/model/values';
import { Mount } from '../../lib/model/volume';
import { some } from '../../lib/some';
import { DrawnContainer } from './containers';
import { Draft, Drawing } from './drawing';
import { End } from './scene';
import { about, shown } from './words';

/** The ConfigMaps and Secrets of a Pod. They are drawn outside of it, where they are kept. */
export interface Configured {
  readonly set: ManifestSet | undefined;
  readonly namespace: string | undefined;
  readonly boxes: Draft[];
}

type Kind = 'ConfigMap' | 'Secret';

/** The object that a volume brings in; undefined for other volumes. */
export function configEnd(drawing: Drawing, configured: Configured, { volume }: Mount): End | undefined {
  if (volume?.type !== 'configMap' && volume?.type !== 'secret') return undefined;
  const kind = volume.type === 'secret' ? 'Secret' : 'ConfigMap';
  return objectEnd(drawing, configured, kind, textOf(volume.source[kind === 'Secret' ? 'secretName' : 'name']) ?? '');
}

/** What the variables of the containers come from. */
export function drawEnvironment(drawing: Drawing, drawn: readonly DrawnContainer[], configured: Configured): void {
  for (const { container, box } of drawn) {
    for (const [key, names] of sourcesOf(container)) {
      const [kind, name] = key.split('\n') as [Kind, string];
      const end = objectEnd(drawing, configured, kind, name);
      const note = names.includes('*') ? 'all keys' : `${names.length} keys`;
      const text = names.length === 1 && names[0] !== '*' ? shown(names[0]) : 'environment';
      const row = drawing.row(box.right, { text, note: text === 'environment' ? note : 'variable', look: 'plain' });
      drawing.arrow('read', end, { id: box.id, row }, `${container.name} has ${some(names, 5)} of ${kind} ${name}`);
    }
  }
}

/** The names of variables by the object that they come from; a star for all of its keys. */
function sourcesOf({ env, envFrom }: Container): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (kind: Kind, data: Data, variable: string) => {
    const name = textOf(data['name']);
    if (name === undefined || name === '') return;
    const key = `${kind}\n${name}`;
    found.set(key, [...(found.get(key) ?? []), variable]);
  };
  for (const { name, valueFrom } of env) {
    add('ConfigMap', dataOf(valueFrom?.['configMapKeyRef']), name);
    add('Secret', dataOf(valueFrom?.['secretKeyRef']), name);
  }
  for (const { data } of envFrom) {
    add('ConfigMap', dataOf(data['configMapRef']), '*');
    add('Secret', dataOf(data['secretRef']), '*');
  }
  return found;
}

function objectEnd(drawing: Drawing, { set, namespace, boxes }: Configured, kind: Kind, name: string): End {
  const { id } = drawing.once(`${kind} ${name}`, () => {
    const object = set?.find(kind, '', name, namespace);
    const keys = object
      ? ['data', 'stringData', 'binaryData'].flatMap((field) => Object.keys(dataOf(object.data[field])))
      : [];
    const box = drawing.box(kind === 'Secret' ? 'secret' : 'config', 'k', {
      head: kind,
      name: shown(name),
      // A Secret's values are never read; its keys tell what it is.
      lines:
        keys.length > 0
          ? [
              some(
                keys.map((key) => shown(key, 24)),
                2,
              ),
            ]
          : [],
      missing: set !== undefined && !object,
      about: about(`${kind} ${name}${set && !object ? ', which is not in the input' : ''}`),
    });
    boxes.push(box);
    return box;
  });
  return { id };
}
