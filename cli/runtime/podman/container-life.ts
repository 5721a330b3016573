import { Container } from '../../../lib/model/container';
import { Probe } from '../../../lib/model/probe';
import { numberOf } from '../../../lib/model/values';
import { BackOff, durationText } from './back-off';
import { ContainerExec } from './container-exec';
import { probeContainer } from './container-probes';
import { ContainerProcess } from './container-process';
import { ContainerRecord } from './container-record';
import { ContainerStarts, Started } from './container-starts';
import { Events } from './events';
import { runHook } from './lifecycle-hook';
import { Reach } from './probe-attempt';
import { isLasting, StartFailure } from './start-failure';
import { stopProcess, Turn } from './stop-process';
import { startError, terminatedBy } from './termination';
import { aborted, Deferred, pause, within } from './waiting';

/** What a container needs of the Pod that it is in. */
export interface Surroundings {
  readonly exec: ContainerExec;
  readonly events: Events;
  /** As in `web_default(uid)`. */
  readonly podText: string;
  /** Resolves when the Pod has a network. */
  readonly network: Promise<Omit<Reach, 'exec'>>;
  /** Something of it has changed. */
  changed(): void;
}

/** The kubelet looks once a second. */
const RESTART_PAUSE_MS = 500;
/** As long as an error is shown before what follows from it. */
const ERROR_SHOWN_MS = 2000;

/** A container from its first start to its last end: restarts, back-off, probes and hooks. */
export class ContainerLife {
  private readonly halt = new AbortController();
  private readonly backOff = new BackOff();
  private readonly pullBackOff = new BackOff(10_000);
  private readonly firstAttempt = new Deferred();
  private readonly firstStarted = new Deferred();
  private current: Started | undefined;
  private starting: Promise<unknown> = Promise.resolve();
  private living: Promise<void> | undefined;
  private killed = false;

  public constructor(
    public readonly record: ContainerRecord,
    private readonly starts: ContainerStarts,
    private readonly around: Surroundings,
  ) {}

  /** Resolves when it was tried to start it, whatever came of it. */
  public get attempted(): Promise<void> {
    return this.firstAttempt.promise;
  }

  /** Resolves when it counts as started, so that the next one may start. */
  public get started(): Promise<void> {
    return this.firstStarted.promise;
  }

  /** Resolves when it runs no more and will not be started again. */
  public get ended(): Promise<void> {
    return this.living ?? Promise.resolve();
  }

  /** What podman calls it at this moment. */
  public get podmanName(): string | undefined {
    return this.current?.process.planned.name;
  }

  public get logFile(): string | undefined {
    return this.current?.process.planned.logFile;
  }

  public begin(): void {
    this.living ??= this.live()
      .catch((error: unknown) => this.report(error))
      .finally(() => {
        this.firstAttempt.resolve();
        this.firstStarted.resolve();
      });
  }

  /** Ends it for good: what is to be done before, then its turn, and all that within the grace period. */
  public async stop(graceSeconds: number, turn: Turn): Promise<void> {
    this.halt.abort();
    await this.starting.catch(() => undefined);
    if (this.current && !this.current.process.over) {
      this.around.events.normal('Killing', `Stopping container ${this.container.name}`, this.container);
      await this.end(this.current, graceSeconds, turn, true);
    }
    await this.ended;
  }

  /** Stops looking after it, and leaves it as it is. */
  public abandon(): void {
    this.halt.abort();
    this.current?.process.abandon();
  }

  private get container(): Container {
    return this.record.container;
  }

  private async live(): Promise<void> {
    while (!this.halt.signal.aborted) {
      const failure = await this.tryToStart();
      if (!failure && this.current) await this.runToEnd(this.current);
      this.firstAttempt.resolve();
      if (failure && isLasting(failure)) return aborted(this.halt.signal);
      if (failure && failure.reason !== 'RunContainerError') await this.waitToTryAgain(failure);
      else if (this.halt.signal.aborted || !this.restarts) return;
      else await this.waitToRestart(failure);
    }
  }

  private async tryToStart(): Promise<StartFailure | undefined> {
    const start = this.starts.start();
    this.starting = start;
    try {
      this.current = await start;
      this.around.changed();
      return undefined;
    } catch (error) {
      const failure =
        error instanceof StartFailure ? error : new StartFailure('CreateContainerError', (error as Error).message);
      const { reason, message } = failure;
      if (reason === 'RunContainerError') this.record.end(startError(message));
      else this.record.wait(reason, message);
      return failure;
    }
  }

