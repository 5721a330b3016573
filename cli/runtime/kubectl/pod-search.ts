import { setTimeout as sleep } from 'node:timers/promises';
import { Data, isData, listOf } from '../../../lib/model/values';
import { RuntimeFailure } from '../runtime';
import { itemsOf } from './existing';
import { nameOf, namespaceOf } from './kinds';
import { RUN } from './labels';
import { firstPodOf, whyNoPod } from './owned-pods';
import { patiently } from './patience';
import { Kubectl } from './program';

const EVERY_MS = 500;
/** Longer than controllers need, also those of a busy cluster. */
const WITHIN_MS = 30_000;

/** Waits until each of the objects has a Pod. Throws a `RuntimeFailure` with the words of the controller when one gets none. */
export async function findPods(
  kubectl: Kubectl,
  run: string,
  makers: readonly Data[],
  signal: AbortSignal,
  withinMs = WITHIN_MS,
): Promise<Data[]> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = makers.every(({ kind }) => kind === 'Pod') ? [] : await look(kubectl, run, makers, signal);
    const pods = makers.map((maker) => firstPodOf(maker, found));
    if (pods.every((pod) => pod !== undefined)) return pods;
    if (performance.now() >= deadline) {
      const late = makers[pods.indexOf(undefined)];
      throw new RuntimeFailure(await explain(kubectl, late, found, withinMs, signal));
    }
    await sleep(EVERY_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

async function look(kubectl: Kubectl, run: string, makers: readonly Data[], signal: AbortSignal): Promise<Data[]> {
  const namespaces = [...new Set(makers.map(namespaceOf))];
  const types = makers.some(({ kind }) => kind === 'Deployment') ? 'pods,replicasets.apps' : 'pods';
  const lists = await Promise.all(
    namespaces.map((namespace) => {
      const args = [`--namespace=${namespace}`, 'get', types, `--selector=${RUN}=${run}`];
      return patiently(() => kubectl.json(args, { signal }), signal);
    }),
  );
  return lists.flatMap(itemsOf);
}

async function explain(
  kubectl: Kubectl,
  maker: Data,
  found: readonly Data[],
  withinMs: number,
  signal: AbortSignal,
): Promise<string> {
  const events = await kubectl
    .json([`--namespace=${namespaceOf(maker)}`, 'get', 'events'], { signal })
    .catch((error: unknown): Data => {
      if (error instanceof RuntimeFailure) return {};
      throw error;
    });
  const why = whyNoPod(maker, found, listOf(events['items']).filter(isData));
  const what = `${String(maker['kind'])} ${namespaceOf(maker)}/${nameOf(maker)} has made no Pod within ${withinMs / 1000} s`;
  return kubectl.mask(why === undefined ? what : `${what}: ${why}`);
}
