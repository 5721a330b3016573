import * as kplus from 'cdk8s-plus-28';
import { SidecarsError } from '../errors';
import { Endpoint } from '../network/endpoint';
import { requireMount, requireMountOptions, requirePort } from '../untyped-arguments';
import { SharedContentVolume } from '../volumes/shared-content-volume';
import { ContainerRole, PodContainerProps } from './container-props';
import type { PodComposition } from './pod-composition';
import { Listener } from './port-table';

/** A container of one of our Pods: a cdk8s-plus container that knows its Pod, its role and its neighbours. */
export class PodContainer extends kplus.Container {
  /** @internal */
  public static _create(
    owner: PodComposition,
    role: ContainerRole,
    props: PodContainerProps & { name: string },
    native: boolean,
  ): PodContainer {
    return new PodContainer(owner, role, props, native);
  }

  /** What the container is for in its Pod. */
  public readonly role: ContainerRole;

  /** @internal */
  public readonly _owner: PodComposition;

  private constructor(
    owner: PodComposition,
    role: ContainerRole,
    props: PodContainerProps & { name: string },
    native: boolean,
  ) {
    // Ports and mounts follow once the owner is known. The number goes along for probes that do not name a port.
    super({
      ...props,
      // cdk8s-plus keeps and changes what it is given.
      command: props.command && [...props.command],
      args: props.args && [...props.args],
      envVariables: { ...props.envVariables },
      envFrom: [...(props.envFrom ?? [])],
      port: undefined,
      portNumber: owner.defaultPort(props),
      ports: undefined,
      volumeMounts: [],
      resources: owner.scheduledResources(role, props),
      restartPolicy: native ? kplus.ContainerRestartPolicy.ALWAYS : undefined,
    });
    this._owner = owner;
    this.role = role;
  }

  /**
   * Adds a port on which the container listens for everybody.
   * Throws when another container of the Pod has it.
   */
  public override addPort(port: kplus.ContainerPort): void {
    // cdk8s-plus's constructor comes by with the default port of probes, which is not to be declared.
    if (this._owner === undefined) return;
    requirePort(this._owner.where(this.name), port);
    this._owner.declarePort(this, port);
    super.addPort(port);
  }

  /**
   * Mounts a volume. A shared content volume gets the container as reader or writer, by `readOnly`.
   * Throws when the path is not absolute or has a mount already, and when the Pod has another volume of this name.
   */
  public override mount(path: string, storage: kplus.IStorage, options: kplus.MountOptions = {}): void {
    requireMount(this._owner.where(this.name), path, storage);
    requireMountOptions(this._owner.where(this.name), options);
    if (storage instanceof SharedContentVolume) {
      storage._join(this, path, options);
      return;
    }
    this._mountVolume(path, storage.asVolume(), options);
  }

  /** @internal */
  public _mountVolume(path: string, volume: kplus.Volume, options: kplus.MountOptions): void {
    this._owner.requireMountable(this, path, volume);
    super.mount(path, volume, options);
    this._owner.mounted(this, path);
  }

  /**
   * The address at which the containers of the Pod reach this one: localhost, as 127.0.0.1. Of an ambassador it is the port that it
   * listens on for them, where no name is given.
   * Throws when the container has no port of that name, or has several and none is named.
   */
  public localhost(portName?: string): Endpoint {
    const listeners = this._owner.listenersOf(this.name);
    if (portName !== undefined) {
      const named = listeners.find(({ name }) => name === portName);
      if (named) return Endpoint._local(named.number);
      throw this.whichPort(`it has no port named "${portName}"`, listeners);
    }
    const meant = this.role === ContainerRole.AMBASSADOR ? listeners.filter(({ loopback }) => loopback) : listeners;
    const [first, second] = meant;
    if (first && (!second || this.role === ContainerRole.AMBASSADOR)) return Endpoint._local(first.number);
    throw this.whichPort(first ? 'which of its ports is meant is not said' : 'it has no port', listeners);
  }

  private whichPort(what: string, listeners: Listener[]): SidecarsError {
    const where = this._owner.where(this.name);
    if (listeners.length === 0) {
      return new SidecarsError({
        where,
        what,
        why: 'It declares none, and nothing is known of what its image listens on as it is run',
        fix: 'declare the port with portNumber, ports or loopbackPorts',
      });
    }
    return new SidecarsError({
      where,
      what,
      why: `It listens on ${listeners.map(listed).join(', ')}`,
      fix: 'pass the name of one of its ports, and give the port a name where it has none',
    });
  }
}

function listed({ number, name }: Listener): string {
  return name === undefined ? String(number) : `${number} ("${name}")`;
}
