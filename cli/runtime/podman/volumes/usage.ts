import { Pod } from '../../../../lib/model/pod';
import { parseQuantity } from '../../../../lib/model/quantity';
import { sizeLimitOf } from './empty-dir';

/** The bytes of each emptyDir on disk, by its name. */
export type Usage = ReadonlyMap<string, number>;

/** What `du -sk` writes, by the paths it was asked for. */
export function parseUsage(output: string): Map<string, number> {
  return new Map(
    output.split('\n').flatMap((line): [string, number][] => {
      const [, kibibytes, path] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
      return path === undefined ? [] : [[path, Number(kibibytes) * 1024]];
    }),
  );
}

/**
 * Why the kubelet would evict the Pod, in its words.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/kubelet/eviction/eviction_manager.go
 */
export function evictionFor(pod: Pod, usage: Usage): string | undefined {
  for (const volume of pod.volumes) {
    const limit = sizeLimitOf(volume);
    if (volume.type !== 'emptyDir' || limit === undefined || volume.inMemory) continue;
    if ((usage.get(volume.name) ?? 0) > limit) {
      return `Usage of EmptyDir volume "${volume.name}" exceeds the limit "${String(volume.source['sizeLimit'])}". `;
    }
  }
  const limits = pod.longRunning.map((container) => parseQuantity(container.resource('limits', 'ephemeral-storage')));
  const total = limits.reduce<number>((sum, limit) => sum + (limit ?? 0), 0);
  const used = [...usage.values()].reduce((sum, bytes) => sum + bytes, 0);
  if (total > 0 && used > total) {
    return `Pod ephemeral local storage usage exceeds the total limit of containers ${quantityText(total)}. `;
  }
  return undefined;
}

function quantityText(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  return Number.isInteger(mebibytes) ? `${mebibytes}Mi` : String(bytes);
}
