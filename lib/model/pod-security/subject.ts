import type { Pod } from '../pod';
import { Data, dataOf, isData, listOf, Path, textOf } from '../values';

/** Who has a securityContext: a Pod, or one of its containers. */
export interface Subject {
  /** Undefined for the Pod. */
  readonly container: string | undefined;
  /** A PodSpec or a container. */
  readonly data: Data;
  readonly path: Path;
  readonly securityContext: Data;
}

export function podOf({ spec, path, securityContext }: Pod): Subject {
  return { container: undefined, data: spec, path, securityContext };
}

/** All that run at some time: ephemeral containers too. */
export function containersOf(pod: Pod): readonly Subject[] {
  const ephemeral = listOf(pod.spec['ephemeralContainers']).flatMap((data, index) =>
    isData(data) ? { name: textOf(data['name']) ?? '', data, path: [...pod.path, 'ephemeralContainers', index] } : [],
  );
  return [...pod.containers, ...ephemeral].map(({ name, data, path }) => {
    return { container: name, data, path, securityContext: dataOf(data['securityContext']) };
  });
}

export function subjectsOf(pod: Pod): readonly Subject[] {
  return [podOf(pod), ...containersOf(pod)];
}

/**
 * Where something is missing that containers may say by themselves or leave to the Pod: the Pod where no container says
 * it, else the containers that do not.
 */
export function silentOf(pod: Pod, says: (subject: Subject) => boolean): readonly Subject[] {
  if (says(podOf(pod))) return [];
  const containers = containersOf(pod);
  const silent = containers.filter((container) => !says(container));
  return silent.length > 0 && silent.length === containers.length ? [podOf(pod)] : silent;
}

/** Which by the standard is decided by this field alone. */
export function isWindows({ spec }: Pod): boolean {
  return dataOf(spec['os'])['name'] === 'windows';
}
