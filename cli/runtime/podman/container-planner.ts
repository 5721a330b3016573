import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Container } from '../../../lib/model/container';
import { textOf } from '../../../lib/model/values';
import { ConfigError } from './configuration';
import { BindMount, RunCall, runCall } from './container-flags';
import { environmentOf, EnvironmentSources } from './environment';
import { LocalImage } from './image';
import { Machine } from './machine';
import { securityOf, verifyRunAsNonRoot } from './security';
import { StartFailure } from './start-failure';
import { PodVolumes } from './volumes/pod-volumes';

const TERMINATION_MESSAGE = '/dev/termination-log';

/** A container as podman is told to run it. */
export interface PlannedContainer {
  readonly name: string;
  readonly call: RunCall;
  readonly pidFile: string;
  readonly logFile: string;
  readonly messageFile: string;
}

/** Plans the containers of one Pod. */
export class ContainerPlanner {
  public constructor(
    private readonly machine: Machine,
    private readonly volumes: PodVolumes,
    private readonly options: {
      /** The podman pod. */
      readonly pod: string;
      /** As the kubelet writes it, as in `web_default(uid)`. */
      readonly podText: string;
      /** Where the files are that podman writes. */
      readonly folder: string;
      readonly hooksFolder: string;
      readonly labels: readonly string[];
      /** What stands for their /etc/hosts. */
      readonly hostsFile: string;
      sources(container: Container): Promise<EnvironmentSources>;
    },
  ) {}

  /** Throws a `StartFailure` in the kubelet's words. */
  public async plan(
    container: Container,
    attempt: number,
    image: { readonly name: string; readonly image: LocalImage },
  ): Promise<PlannedContainer> {
    const { podText } = this.options;
    try {
      verifyRunAsNonRoot(container, image.image.user, podText);
      return this.planAs(container, attempt, image.name, image.image.user, await this.options.sources(container));
    } catch (error) {
      if (error instanceof ConfigError) throw new StartFailure('CreateContainerConfigError', error.message);
      throw error;
    }
  }

  private planAs(
    container: Container,
    attempt: number,
    image: string,
    imageUser: string,
    sources: EnvironmentSources,
  ): PlannedContainer {
    const { pod, folder, hooksFolder, labels, hostsFile } = this.options;
    const environment = environmentOf(container, sources);
    const name = `${pod}-${container.name}${attempt === 0 ? '' : `-${attempt}`}`;
    const file = (suffix: string) => join(folder, `${container.name}-${attempt}.${suffix}`);
    const files = { pidFile: file('pid'), logFile: file('log'), messageFile: file('message') };
    const mounts = this.volumes.mountsOf(container, environment.variables);
    const hosts = { source: hostsFile, target: '/etc/hosts', readOnly: false };
    const own = mounts.some(({ target }) => target === hosts.target) ? [] : [hosts];
    const call = runCall({
      container,
      name,
      pod,
      image,
      environment,
      security: securityOf(container, imageUser),
      mounts: [...mounts, ...own, messageMount(container, files.messageFile)],
      labels,
      hooksFolder,
      logFile: files.logFile,
      pidFile: files.pidFile,
      limits: this.machine.limits,
      cgroupsV2: this.machine.cgroupsV2,
    });
    return { name, call, ...files };
  }
}

/** Where a container may leave a last word. */
function messageMount({ data }: Container, file: string): BindMount {
  writeFileSync(file, '');
  // Whatever this process lets others do: the container's user may be any.
  chmodSync(file, 0o666);
  return { source: file, target: textOf(data['terminationMessagePath']) || TERMINATION_MESSAGE, readOnly: false };
}
