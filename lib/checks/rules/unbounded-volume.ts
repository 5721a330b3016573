import { isConfigured } from '../../model/configuration';
import { Container } from '../../model/container';
import { growingFiles, trimsFiles } from '../../model/growing-files';
import { runsOwnProgram } from '../../model/image-use';
import { Pod } from '../../model/pod';
import { dataOf } from '../../model/values';
import { Mount } from '../../model/volume';
import { PodReport, podRule } from '../rule';

/** An emptyDir is a folder on the node's disk. What only ever grows there fills the disk for every Pod of the node. */
export const unboundedVolume = podRule(
  {
    id: 'unbounded-volume',
    severity: 'warning',
    title: 'an emptyDir that grows without limit',
    sources: [
      'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
      'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#local-ephemeral-storage',
      'https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/',
    ],
  },
  function* (pod) {
    if (limitsDisk(pod)) return;
    const seen = new Set<string>();
    for (const container of pod.longRunning) {
      for (const file of [...growingFiles(container), ...logsOf(container)]) {
        const mount = container.mountAt(file);
        if (!mount || seen.has(mount.name)) continue;
        seen.add(mount.name);
        if (isUnbounded(pod, mount)) yield report(container, mount, file);
      }
    }
  },
);

function report(container: Container, { name, volume }: Mount, file: string): PodReport {
  return {
    container,
    path: [...volume!.path, 'emptyDir'],
    what: `it adds to ${file} as long as it runs, and nothing limits the emptyDir "${name}"`,
    happens: "The node's disk fills up (DiskPressure), and Pods are evicted, this one or others",
    fix: `set emptyDir.sizeLimit of "${name}", which evicts only this Pod, and remove or rotate the file before that`,
  };
}

/** The kubelet counts emptyDirs as well when it holds a Pod to the sum of its containers' limits. */
function limitsDisk({ containers, spec }: Pod): boolean {
  const name = 'ephemeral-storage';
  if (dataOf(dataOf(spec['resources'])['limits'])[name] !== undefined) return true;
  return containers.some((container) => container.resource('limits', name) !== undefined);
}

/** On disk, without a size of its own, and with nobody who takes anything away. */
function isUnbounded(pod: Pod, { volume, name }: Mount): boolean {
  if (volume?.type !== 'emptyDir' || volume.inMemory || volume.source['sizeLimit'] != null) return false;
  return !pod
    .usersOf(name)
    .some(({ container, mount }) => mount.writable && (trimsFiles(container) || isRotator(container)));
}

function isRotator({ image }: Container): boolean {
  return image?.reference?.name.includes('rotate') ?? false;
}

/** Where a volume hides the links to the container's output, the image's own logs become files that somebody else reads. */
function logsOf(container: Container): readonly string[] {
  if (!runsOwnProgram(container) || isConfigured(container)) return [];
  return (container.image?.likely?.logLinks ?? []).filter((log) => {
    const mount = container.mountAt(log);
    return mount && container.pod.usersOf(mount.name).some((user) => user.container !== container);
  });
}
