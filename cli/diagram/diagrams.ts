import { ManifestSet } from '../../lib/model/manifest-set';
import { workloadNamed } from './choice';
import { overviewScene } from './overview-scene';
import { podScene, SceneOptions } from './pod-scene';
import { Scene } from './scene';
import { Surroundings } from './surroundings';

/** A diagram that can be made, and how its file is called. */
export interface Diagram {
  readonly name: string;
  readonly scene: () => Scene;
}

export interface Choice extends SceneOptions {
  readonly workload?: string;
}

/** The overview first where there is more than one workload, then a diagram of each. */
export function diagramsOf(set: ManifestSet, choice: Choice): Diagram[] {
  const around = new Surroundings(set);
  const workloads = choice.workload === undefined ? set.workloads : [workloadNamed(set, choice.workload)];
  const names = new Map<string, number>();
  const single = workloads.map((workload): Diagram => {
    const { kind, namespace, name } = workload.object;
    const file = fileName([kind, namespace, name]);
    const count = (names.get(file) ?? 0) + 1;
    names.set(file, count);
    return { name: count === 1 ? file : `${file}-${count}`, scene: () => podScene(workload, around, choice) };
  });
  if (single.length === 1) return single;
  return [{ name: 'overview', scene: () => overviewScene(around, 'Overview', choice) }, ...single];
}

/** Names are somebody's, and must not lead out of the folder. */
function fileName(parts: readonly (string | undefined)[]): string {
  const text = parts.filter((part) => part !== undefined && part !== '').join('-');
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain.slice(0, 120) || 'workload';
}
