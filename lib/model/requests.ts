import { KubernetesVersion } from '../kubernetes-version';
import type { Container } from './container';
import type { Pod } from './pod';
import { parseQuantity } from './quantity';
import { Data, dataOf, Path } from './values';

/** What a Pod needs on one node at one time. */
export interface Request {
  readonly amount: number;
  /** The container with the largest part in it; undefined where the Pod as a whole says it. */
  readonly largest: Container | undefined;
  readonly path: Path;
}

/** What a container asks for. */
export interface Part {
  readonly container: Container;
  readonly amount: number;
  readonly path: Path;
}

/** Containers that run at the same time, and what they ask for together. */
export interface Round {
  /** The init container that runs then; undefined for the last round, which goes on. */
  readonly init: Container | undefined;
  readonly parts: readonly Part[];
  readonly amount: number;
}

/** Where the request of a Pod comes from. */
export interface RequestTerms {
  readonly rounds: readonly Round[];
  /** What the Pod as a whole says, which holds in place of what its containers say. */
  readonly said: { readonly amount: number; readonly path: Path } | undefined;
  readonly overhead: number;
  /** All in all. */
  readonly amount: number;
}

/**
 * The first version that has resources of whole Pods without a feature gate.
 * @see https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/#PodLevelResources
 */
const OF_PODS = KubernetesVersion.parse('1.34', 'resources of Pods');

/**
 * Init containers run before the regular ones, so each of them counts alone, together with the native sidecars that were
 * started before it. Without a version, all that is said counts.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/staging/src/k8s.io/component-helpers/resource/helpers.go
 */
export function requestTermsOf(pod: Pod, resource: string, version = OF_PODS): RequestTerms {
  const rounds = roundsOf(pod, resource);
  const nothing = rounds.every(({ amount }) => amount === 0);
  const said = version.atLeast(OF_PODS) ? saidIn(dataOf(pod.spec['resources']), resource, nothing) : undefined;
  const overhead = parseQuantity(dataOf(pod.spec['overhead'])[resource]) ?? 0;
  return {
    rounds,
    said: said && { amount: said.amount, path: [...pod.path, 'resources', ...said.path] },
    overhead,
    amount: (said ?? largestRound(rounds)).amount + overhead,
  };
}

/** The round that asks for the most; of several, the first. */
export function largestRound(rounds: readonly Round[]): Round {
  return rounds.reduce((most, round) => (round.amount > most.amount ? round : most));
}

/** What the scheduler looks for room for. */
export function requestOf(pod: Pod, resource: string, version?: KubernetesVersion): Request {
  const { rounds, said, amount } = requestTermsOf(pod, resource, version);
  if (said) return { amount, largest: undefined, path: said.path };
  const { parts, amount: asked } = largestRound(rounds);
  if (asked === 0) return { amount, largest: undefined, path: pod.path };
  const largest = parts.reduce((most, part) => (part.amount > most.amount ? part : most));
  return { amount, largest: largest.container, path: largest.path };
}

/** The names of what is asked for, as in `cpu`, `hugepages-2Mi`, `example.com/gpu`. */
export function resourcesOf(pod: Pod): string[] {
  const holders = [pod.spec, ...pod.containers.map(({ data }) => data)];
  const lists = holders.flatMap((data) => Object.values(dataOf(data['resources'])));
  return [...new Set([...lists, pod.spec['overhead']].flatMap((list) => Object.keys(dataOf(list))))];
}

/** In the order of their start. Regular containers follow on all others, so the last is the sum of all that keep running. */
function roundsOf(pod: Pod, resource: string): Round[] {
  const rounds: Round[] = [];
  const running: Part[] = [];
  for (const container of pod.containers) {
    const part = partOf(container, resource);
    if (container.longRunning) running.push(part);
    else rounds.push(round(container, [...running, part]));
  }
  return [...rounds, round(undefined, running)];
}

function round(init: Container | undefined, parts: readonly Part[]): Round {
  return { init, parts, amount: parts.reduce((sum, { amount }) => sum + amount, 0) };
}

function partOf(container: Container, resource: string): Part {
  const said = saidIn(dataOf(container.data['resources']), resource, true);
  return { container, amount: said?.amount ?? 0, path: [...container.path, 'resources', ...(said?.path ?? [])] };
}

/** A request, or, where there is none, the limit that stands for it. */
function saidIn(resources: Data, resource: string, orLimit: boolean): { amount: number; path: Path } | undefined {
  for (const side of orLimit ? (['requests', 'limits'] as const) : (['requests'] as const)) {
    const quantity = dataOf(resources[side])[resource];
    const amount = parseQuantity(quantity);
    if (quantity !== undefined) return amount === undefined ? undefined : { amount, path: [side, resource] };
  }
  return undefined;
}
