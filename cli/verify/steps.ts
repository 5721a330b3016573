import { Paint, printable } from '../terminal';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 120;

/** Where steps are shown. */
export interface StepStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * Shows what is being done, each step on a line of its own: while it lasts with the time that it has taken, where somebody
 * sits in front of it, and when it is over with how it ended.
 */
export class Steps {
  private running: { readonly what: string; readonly since: number; details: string } | undefined;
  private timer: NodeJS.Timeout | undefined;

  public constructor(
    private readonly stream: StepStream,
    private readonly paint: Paint,
    private readonly mask: (text: string) => string = (text) => text,
  ) {}

  /** The same steps with all that a set keeps secret left out. */
  public masked(mask: (text: string) => string): Steps {
    return new Steps(this.stream, this.paint, mask);
  }

  public heading(text: string): void {
    this.line(this.paint('bold', this.safe(text)));
  }

  /** The last line. */
  public verdict(well: boolean, text: string): void {
    this.line(this.paint(well ? 'bold' : 'red', this.safe(text)));
  }

  public note(text: string): void {
    for (const line of text.split('\n')) this.line(`  ${this.paint('dim', this.safe(line))}`);
  }

  /** Runs it as a step. Of steps within a step only the outer one is shown while they last. */
  public async run<T>(what: string, command: string | undefined, work: () => Promise<T>): Promise<T> {
    const since = performance.now();
    const outer = this.running;
    if (!outer) this.begin(what, since);
    try {
      const result = await work();
      if (!outer) this.end();
      this.done(true, what, since, command);
      return result;
    } catch (error) {
      if (!outer) this.end();
      this.done(false, what, since, command);
      throw error;
    }
  }

  /** Runs it as a step that ends well when `well` says so afterwards. */
  public async wait(what: string, work: () => Promise<void>, well: () => boolean): Promise<void> {
    const since = performance.now();
    this.begin(what, since);
    try {
      await work();
    } finally {
      this.end();
      this.done(well(), what, since);
    }
  }

  /** Runs it, and shows that it goes on as long as it does. What comes of it is shown by others. */
  public async during<T>(what: string, work: () => Promise<T>): Promise<T> {
    this.begin(what, performance.now());
    try {
      return await work();
    } finally {
      this.end();
    }
  }

  public problem(text: string): void {
    for (const line of text.split('\n')) this.line(`  ${this.paint('red', this.safe(line))}`);
  }

  /** More about the step that is going on. */
  public details(text: string): void {
    if (this.running) this.running.details = text;
  }

  /** The line of a step that is over. */
  public done(well: boolean, what: string, since: number, command?: string): void {
    const mark = well ? this.paint('green', '✓') : this.paint('red', '✗');
    const time = this.paint('dim', `${((performance.now() - since) / 1000).toFixed(1)}s`);
    this.line(`  ${mark} ${this.safe(what)}  ${time}`);
    if (command !== undefined) this.line(`    ${this.paint('dim', `$ ${this.safe(command)}`)}`);
  }

  private begin(what: string, since: number): void {
    this.running = { what, since, details: '' };
    if (this.stream.isTTY) this.timer = setInterval(() => this.draw(), FRAME_MS);
  }

  private end(): void {
    clearInterval(this.timer);
    if (this.stream.isTTY) this.stream.write('\r\x1b[K');
    this.running = undefined;
  }

  private draw(): void {
    if (!this.running) return;
    const { what, since, details } = this.running;
    const elapsed = performance.now() - since;
    const frame = FRAMES[Math.floor(elapsed / FRAME_MS) % FRAMES.length];
    const text = this.safe(`${what} (${(elapsed / 1000).toFixed(0)}s)${details === '' ? '' : `: ${details}`}`);
    this.stream.write(`\r\x1b[K  ${frame} ${text.slice(0, (this.stream.columns ?? 80) - 5)}`);
  }

  private line(text: string): void {
    if (this.stream.isTTY && this.running) this.stream.write('\r\x1b[K');
    this.stream.write(`${text}\n`);
  }

  private safe(text: string): string {
    return printable(this.mask(text));
  }
}
