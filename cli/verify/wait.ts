import { setTimeout as sleep } from 'node:timers/promises';
import { Runtime } from '../runtime/runtime';
import { isHopeless, isUp, summaryOf } from './live';
import { Steps } from './steps';
import { EVERY_MS, see, VerifyOptions, Watched } from './watched';

/** How the wait for Pods has ended. */
export interface Waited {
  readonly allUp: boolean;
  /** The names of those that cannot come. */
  readonly hopeless: readonly string[];
  /** Those that may have come, had the wait gone on. */
  readonly undecided: ReadonlySet<Watched>;
}

/** For so long nothing has to happen to the others once there is a Pod that cannot come: then they wait for it, or hang. */
const QUIET_MS = 5_000;

/**
 * Waits until all are up. Once one of them cannot come, only as long as something still happens to others: whoever reads it
 * is to learn of all that is wrong, and not to wait for what is known to be in vain.
 */
export async function waitUntilUp(
  pods: readonly Watched[],
  runtime: Pick<Runtime, 'name'>,
  { readyWithinMs }: Pick<VerifyOptions, 'readyWithinMs'>,
  steps: Pick<Steps, 'wait' | 'details'>,
  signal: AbortSignal,
): Promise<Waited> {
  const since = performance.now();
  let waited: Waited = { allUp: false, hopeless: [], undecided: new Set() };
  const look = async (): Promise<boolean> => {
    const seen = await Promise.all(pods.map((each) => see(each)));
    const hopeless = pods.filter((_, index) => isHopeless(seen[index]));
    const undecided = pods.filter((each, index) => !hopeless.includes(each) && !isUp(seen[index]));
    const over = performance.now() - since > readyWithinMs;
    waited = {
      allUp: seen.every(isUp),
      hopeless: hopeless.map(({ pod }) => pod.name),
      // When the time is over, they had it.
      undecided: new Set(over ? [] : undecided),
    };
    steps.details(pods.map(({ pod }, index) => `${pod.name}: ${summaryOf(seen[index])}`).join('; '));
    return over || undecided.length === 0 || (hopeless.length > 0 && isQuiet(undecided));
  };
  const wait = async () => {
    while (!signal.aborted) {
      if (await look()) return;
      await sleep(EVERY_MS[runtime.name], undefined, { signal }).catch(() => undefined);
    }
    signal.throwIfAborted();
  };
  await steps.wait(`${pods.map(({ pod }) => pod.name).join(', ')} ready`, wait, () => waited.allUp);
  return waited;
}

function isQuiet(pods: readonly Watched[]): boolean {
  const last = Math.max(...pods.map(({ startedAt, timeline }) => startedAt + (timeline.moments.at(-1)?.atMs ?? 0)));
  return Date.now() - last > QUIET_MS;
}
