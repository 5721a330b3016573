import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { processState } from '../../../lib/process-state';
import { PlannedContainer } from './container-planner';
import { isOciError, ociCreateError, ociWords } from './oci-words';
import { Podman, PodmanError } from './podman';
import { StartFailure } from './start-failure';
import { startInMadeFolder } from './working-folder';

/** How a container ended. */
export interface Ending {
  readonly exitCode: number;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly outOfMemory: boolean;
}

interface InspectedState {
  readonly Status: string;
  readonly ExitCode: number;
  readonly OOMKilled: boolean;
  readonly StartedAt: string;
  readonly FinishedAt: string;
}

/** Asking the kernel costs next to nothing, and podman a process each time. */
const LOOK_EVERY_MS = 50;

/** One run of a container, from its start to its end. */
export class ContainerProcess {
  private isOver = false;
  private isAbandoned = false;
  private pid = 0;
  private bornAt = '';
  private startedAt = new Date(0);

  public constructor(
    private readonly podman: Podman,
    public readonly planned: PlannedContainer,
  ) {}

  /** Returns the id of the container. Throws a `StartFailure` when it cannot be made or its program cannot be run. */
  public async start(): Promise<string> {
    const { call, pidFile, name } = this.planned;
    const running = this.podman.run(call.args, { env: call.env }).catch(async (error: unknown) => {
      const id = error instanceof PodmanError ? await startInMadeFolder(this.podman, name, error.words) : undefined;
      if (id === undefined) throw error;
      return id;
    });
    const id = await running.catch((error: unknown) => {
      this.isOver = true;
      if (error instanceof PodmanError) throw startFailure(error.words);
      // It may have come to be, and run beside the next one.
      void this.podman.call(['rm', '--force', '--volumes', name]).catch(() => undefined);
      throw error;
    });
    this.startedAt = new Date();
    this.pid = Number(readText(pidFile));
    this.bornAt = birthOf(this.pid);
    return id;
  }

  public get over(): boolean {
    return this.isOver;
  }

  /** How it ended, undefined when nobody waits for it any more. */
  public async ended(): Promise<Ending | undefined> {
    while (this.alive && !this.isAbandoned) await delay(LOOK_EVERY_MS);
    while (!this.isAbandoned) {
      const state = await this.inspect();
      if (state?.Status === 'running' || state?.Status === 'stopping') await delay(LOOK_EVERY_MS);
      else {
        this.isOver = true;
        return state ? endingOf(state) : goneNow(this.startedAt);
      }
    }
    return undefined;
  }

  /** Nobody waits for its end any more. */
  public abandon(): void {
    this.isAbandoned = true;
  }

  /** Asks it to end, and ends it when it has not done so in that time. */
  public async stop(graceSeconds: number): Promise<void> {
    const timeoutMs = (graceSeconds + 60) * 1000;
    const args = ['stop', '--time', String(Math.ceil(graceSeconds)), this.planned.name];
    await this.podman.call(args, { timeoutMs }).catch(() => undefined);
    if (this.alive) kill(this.pid);
  }

  /**
   * Whether asking it to end is in vain: the first process of a container gets only the signals that it handles.
   * @see https://man7.org/linux/man-pages/man7/pid_namespaces.7.html
   */
  public ignores(signal: number): boolean {
    const status = readText(`/proc/${this.pid}/status`);
    const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(status)?.[1];
    const isFirst = /^NSpid:.*\s1$/m.test(status);
    if (caught === undefined || !isFirst) return false;
    return ((BigInt(`0x${caught}`) >> BigInt(signal - 1)) & 1n) === 0n;
  }

  private get alive(): boolean {
    return this.pid > 0 && this.bornAt !== '' && birthOf(this.pid) === this.bornAt;
  }

  /** Undefined when somebody has removed it, or podman does not answer. */
  private async inspect(): Promise<InspectedState | undefined> {
    const args = ['container', 'inspect', '--format', '{{json .State}}', this.planned.name];
    try {
      return JSON.parse(await this.podman.run(args)) as InspectedState;
    } catch {
      return undefined;
    }
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended, or its user is another one.
  }
}

function startFailure(words: string): StartFailure {
  return isOciError(words)
    ? new StartFailure('RunContainerError', ociCreateError(words))
    : new StartFailure('CreateContainerError', ociWords(words));
}

function endingOf({ ExitCode, StartedAt, FinishedAt, OOMKilled }: InspectedState): Ending {
  return {
    exitCode: ExitCode,
    startedAt: new Date(StartedAt),
    finishedAt: new Date(FinishedAt),
    outOfMemory: OOMKilled,
  };
}

function goneNow(startedAt: Date): Ending {
  return { exitCode: 137, startedAt, finishedAt: new Date(), outOfMemory: false };
}

/** Tells a process from a later one of the same number; empty when there is none. */
export function birthOf(pid: number): string {
  const state = processState(pid);
  return state === undefined || state.zombie ? '' : state.started;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** As in `SIGTERM`, `QUIT` and `3`. */
export function signalNumber(text: string): number {
  const name = text.toUpperCase().replace(/^(?:SIG)?(?=[A-Z])/, 'SIG') as NodeJS.Signals;
  return /^\d+$/.test(text) ? Number(text) : (constants.signals[name] ?? constants.signals.SIGTERM);
}
