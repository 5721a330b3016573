import { KubeObject } from '../../../lib/model/kube-object';
import { Workload } from '../../../lib/model/workload';
import { StartOptions } from '../runtime';
import { isClusterWide, isNamespace } from './kinds';

export type Chosen = Pick<StartOptions, 'objects' | 'workloads'>;

/** What of a set is applied, and what is not. */
export interface Selection {
  /** In a namespace each, as far as is known here. */
  readonly applied: readonly KubeObject[];
  readonly namespaces: readonly KubeObject[];
  /** Everybody in the cluster has to do with them. */
  readonly clusterWide: readonly KubeObject[];
  /** Pods and workloads that were not asked for. */
  readonly notChosen: readonly KubeObject[];
}

export function select({ objects, workloads }: Chosen): Selection {
  const chosen = new Set(workloads.map(({ object }) => object));
  const selection = {
    applied: [] as KubeObject[],
    namespaces: [] as KubeObject[],
    clusterWide: [] as KubeObject[],
    notChosen: [] as KubeObject[],
  };
  for (const object of objects) {
    if (isNamespace(object)) selection.namespaces.push(object);
    else if (isClusterWide(object)) selection.clusterWide.push(object);
    else if (Workload.of(object) && !chosen.has(object)) selection.notChosen.push(object);
    else selection.applied.push(object);
  }
  return selection;
}

/** The namespaces that the manifests name. */
export function namespacesIn(applied: readonly KubeObject[]): string[] {
  return [...new Set(applied.flatMap(({ namespace }) => namespace ?? []))];
}
