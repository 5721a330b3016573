import type { Container } from './container';
import type { Pod } from './pod';
import { parseQuantity } from './quantity';
import { Data, dataOf, Path } from './values';

/** What nodes have a limited amount of. */
export type Resource = 'cpu' | 'memory' | 'ephemeral-storage';

/** What a Pod needs on one node at one time. */
export interface Request {
  readonly amount: number;
  /** The container with the largest part in it; undefined where the Pod as a whole says it. */
  readonly largest: Container | undefined;
  readonly path: Path;
}

/**
 * Init containers run before the regular ones, so the largest of them counts alone, together with the native sidecars that
 * were started before it.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/staging/src/k8s.io/component-helpers/resource/helpers.go
 */
export function requestOf(pod: Pod, resource: Resource): Request {
  const { amount, parts } = sumOf(pod, resource);
  const overhead = parseQuantity(dataOf(pod.spec['overhead'])[resource]) ?? 0;
  const said = saidIn(dataOf(pod.spec['resources']), resource, amount === 0);
  if (said)
    return { amount: said.amount + overhead, largest: undefined, path: [...pod.path, 'resources', ...said.path] };
  const [first, ...others] = parts;
  const largest = others.reduce((most, part) => (part.amount > most.amount ? part : most), first);
  if (!largest) return { amount: overhead, largest: undefined, path: pod.path };
  return { amount: amount + overhead, largest: largest.container, path: largest.path };
}

interface Part {
  readonly container: Container;
  readonly amount: number;
  readonly path: Path;
}

/** The most that is asked for at one time, and who asks for it. */
function sumOf(pod: Pod, resource: Resource): { amount: number; parts: Part[] } {
  let most: { amount: number; parts: Part[] } = { amount: 0, parts: [] };
  const running: Part[] = [];
  for (const container of pod.containers) {
    const part = partOf(container, resource);
    if (container.longRunning) running.push(part);
    // Regular containers follow on all others, so that the last round is the sum of all that keep running.
    const parts = container.longRunning ? [...running] : [...running, part];
    const amount = parts.reduce((sum, each) => sum + each.amount, 0);
    if (amount > most.amount) most = { amount, parts };
  }
  return most;
}

function partOf(container: Container, resource: Resource): Part {
  const said = saidIn(dataOf(container.data['resources']), resource, true);
  return { container, amount: said?.amount ?? 0, path: [...container.path, 'resources', ...(said?.path ?? [])] };
}

/** A request, or, where there is none, the limit that stands for it. */
function saidIn(resources: Data, resource: Resource, orLimit: boolean): { amount: number; path: Path } | undefined {
  for (const side of orLimit ? (['requests', 'limits'] as const) : (['requests'] as const)) {
    const quantity = dataOf(resources[side])[resource];
    const amount = parseQuantity(quantity);
    if (quantity !== undefined) return amount === undefined ? undefined : { amount, path: [side, resource] };
  }
  return undefined;
}
