import { Container } from '../../../lib/model/container';

export interface Terminated {
  readonly exitCode: number;
  readonly reason: string;
  readonly message: string | undefined;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly containerId: string | undefined;
}

export type ContainerState =
  | { readonly kind: 'waiting'; readonly reason: string; readonly message?: string }
  | { readonly kind: 'running'; readonly startedAt: Date }
  | { readonly kind: 'terminated'; readonly terminated: Terminated };

/** What is known about a container at this moment. */
export class ContainerRecord {
  public state: ContainerState;
  public last: Terminated | undefined;
  public ready = false;
  /** Its startup probe has succeeded; without one, it runs. */
  public started = false;
  /** It has been started once, whatever came then. */
  public hasStarted = false;
  public restarts = 0;
  public imageId = '';
  public containerId: string | undefined;

  public constructor(
    public readonly container: Container,
    reason: 'PodInitializing' | 'ContainerCreating',
  ) {
    this.state = { kind: 'waiting', reason };
  }

  public get terminated(): Terminated | undefined {
    return this.state.kind === 'terminated' ? this.state.terminated : undefined;
  }

  public get running(): boolean {
    return this.state.kind === 'running';
  }

  public wait(reason: string, message?: string): void {
    if (this.terminated) this.last = this.terminated;
    this.state = { kind: 'waiting', reason, message };
    this.ready = this.started = false;
  }

  public run(startedAt: Date): void {
    if (this.terminated) this.last = this.terminated;
    this.state = { kind: 'running', startedAt };
  }

  public start(): void {
    this.started = this.hasStarted = true;
  }

  public end(terminated: Terminated): void {
    if (this.terminated) this.last = this.terminated;
    this.state = { kind: 'terminated', terminated };
    this.ready = this.started = false;
  }
}
