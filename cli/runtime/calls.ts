/** The calls of a program that are under way. */
export class Calls {
  private readonly pending = new Set<Promise<unknown>>();

  public add<T>(call: Promise<T>): Promise<T> {
    this.pending.add(call);
    const forget = () => this.pending.delete(call);
    call.then(forget, forget);
    return call;
  }

  /** Resolves when none is left, also of those that begin meanwhile. */
  public async idle(): Promise<void> {
    while (this.pending.size > 0) await Promise.allSettled(this.pending);
  }
}