  private async runToEnd(started: Started): Promise<void> {
    const { record, around } = this;
    const { process } = started;
    this.killed = false;
    const running = within(this.halt.signal);
    const watching = this.watch(started, running.signal).catch((error: unknown) => this.report(error));
    const ending = await process.ended();
    running.abort();
    if (!ending) return;
    await watching;
    record.end(terminatedBy(ending, record, process.planned, this.killed || this.halt.signal.aborted));
    around.changed();
  }

  /** Before the hook has ended, it does not count as running, and nothing is probed. */
  private async watch(started: Started, signal: AbortSignal): Promise<void> {
    const { record, around } = this;
    const runningSince = performance.now();
    if (!(await this.runPostStart(started, signal)) || signal.aborted) return;
    record.run(started.startedAt);
    this.firstAttempt.resolve();
    await probeContainer(record, {
      events: around.events,
      signal,
      runningSince,
      changed: () => {
        if (record.started) this.firstStarted.resolve();
        around.changed();
      },
      reach: () => this.reach(started.process),
      kill: (probe) => void this.kill(started, probe).catch((error: unknown) => this.report(error)),
    });
  }

  /** Whether it went well: a container whose hook fails is ended. */
  private async runPostStart(started: Started, signal: AbortSignal): Promise<boolean> {
    const { container, around } = this;
    if (!container.hook('postStart')) return true;
    const problem = await runHook('postStart', container, await this.reach(started.process), signal);
    if (problem === undefined || signal.aborted) return true;
    around.events.warning('FailedPostStartHook', problem, container);
    await this.end(started, container.pod.graceSeconds, Promise.resolve(), false);
    return false;
  }

  private async kill(started: Started, probe: Probe): Promise<void> {
    const { container, around } = this;
    const word = probe.kind === 'startupProbe' ? 'startup' : 'liveness';
    around.events.normal('Killing', `Container ${container.name} failed ${word} probe, will be restarted`, container);
    const graceSeconds = numberOf(probe.data['terminationGracePeriodSeconds']) ?? container.pod.graceSeconds;
    await this.end(started, graceSeconds, Promise.resolve(), false);
  }

  private async end({ process, stopSignal }: Started, graceSeconds: number, turn: Turn, hasty: boolean): Promise<void> {
    this.killed = true;
    const { events } = this.around;
    const reach = () => this.reach(process);
    await stopProcess(process, this.container, { graceSeconds, turn, hasty, stopSignal, events, reach });
  }

  private async reach(process: ContainerProcess): Promise<Reach> {
    const { network, exec } = this.around;
    return { ...(await network), exec: (command, timeoutMs) => exec.run(process.planned.name, command, timeoutMs) };
  }

  private report(error: unknown): void {
    this.around.events.warning('FailedSync', `Error syncing pod: ${(error as Error).message}`, this.container);
  }

  private get restarts(): boolean {
    const { container, terminated } = this.record;
    const failed = terminated?.exitCode !== 0;
    const policy = container.pod.restartPolicy;
    if (container.role === 'sidecar') return true;
    if (policy === 'Never') return false;
    return failed || (policy === 'Always' && container.role === 'main');
  }

  private async waitToRestart(failure: StartFailure | undefined): Promise<void> {
    const { record, container, around } = this;
    const { terminated } = record;
    const [from, to] = [terminated?.startedAt ?? new Date(), terminated?.finishedAt ?? new Date()];
    if (failure) {
      record.wait(failure.reason, failure.message);
      await pause(ERROR_SHOWN_MS, this.halt.signal);
    }
    const wait = this.backOff.next(from.getTime() === 0 ? 0 : to.getTime() - from.getTime());
    if (wait === 0) return pause(failure ? 0 : RESTART_PAUSE_MS, this.halt.signal);
    const which = `restarting failed container`;
    const message = `back-off ${durationText(wait)} ${which}=${container.name} pod=${around.podText}`;
    record.wait('CrashLoopBackOff', message);
    around.events.warning('BackOff', `Back-off ${which} ${container.name} in pod ${around.podText}`, container);
    await pause(wait - (Date.now() - to.getTime()), this.halt.signal);
  }

  private async waitToTryAgain({ reason }: StartFailure): Promise<void> {
    await pause(ERROR_SHOWN_MS, this.halt.signal);
    if (reason === 'ErrImagePull' && !this.halt.signal.aborted) {
      const message = `Back-off pulling image "${String(this.container.data['image'])}"`;
      this.record.wait('ImagePullBackOff', message);
      this.around.events.normal('BackOff', message, this.container);
      this.around.events.warning('Failed', 'Error: ImagePullBackOff', this.container);
    }
    await pause(this.pullBackOff.next(), this.halt.signal);
  }
}
