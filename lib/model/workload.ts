import { KubeObject } from './kube-object';
import { Pod } from './pod';
import { Data, dataOf, isData, listOf, numberOf, Path, textOf } from './values';

/** Where each kind keeps its Pod template. The only place that knows. */
const TEMPLATES: { readonly [groupAndKind: string]: Path } = {
  '/Pod': [],
  '/ReplicationController': ['spec', 'template'],
  '/PodTemplate': ['template'],
  'apps/Deployment': ['spec', 'template'],
  'apps/StatefulSet': ['spec', 'template'],
  'apps/DaemonSet': ['spec', 'template'],
  'apps/ReplicaSet': ['spec', 'template'],
  'batch/Job': ['spec', 'template'],
  'batch/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
};

/** An object that makes Pods, a Pod itself included. */
export class Workload {
  public static of(object: KubeObject): Workload | undefined {
    const path = TEMPLATES[`${object.group}/${object.kind}`];
    if (!path) return undefined;
    let template: unknown = object.data;
    for (const key of path) template = dataOf(template)[key];
    return isData(template) ? new Workload(object, template, path) : undefined;
  }

  public readonly pod: Pod;

  private constructor(
    public readonly object: KubeObject,
    template: Data,
    path: Path,
  ) {
    this.pod = new Pod(this, template, path);
  }

  public get kind(): string {
    return this.object.kind;
  }

  /** Its Pods are to end by themselves. */
  public get runsToCompletion(): boolean {
    return this.kind === 'Job' || this.kind === 'CronJob';
  }

  /** How many Pods it asks for, as far as it says: a Pod is one. */
  public get replicas(): number | undefined {
    if (this.kind === 'Pod') return 1;
    return numberOf(this.object.spec['replicas']);
  }

  /** The claims a StatefulSet makes for each Pod, which are volumes of the Pod by their names. */
  public get claimTemplates(): { readonly name: string; readonly data: Data; readonly path: Path }[] {
    if (this.kind !== 'StatefulSet') return [];
    return listOf(this.object.spec['volumeClaimTemplates']).flatMap((data, index) => {
      if (!isData(data)) return [];
      const name = textOf(dataOf(data['metadata'])['name']) ?? '';
      return { name, data, path: ['spec', 'volumeClaimTemplates', index] };
    });
  }
}
