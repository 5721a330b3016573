import { ManifestSet } from '../../lib/model/manifest-set';
import { workloadNamed } from './choice';
import { Names } from './names';
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
  const names = new Names();
  const overview = { name: names.of('overview'), scene: () => overviewScene(around, 'Overview', choice) };
  const single = workloads.map((workload): Diagram => {
    const { kind, namespace, name } = workload.object;
    return { name: names.of([kind, namespace, name].join(' ')), scene: () => podScene(workload, around, choice) };
  });
  return single.length === 1 ? single : [overview, ...single];
}
