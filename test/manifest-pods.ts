import { Container } from '../lib/model/container';
import { KubeObject } from '../lib/model/kube-object';
import { Pod } from '../lib/model/pod';
import { Data } from '../lib/model/values';
import { Workload } from '../lib/model/workload';

export type Spec = { readonly [field: string]: unknown };

/** An object as it is read from a file. */
export function objectOf(kind: string, name: string, rest: Data = {}): KubeObject {
  const { metadata, apiVersion = 'v1', ...others } = rest as { metadata?: object; apiVersion?: string };
  return new KubeObject({ apiVersion, kind, metadata: { name, ...metadata }, ...others });
}

export function workloadOf(object: KubeObject): Workload {
  const workload = Workload.of(object);
  if (!workload) throw new Error(`${object.toString()} is no workload`);
  return workload;
}

/** A Pod `web` in namespace `shop`; what is said of containers needs no image and, when alone, no name. */
export function podOf(spec: Spec, metadata: object = {}): Pod {
  return workloadOf(objectOf('Pod', 'web', { metadata: { namespace: 'shop', ...metadata }, spec: filled(spec) })).pod;
}

/** The container `app` of that Pod. */
export function containerOf(data: Spec, spec: Spec = {}): Container {
  return podOf({ ...spec, containers: [{ name: 'app', ...data }] }).regular[0];
}

function filled(spec: Spec): Spec {
  const fill = (list: unknown) =>
    Array.isArray(list) ? list.map((one: Spec) => ({ name: 'app', image: 'busybox:1.36', ...one })) : list;
  const { containers = [{}], initContainers } = spec;
  return {
    ...spec,
    containers: fill(containers),
    ...(initContainers === undefined ? {} : { initContainers: fill(initContainers) }),
  };
}
