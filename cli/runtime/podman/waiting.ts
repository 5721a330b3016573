/** A promise that somebody else fulfils, as often as he likes. */
export class Deferred {
  public readonly promise: Promise<void>;
  public resolve!: () => void;

  public constructor() {
    this.promise = new Promise((resolve) => (this.resolve = resolve));
  }
}

/** What a timer can take: with more, it fires at once. */
export const LONGEST_MS = 2 ** 31 - 1;

/** Waits, and returns early when the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.min(Math.max(0, ms), LONGEST_MS));
    signal.addEventListener('abort', end);
  });
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** A controller of one's own that is aborted along with the signal. */
export function within(signal: AbortSignal): AbortController {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  controller.signal.addEventListener('abort', () => signal.removeEventListener('abort', abort), { once: true });
  return controller;
}
