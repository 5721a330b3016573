import { Container } from '../../../../lib/model/container';
import { Pod } from '../../../../lib/model/pod';
import { parseQuantity } from '../../../../lib/model/quantity';
import { Volume } from '../../../../lib/model/volume';

/** How many bytes an emptyDir may hold, undefined where nothing says. */
export function sizeLimitOf({ source }: Volume): number | undefined {
  const limit = parseQuantity(source['sizeLimit']);
  return limit !== undefined && limit > 0 ? limit : undefined;
}

/**
 * The size of an emptyDir in memory: its own limit, and not more than the Pod may have in memory, or the node has.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/volume/emptydir/empty_dir.go
 */
export function memorySizeOf(volume: Volume, pod: Pod, nodeMemory: number): number {
  return Math.ceil(Math.min(sizeLimitOf(volume) ?? Infinity, memoryLimitOf(pod) ?? Infinity, nodeMemory));
}

/** What all containers that run at one time may have together, undefined when one of them has no limit. */
function memoryLimitOf({ containers }: Pod): number | undefined {
  const limits = containers.map((container) => memoryOf(container));
  if (limits.includes(0)) return undefined;
  let running = 0;
  let most = 0;
  for (const [index, { longRunning }] of containers.entries()) {
    if (longRunning) running += limits[index];
    most = Math.max(most, longRunning ? running : running + limits[index]);
  }
  return most;
}

function memoryOf(container: Container): number {
  return parseQuantity(container.resource('limits', 'memory')) ?? 0;
}
