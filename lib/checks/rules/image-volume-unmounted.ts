import { Container } from '../../model/container';
import { keepsDataElsewhere, runsOwnProgram } from '../../model/image-use';
import { podRule } from '../rule';

/** Images that are caches as often as stores: without a word about persistence, losing the data is what is meant. */
const CACHES = ['redis', 'valkey'];

/**
 * Where nothing is mounted at a volume that the image declares, the runtime makes one that belongs to the container and
 * goes with it, even when the container only restarts.
 */
export const imageVolumeUnmounted = podRule(
  {
    id: 'image-volume-unmounted',
    severity: 'warning',
    title: 'nothing is mounted where the image keeps its data',
    sources: [
      'https://github.com/containerd/cri/pull/1504',
      'https://github.com/containerd/containerd/issues/3511',
      'https://github.com/cri-o/cri-o/issues/2562',
    ],
  },
  function* (pod) {
    if (pod.workload.runsToCompletion) return;
    for (const container of pod.longRunning) {
      const volumes = container.image?.likely?.volumes ?? [];
      if (volumes.length === 0 || !runsOwnProgram(container) || isMounted(container, volumes)) continue;
      if (keepsDataElsewhere(container, volumes) || isCache(container)) continue;
      const [folder] = volumes;
      yield {
        container,
        path: Array.isArray(container.data['volumeMounts']) ? [...container.path, 'volumeMounts'] : container.path,
        what: `${container.image!.text} keeps its data in ${folder}, and no volume is mounted there`,
        happens: `The data in ${folder} is gone whenever the container restarts`,
        fix: `mount a claim at ${folder}, or an emptyDir where the data may go with the Pod`,
      };
    }
  },
);

/** Of several volumes not every one is for every use, so one that is mounted shows that somebody thought of it. */
function isMounted(container: Container, volumes: readonly string[]): boolean {
  return volumes.some((path) =>
    container.mounts.some((mount) => mount.covers(path) || mount.folder.startsWith(`${path}/`)),
  );
}

function isCache(container: Container): boolean {
  if (!CACHES.includes(container.image!.reference!.name)) return false;
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  return container.pod.workload.kind !== 'StatefulSet' && !words.some((word) => /appendonly\s*yes|^yes$/.test(word));
}
