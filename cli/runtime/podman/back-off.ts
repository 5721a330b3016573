const FIRST_MS = 10_000;
const LONGEST_MS = 300_000;

/**
 * How long the kubelet waits before it starts a container again: the first time not at all, then 10 seconds from its end and
 * twice as long each time, and after ten good minutes all over again.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy
 */
export class BackOff {
  private currentMs: number;

  public constructor(private readonly firstMs: 0 | typeof FIRST_MS = 0) {
    this.currentMs = firstMs;
  }

  /** In milliseconds, for a container that ran that long. */
  public next(ranMs = 0): number {
    if (ranMs > 2 * LONGEST_MS) this.currentMs = this.firstMs;
    const wait = this.currentMs;
    this.currentMs = wait === 0 ? FIRST_MS : Math.min(wait * 2, LONGEST_MS);
    return wait;
  }
}

/** As Go writes a duration, as in `10s` and `2m40s`. */
export function durationText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
