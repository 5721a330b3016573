import { Pod } from '../../model/pod';
import { dataOf, listOf, Path, textOf } from '../../model/values';
import { podRule } from '../rule';

/**
 * A volume without a mount is mostly a mount that somebody forgot. The kubelet skips it, but the scheduler still waits for
 * its claim.
 */
export const volumeUnused = podRule(
  {
    id: 'volume-unused',
    severity: 'warning',
    title: 'a volume that nothing mounts',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/kubelet/volumemanager/populator/desired_state_of_world_populator.go',
      'https://kubernetes.io/docs/concepts/storage/volumes/#how-volumes-work',
    ],
  },
  function* (pod) {
    const used = usedIn(pod);
    let injected: ReadonlySet<string> | undefined;
    const unused = (name: string) => name !== '' && !used.has(name) && !(injected ??= injectedIn(pod)).has(name);
    for (const { name, type, path } of pod.volumes) {
      if (!unused(name)) continue;
      const claims = type === 'persistentVolumeClaim' || type === 'ephemeral';
      yield report(
        [...path, 'name'],
        name,
        claims
          ? 'No container sees it, and the Pod is still Pending until its claim is bound'
          : 'No container sees it: what was to be read or shared is not there',
      );
    }
    for (const { name, path } of pod.workload.claimTemplates) {
      if (unused(name)) yield report(path, name, 'Each Pod gets a claim of its own that no container sees');
    }
  },
);

function report(path: Path, name: string, happens: string) {
  return {
    path,
    what: `no container mounts the volume "${name}"`,
    happens,
    fix: `add it to the volumeMounts of the containers that are to use it, or remove the volume`,
  };
}

function usedIn(pod: Pod): ReadonlySet<string> {
  const used = new Set<string>();
  const debugging = listOf(pod.spec['ephemeralContainers']).map(dataOf);
  for (const container of [...pod.containers.map(({ data }) => data), ...debugging]) {
    for (const use of [...listOf(container['volumeMounts']), ...listOf(container['volumeDevices'])]) {
      const name = textOf(dataOf(use)['name']);
      if (name !== undefined) used.add(name);
    }
  }
  return used;
}

/** The words of all annotations: they tell injectors what their containers are to mount. */
function injectedIn(pod: Pod): ReadonlySet<string> {
  return new Set([...pod.annotations.values()].flatMap((value) => value.match(/[a-z0-9-]+/g) ?? []));
}
