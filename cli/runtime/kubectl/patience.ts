import { setTimeout as sleep } from 'node:timers/promises';
import { KubectlError } from './program';

const TRIES = 3;
const AFTER_MS = 1000;

/** What goes away by itself: the way to the API server, and the API server when it has too much to do. */
const PASSING =
  /Unable to connect to the server|connection (?:to the server \S+ was )?refused|connection reset|i\/o timeout|TLS handshake timeout|unexpected EOF|\bEOF$|etcdserver:|\((?:ServiceUnavailable|TooManyRequests|Timeout|ServerTimeout|InternalError)\)/;

/** Tries again what only looks, when it did not reach the API server: a Pod is looked at for minutes. */
export async function patiently<T>(look: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await look();
    } catch (error) {
      if (!(error instanceof KubectlError) || !PASSING.test(error.words) || attempt === TRIES) throw error;
      await sleep(AFTER_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
    }
  }
}
