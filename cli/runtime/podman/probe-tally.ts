/** Tells when a probe has succeeded or failed often enough in a row to count. */
export class ProbeTally {
  private last: boolean | undefined;
  private run = 0;

  public constructor(
    private readonly successThreshold: number,
    private readonly failureThreshold: number,
  ) {}

  /** What the result makes of it, undefined where it changes nothing yet. */
  public add(success: boolean): boolean | undefined {
    this.run = this.last === success ? this.run + 1 : 1;
    this.last = success;
    return this.run >= (success ? this.successThreshold : this.failureThreshold) ? success : undefined;
  }
}
