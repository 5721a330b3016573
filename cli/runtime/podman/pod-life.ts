import { numberOf } from '../../../lib/model/values';
import { ContainerLife } from './container-life';
import { Events } from './events';
import { PodRecorder } from './pod-recorder';
import { evictionFor, Usage } from './volumes/usage';
import { pause } from './waiting';

/** How often it is looked how much is in the volumes. */
const USAGE_EVERY_MS = 2000;

/** The order in which the containers of a Pod start and end. */
export class PodLife {
  private readonly halt = new AbortController();
  private stopping: Promise<void> | undefined;
  private running: Promise<void> = Promise.resolve();

  public constructor(
    private readonly lives: readonly ContainerLife[],
    private readonly record: PodRecorder,
    private readonly events: Events,
  ) {}

  /** Starts the containers; `volumes` resolves with whether theirs are there. */
  public begin(volumes: Promise<boolean>, usage: () => Promise<Usage>): void {
    const report = (error: unknown) =>
      this.events.warning('FailedSync', `Error syncing pod: ${(error as Error).message}`);
    this.running = this.live(volumes).catch(report);
    this.watchUsage(volumes, usage).catch(report);
    this.watchDeadline().catch(report);
  }

  /** Ends all containers in Kubernetes' order: sidecars after what they serve, and in reverse. */
  public stop(): Promise<void> {
    this.halt.abort();
    return (this.stopping ??= this.stopAll(this.record.pod.graceSeconds));
  }

  /** Stops looking after them, and leaves them as they are. */
  public abandon(): void {
    this.halt.abort();
    for (const life of this.lives) life.abandon();
  }

  /** Resolves when nothing is being started any more. */
  public async settled(): Promise<void> {
    await this.running;
  }

  private get halted(): boolean {
    return this.halt.signal.aborted;
  }

  private async live(volumes: Promise<boolean>): Promise<void> {
    if (!(await volumes)) return;
    for (const life of this.inRole('init', 'sidecar')) {
      if (this.halted) return;
      life.begin();
      await (life.record.container.role === 'sidecar' ? life.started : life.ended);
      if (life.record.container.role === 'init' && life.record.terminated?.exitCode !== 0) return this.end();
    }
    for (const life of this.inRole('main')) {
      if (this.halted) return;
      life.begin();
      // With its hook, and not waiting for it to be ready.
      await life.attempted;
    }
    void Promise.all(this.inRole('main').map((life) => life.ended)).then(() => this.end());
  }

  /** When all that counts has ended, the sidecars have nothing more to do. */
  private async end(): Promise<void> {
    if (this.halted) return;
    await this.stop();
  }

  private async stopAll(graceSeconds: number): Promise<void> {
    const sidecars = this.inRole('sidecar');
    const before = (life: ContainerLife): readonly ContainerLife[] => {
      const index = sidecars.indexOf(life);
      return index < 0 ? [] : [...this.inRole('main'), ...sidecars.slice(index + 1)];
    };
    await Promise.all(
      this.lives.map((life) => life.stop(graceSeconds, Promise.all(before(life).map((other) => other.ended)))),
    );
  }

  private inRole(...roles: readonly string[]): ContainerLife[] {
    return this.lives.filter(({ record }) => roles.includes(record.container.role));
  }

  private async fail(reason: string, message: string): Promise<void> {
    if (this.halted) return;
    this.halt.abort();
    this.record.failure = { reason, message };
    this.events.warning(reason, message);
    await (this.stopping ??= this.stopAll(0));
  }

  private async watchUsage(volumes: Promise<boolean>, usage: () => Promise<Usage>): Promise<void> {
    if (!(await volumes)) return;
    for (;;) {
      await pause(USAGE_EVERY_MS, this.halt.signal);
      if (this.halted) return;
      // What could not be measured this time is the next.
      const eviction = evictionFor(this.record.pod, await usage().catch((): Usage => new Map()));
      if (eviction !== undefined) return this.fail('Evicted', eviction);
    }
  }

  private async watchDeadline(): Promise<void> {
    const seconds = numberOf(this.record.pod.spec['activeDeadlineSeconds']);
    if (seconds === undefined) return;
    await pause(seconds * 1000, this.halt.signal);
    await this.fail('DeadlineExceeded', 'Pod was active on the node longer than the specified deadline');
  }
}
