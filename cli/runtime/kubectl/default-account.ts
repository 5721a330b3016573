import { setTimeout as sleep } from 'node:timers/promises';
import { RuntimeFailure } from '../runtime';
import { nameOf } from './kinds';
import { patiently } from './patience';
import { Kubectl, KubectlError } from './program';

const NAME = 'default';
const EVERY_MS = 250;
const WITHIN_MS = 30_000;

/**
 * Waits until a namespace that was just made has its default ServiceAccount, which a controller makes a moment later: until
 * then Pods are refused.
 */
export async function waitForAccount(
  kubectl: Kubectl,
  namespace: string,
  signal: AbortSignal,
  withinMs = WITHIN_MS,
): Promise<void> {
  const args = [`--namespace=${namespace}`, 'get', 'serviceaccount', NAME, '--ignore-not-found'];
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      const account = await patiently(() => kubectl.json(args, { signal }), signal);
      if (nameOf(account) === NAME) return;
    } catch (error) {
      // Who may make Pods need not be allowed to look.
      if (error instanceof KubectlError && error.reason === 'Forbidden') return;
      throw error;
    }
    if (performance.now() >= deadline) {
      throw new RuntimeFailure(
        `namespace ${namespace} has got no ServiceAccount "${NAME}" within ${withinMs / 1000} s, and without it there are no Pods; does the controller manager of the cluster run?`,
      );
    }
    await sleep(EVERY_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
