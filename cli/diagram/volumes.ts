import { Pod } from '../../lib/model/pod';
import { Data, dataOf, isData, listOf, numberOf, textOf } from '../../lib/model/values';
import { Mount, Volume } from '../../lib/model/volume';
import { some } from '../../lib/some';
import { configEnd, Configured } from './configuration';
import { DrawnContainer } from './containers';
import { Draft, Drawing } from './drawing';
import { about, shown } from './words';

/** The volumes of a Pod, and who reads and writes them. What only one container uses is said in its box. */
export function drawVolumes(
  drawing: Drawing,
  pod: Pod,
  drawn: readonly DrawnContainer[],
  configured: Configured,
): Draft[] {
  const boxes: Draft[] = [];
  for (const { container, box } of drawn) {
    const own: string[] = [];
    for (const mount of container.mounts) {
      if (isOwn(pod, mount)) {
        own.push(shown(mount.folder));
        continue;
      }
      const end = configEnd(drawing, configured, mount) ?? volumeEnd(drawing, boxes, pod, mount);
      const row = drawing.row(box.right, { text: folderText(mount), note: noteOf(mount), look: 'plain' });
      const place = { id: box.id, row };
      const what = `${container.name} ${mount.writable ? 'may write' : 'only reads'} ${mount.name} at ${mount.folder}`;
      if (mount.writable) drawing.arrow('write', place, end, what);
      else drawing.arrow('read', end, place, what);
    }
    if (own.length > 0) box.foot.push(`emptyDir of its own: ${some(own, 3)}`);
  }
  for (const volume of pod.volumes) {
    if (pod.usersOf(volume.name).length > 0) continue;
    boxes.push(volumeBox(drawing, volume.name, [...kindLines(volume), 'mounted by nobody'], true));
  }
  return boxes;
}

/** An emptyDir that no other container sees is only a folder that can be written to. */
function isOwn(pod: Pod, { name, volume }: Mount): boolean {
  const users = pod.usersOf(name).map(({ container }) => container);
  return volume?.type === 'emptyDir' && new Set(users).size === 1;
}

function volumeEnd(drawing: Drawing, boxes: Draft[], pod: Pod, { name, volume }: Mount) {
  const { id } = drawing.once(`volume ${name}`, () => {
    const template = pod.workload.claimTemplates.find((claim) => claim.name === name);
    const lines = template ? templateLines(template.data) : volume ? kindLines(volume) : ['not declared'];
    const box = volumeBox(drawing, name, lines, !template && !volume);
    boxes.push(box);
    return box;
  });
  return { id };
}

function volumeBox(drawing: Drawing, name: string, lines: string[], missing: boolean): Draft {
  return drawing.box('volume', 'v', {
    name: shown(name),
    lines,
    missing,
    about: about(`volume ${name}, ${lines.join(', ')}`),
  });
}

function folderText({ folder, data }: Mount): string {
  return shown(folder === '' ? (textOf(data['mountPath']) ?? 'nowhere') : folder);
}

function noteOf({ writable, subPath }: Mount): string {
  const of = subPath === undefined ? '' : `of ${shown(subPath)}`;
  return [of, writable ? '' : 'read-only'].filter((part) => part !== '').join(', ');
}

/** What kind of volume it is, and the words of it that matter. */
function kindLines(volume: Volume): string[] {
  const { type, source, inMemory } = volume;
  switch (type) {
    case undefined:
      return ['of no kind'];
    case 'emptyDir':
      return [['emptyDir', inMemory ? 'in memory' : '', quantity(source['sizeLimit'])].filter(Boolean).join(' ')];
    case 'persistentVolumeClaim':
      return [`claim ${shown(textOf(source['claimName']) ?? '')}`];
    case 'hostPath':
      return [`the node's ${shown(textOf(source['path']) ?? '')}`];
    case 'nfs':
      return [`NFS ${shown(textOf(source['server']) ?? '')}`];
    case 'csi':
      return [`CSI ${shown(textOf(source['driver']) ?? '')}`];
    case 'projected':
      return ['projected', ...projectedLines(source)];
    case 'image':
      return [`image ${shown(textOf(source['reference']) ?? '')}`];
    default:
      return [shown(type)];
  }
}

const PROJECTED = { configMap: 'ConfigMap', secret: 'Secret' } as const;

function projectedLines(source: Data): string[] {
  const lines = listOf(source['sources']).flatMap((item) => {
    const [kind] = Object.keys(dataOf(item));
    if (kind === undefined) return [];
    const name = textOf(dataOf(dataOf(item)[kind])['name']);
    const word = kind === 'configMap' || kind === 'secret' ? PROJECTED[kind] : shown(kind);
    return name === undefined ? [word] : [`${word} ${shown(name)}`];
  });
  return lines.length > 4 ? [...lines.slice(0, 3), `and ${lines.length - 3} more`] : lines;
}

function templateLines(data: Data): string[] {
  const requests = dataOf(dataOf(dataOf(data['spec'])['resources'])['requests']);
  return [['a claim of each Pod', quantity(requests['storage'])].filter(Boolean).join(', ')];
}

function quantity(value: unknown): string {
  return isData(value) ? '' : shown(textOf(value) ?? String(numberOf(value) ?? ''));
}
