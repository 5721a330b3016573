import { Container, Role } from '../model/container';
import { Data, dataOf, flagOf, isData, numberOf, textOf } from '../model/values';
import { PodEvent, timeOf } from './pod-event';

/** How a container ended. */
export class Termination {
  public readonly exitCode: number | undefined;
  public readonly signal: number;
  public readonly reason: string;
  public readonly message: string;
  public readonly startedAt: number | undefined;
  public readonly finishedAt: number | undefined;

  public constructor(data: Data) {
    this.exitCode = numberOf(data['exitCode']);
    this.signal = numberOf(data['signal']) ?? 0;
    this.reason = textOf(data['reason']) ?? '';
    this.message = textOf(data['message']) ?? '';
    this.startedAt = timeOf(data['startedAt']);
    this.finishedAt = timeOf(data['finishedAt']);
  }

  public get failed(): boolean {
    return this.exitCode !== 0 || this.signal !== 0;
  }

  /** The word that kubectl has for it. */
  public get word(): string {
    if (this.reason !== '') return this.reason;
    return this.signal !== 0 ? `Signal:${this.signal}` : `ExitCode:${this.exitCode ?? '?'}`;
  }

  public toString(): string {
    return `${this.word}${this.exitCode === undefined ? '' : `, exit code ${this.exitCode}`}`;
  }
}

export interface Waiting {
  readonly reason: string;
  readonly message: string;
}

/** Words of waiting containers that are on their way. */
const ON_THEIR_WAY = ['', 'PodInitializing', 'ContainerCreating', 'Pulling'];

/** A container of a running Pod: what the manifest says, and what happened to it. */
export class ObservedContainer {
  public readonly name: string;
  public readonly role: Role;
  public readonly waiting: Waiting | undefined;
  public readonly running: { readonly startedAt: number | undefined } | undefined;
  public readonly terminated: Termination | undefined;
  /** How it ended the last time before it was started again. */
  public readonly last: Termination | undefined;
  public readonly restarts: number;
  public readonly ready: boolean;
  /** Whether its startup probe has succeeded; of one without, whether it runs. */
  public readonly started: boolean;

  public constructor(
    public readonly spec: Container,
    status: Data,
    /** Those about it, in their order. */
    public readonly events: readonly PodEvent[],
    /** The end of what it has written since its last start, the oldest line first. */
    public readonly log: readonly string[],
    /** The same of the time before. */
    public readonly previousLog: readonly string[],
  ) {
    const state = dataOf(status['state']);
    const { waiting, running, terminated } = state;
    const { terminated: last } = dataOf(status['lastState']);
    this.name = spec.name;
    this.role = spec.role;
    this.waiting = isData(waiting)
      ? { reason: textOf(waiting['reason']) ?? '', message: textOf(waiting['message']) ?? '' }
      : undefined;
    this.running = isData(running) ? { startedAt: timeOf(running['startedAt']) } : undefined;
    this.terminated = isData(terminated) ? new Termination(terminated) : undefined;
    this.last = isData(last) ? new Termination(last) : undefined;
    this.restarts = numberOf(status['restartCount']) ?? 0;
    this.ready = flagOf(status['ready']) ?? false;
    this.started = flagOf(status['started']) ?? this.running !== undefined;
  }

  /** How it ended, now or before its last start. */
  public get ending(): Termination | undefined {
    return this.terminated ?? this.last;
  }

  /** Waits for a reason that is not a mere step of its start. */
  public get stuck(): Waiting | undefined {
    return this.waiting && !ON_THEIR_WAY.includes(this.waiting.reason) ? this.waiting : undefined;
  }

  /** It runs, and those after it wait for its end or its start. */
  public get holdsOthersBack(): boolean {
    return this.running !== undefined && (this.role === 'init' || (this.role === 'sidecar' && !this.started));
  }

  /** What the column STATUS says when it is this container that decides on it. */
  public get state(): string {
    const prefix = this.role === 'main' || this.started ? '' : 'Init:';
    if (this.waiting) return prefix + (this.waiting.reason || 'Waiting');
    if (this.terminated) return prefix + this.terminated.word;
    return this.running ? 'Running' : 'Unknown';
  }

  /** The last words of each of its lives that are known, the message that it left behind included. */
  public get lastWords(): readonly string[] {
    const left = [this.last, this.terminated].flatMap((ending) => ending?.message.split('\n') ?? []);
    return [...left.slice(-50), ...this.previousLog, ...this.log].filter((line) => line.trim() !== '');
  }

  /** What its status says, as lines of evidence. */
  public get said(): string[] {
    const said: string[] = [];
    if (this.waiting) said.push(`waiting: ${[this.waiting.reason, this.waiting.message].filter(Boolean).join(': ')}`);
    if (this.terminated) said.push(`terminated: ${this.terminated.toString()}`);
    if (this.last) said.push(`last state: ${this.last.toString()}`);
    if (this.restarts > 0) said.push(`restarts: ${this.restarts}`);
    return said;
  }

  /** The latest event of that reason whose message fits. */
  public event(reason: string, message = /(?:)/): PodEvent | undefined {
    return this.events.findLast((event) => event.reason === reason && message.test(event.message));
  }
}
