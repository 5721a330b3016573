/** Pauses between looks at what is expected. */
export class Recheck {
  private readonly waiting = new Set<() => void>();

  /** Resolves after that time, or as soon as something else has come true: it may be what this one waits for. */
  public pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.waiting.delete(end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.waiting.add(end);
      signal.addEventListener('abort', end);
    });
  }

  public cameTrue(): void {
    for (const end of [...this.waiting]) end();
  }
}
