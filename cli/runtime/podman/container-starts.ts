import { constants } from 'node:os';
import { Container } from '../../../lib/model/container';
import { textOf } from '../../../lib/model/values';
import { ContainerPlanner, PlannedContainer } from './container-planner';
import { ContainerProcess, signalNumber } from './container-process';
import { ContainerRecord } from './container-record';
import { Events } from './events';
import { FoundImage, Images, NoImage } from './images';
import { Podman } from './podman';
import { StartFailure } from './start-failure';

/** A container that runs. */
export interface Started {
  readonly process: ContainerProcess;
  readonly startedAt: Date;
  /** What it is asked to end with. */
  readonly stopSignal: number;
}

/** Starts one container of a Pod, again and again: each time as a new one, with nothing of what it wrote before. */
export class ContainerStarts {
  private attempts = 0;
  private latest: PlannedContainer | undefined;

  public constructor(
    private readonly podman: Podman,
    private readonly images: Images,
    private readonly planner: ContainerPlanner,
    private readonly events: Events,
    private readonly record: ContainerRecord,
  ) {}

  /** Throws a `StartFailure`. */
  public async start(): Promise<Started> {
    try {
      return await this.tryToStart();
    } catch (error) {
      if (error instanceof StartFailure) this.reportFailure(error);
      throw error;
    }
  }

  private get container(): Container {
    return this.record.container;
  }

  private async tryToStart(): Promise<Started> {
    const { container, events, record } = this;
    const image = await this.findImage();
    const planned = await this.planner.plan(container, this.attempts++, image);
    this.reportImage(image);
    const process = new ContainerProcess(this.podman, planned);
    try {
      record.containerId = await process.start();
    } catch (error) {
      // There is a container then, though its program could not be run.
      if (error instanceof StartFailure && error.reason === 'RunContainerError') this.replace(planned, image);
      throw error;
    }
    this.replace(planned, image);
    events.normal('Started', `Started container ${container.name}`, container);
    return { process, startedAt: new Date(), stopSignal: this.stopSignalOf(image) };
  }

  /** Nothing of the one before is kept. */
  private replace(planned: PlannedContainer, { image }: FoundImage): void {
    const before = this.latest;
    this.latest = planned;
    this.record.imageId = image.id;
    this.events.normal('Created', `Created container: ${this.container.name}`, this.container);
    if (!before) return;
    this.record.restarts++;
    void this.podman.call(['rm', '--force', '--volumes', before.name]).catch(() => undefined);
  }

  private async findImage(): Promise<FoundImage> {
    const { container, events } = this;
    const written = String(container.data['image']);
    try {
      return await this.images.get(container, () => events.normal('Pulling', `Pulling image "${written}"`, container));
    } catch (error) {
      if (!(error instanceof NoImage)) throw error;
      if (error.reason === 'ErrImagePull') {
        throw new StartFailure(error.reason, `failed to pull image "${written}": ${error.message}`);
      }
      throw new StartFailure(error.reason, error.message);
    }
  }

  private reportImage({ pulled }: FoundImage): void {
    const written = String(this.container.data['image']);
    const message = pulled
      ? `Successfully pulled image "${written}"`
      : `Container image "${written}" already present on machine`;
    this.events.normal('Pulled', message, this.container);
  }

  private reportFailure({ reason, message }: StartFailure): void {
    const { container, events } = this;
    const image = /^(?:ErrImage|InvalidImage)/.test(reason);
    if (reason === 'ErrImagePull') events.warning('Failed', message.replace(/^f/, 'F'), container);
    if (reason === 'ErrImageNeverPull') events.warning('ErrImageNeverPull', message, container);
    if (reason === 'InvalidImageName') events.warning('InspectFailed', message, container);
    events.warning('Failed', `Error: ${image ? reason : message}`, container);
  }

  private stopSignalOf({ image }: FoundImage): number {
    const said = textOf((this.container.data['lifecycle'] as Record<string, unknown> | undefined)?.['stopSignal']);
    const signal = said ?? image.stopSignal;
    return signal === undefined || signal === '' ? constants.signals.SIGTERM : signalNumber(signal);
  }
}
