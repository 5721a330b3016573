import { Container } from '../../model/container';
import { fileUseOf } from '../../model/file-use';
import { Pod } from '../../model/pod';
import { bytesText, parseQuantity } from '../../model/quantity';
import { dataOf } from '../../model/values';
import { Volume } from '../../model/volume';
import { PodReport, podRule } from '../rule';

/** What is in a memory volume counts as memory of the container that wrote it. */
export const memoryVolumeLimit = podRule(
  {
    id: 'memory-volume-limit',
    severity: 'warning',
    title: "a memory volume that its writer's limit does not hold",
    sources: [
      'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
      'https://github.com/kubernetes/kubernetes/issues/63126',
      'https://github.com/kubernetes/website/pull/36494',
    ],
  },
  function* (pod) {
    for (const volume of pod.volumes) {
      if (!volume.inMemory) continue;
      const writers = writersOf(pod, volume);
      const size = parseQuantity(volume.source['sizeLimit']);
      if (size === undefined) {
        // What a mesh puts in is set there, and needs a few kB for its certificates.
        const free = writers.find((container) => !isInjected(container) && limitOf(container) === undefined);
        if (free && volume.source['sizeLimit'] == null) yield unlimited(volume, free);
        continue;
      }
      for (const container of tooSmall(writers, volume, size)) yield tooLarge(volume, size, container);
    }
  },
);

const INJECTED = ['istio-init', 'istio-proxy', 'istio-validation', 'linkerd-init', 'linkerd-proxy'];

function isInjected({ name }: Container): boolean {
  return INJECTED.includes(name);
}

function unlimited({ name, path }: Volume, container: Container): PodReport {
  return {
    container,
    path: [...path, 'emptyDir'],
    what: `the memory volume "${name}" has no sizeLimit, and the container no memory limit`,
    happens: 'What is written there takes memory of the node, until it evicts Pods or kills processes: OOMKilled',
    fix: `set emptyDir.sizeLimit of "${name}", and a memory limit of ${container.name} above that`,
  };
}

function tooLarge({ name, path }: Volume, size: number, container: Container): PodReport {
  const limit = bytesText(limitOf(container)!);
  return {
    container,
    path: [...path, 'emptyDir', 'sizeLimit'],
    what: `the memory volume "${name}" may grow to ${bytesText(size)}, and the memory limit of the container that fills it is ${limit}`,
    happens: 'OOMKilled (exit code 137) before the volume is full, as its files count as memory of their writer',
    fix: `set the memory limit of ${container.name} above ${bytesText(size)} and what it needs itself, or sizeLimit below ${limit}`,
  };
}

/** Whose limit is too small: of several that may write, only those that are known to, unless all are. */
function tooSmall(writers: readonly Container[], volume: Volume, size: number): Container[] {
  const small = writers.filter((container) => (limitOf(container) ?? Infinity) <= size);
  return small.length === writers.length ? small : small.filter((container) => writesTo(container, volume));
}

function writersOf(pod: Pod, { name }: Volume): Container[] {
  const writers = pod.usersOf(name).filter(({ mount }) => mount.writable);
  return [...new Set(writers.map(({ container }) => container))];
}

function writesTo(container: Container, { name }: Volume): boolean {
  return fileUseOf(container).written.some(({ file }) => container.mountAt(file)?.name === name);
}

/** Its own limit, or the one of the whole Pod. */
function limitOf(container: Container): number | undefined {
  const ofPod = dataOf(dataOf(container.pod.spec['resources'])['limits'])['memory'];
  return parseQuantity(container.resource('limits', 'memory') ?? ofPod);
}
