import * as kplus from 'cdk8s-plus-28';
import { SidecarsError } from '../errors';
import { requirePortName, requirePortNumber } from '../names';

/** A process of one container that listens on a port of the network namespace that all containers of the Pod share. */
export interface Listener {
  readonly container: string;
  readonly number: number;
  readonly name?: string;
  readonly protocol: kplus.Protocol;
  /** On 127.0.0.1 only. */
  readonly loopback: boolean;
  /** Known from the image, not said by the code. */
  readonly implied: boolean;
  readonly hostPort?: number;
  readonly hostIp?: string;
  /** When its container runs: to its end before the others start, beside it as a native sidecar, or after it. */
  readonly phase: 'init' | 'native' | 'regular';
}

/** Who listens where in one Pod. */
export class PortTable {
  private listeners: Listener[] = [];

  /** Throws when another container has the port, or when the container says so twice. */
  public claim(where: string, listener: Listener): void {
    requirePortNumber(where, 'port', listener.number);
    if (listener.name !== undefined) this.checkName(where, listener.container, listener.name);
    this.checkNumber(where, listener);
    if (listener.hostPort !== undefined) this.checkHostPort(where, listener);
    this.listeners.push(listener);
  }

  /**
   * Forgets what was only known from the image, once the code says where the container listens for everybody. What the
   * image has on 127.0.0.1 besides, such as an administration port, stays, unless it is the port that is said.
   */
  public forgetDefault(container: string, said?: Pick<Listener, 'number' | 'protocol'>): void {
    const stays = (l: Listener) => !l.implied || (l.loopback && !(said && samePort(l, said)));
    this.listeners = this.listeners.filter((l) => l.container !== container || stays(l));
  }

  /** Forgets all that was only known from the image. */
  public forgetImplied(container: string): void {
    this.listeners = this.listeners.filter((l) => l.container !== container || !l.implied);
  }

  public of(container: string): Listener[] {
    return this.listeners.filter((l) => l.container === container);
  }

  private checkName(where: string, container: string, name: string): void {
    requirePortName(where, name);
    if (!this.of(container).some((l) => l.name === name)) return;
    throw new SidecarsError({
      where,
      what: `two of its ports are named "${name}"`,
      why: 'The API server rejects a container whose ports do not all have their own name',
      fix: 'give one of them another name',
    });
  }

  private checkNumber(where: string, listener: Listener): void {
    const other = this.listeners.find((l) => samePort(l, listener) && runTogether(l, listener));
    if (!other) return;
    const port = `port ${listener.number}/${listener.protocol}`;
    if (other.container === listener.container) {
      throw new SidecarsError({
        where,
        what: `it declares ${port} twice`,
        why: 'Only one of its processes can listen there',
        fix: 'declare the port once, in portNumber, ports, loopbackPorts or listenPort',
      });
    }
    const holder = `container "${other.container}"`;
    throw new SidecarsError({
      where,
      what: listener.implied
        ? `its image listens on ${port} by default, which is taken by ${holder}`
        : `${port} is taken by ${holder}${other.implied ? ', whose image listens there by default' : ''}`,
      why:
        'All containers of a Pod share one network namespace, so the second process to start would end with ' +
        '"Address already in use"',
      fix: 'let one of them listen on another port, and declare that port with portNumber or ports',
    });
  }

  private checkHostPort(where: string, { container, hostPort, hostIp, protocol }: Listener): void {
    requirePortNumber(where, 'hostPort', hostPort!);
    const anyAddress = (ip?: string) => ip === undefined || ip === '0.0.0.0' || ip === '::';
    const other = this.listeners.find(
      (l) =>
        l.hostPort === hostPort &&
        l.protocol === protocol &&
        (anyAddress(l.hostIp) || anyAddress(hostIp) || l.hostIp === hostIp),
    );
    if (!other) return;
    const port = `hostPort ${hostPort}/${protocol}`;
    throw new SidecarsError({
      where,
      what:
        other.container === container
          ? `it asks for ${port} twice`
          : `${port} is taken by container "${other.container}"`,
      why: 'A port of the node leads to one port of one container only',
      fix: 'use another hostPort, or none and a Service',
    });
  }
}

function samePort(a: Pick<Listener, 'number' | 'protocol'>, b: Pick<Listener, 'number' | 'protocol'>): boolean {
  return a.number === b.number && a.protocol === b.protocol;
}

/** An init container meets only the native sidecars that were started before it. */
function runTogether(earlier: Listener, later: Listener): boolean {
  if (earlier.container === later.container) return true;
  if (earlier.phase === 'init') return false;
  return later.phase === 'init' ? earlier.phase === 'native' : true;
}
