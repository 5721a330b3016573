import { isIP } from 'node:net';
import * as kplus from 'cdk8s-plus-28';
import { describe, SidecarsError } from '../errors';
import { requirePortNumber } from '../names';
import { NUMBER, requireShape, shown, TEXT } from '../shapes';
import { requireServiceEndpoint } from '../untyped-arguments';
import { rememberRelativeName } from './relative-names';

/** The last part is never a number, so that a mistyped address does not pass for a name. */
const HOST_NAME =
  /^([A-Za-z0-9_]([-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?\.)*(?![0-9]+\.?$)[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?\.?$/;

/** Options for `Endpoint.fromService`. */
export interface EndpointFromServiceOptions {
  /**
   * The port of the Service, needed when it has several.
   * @default - the only port of the Service
   */
  readonly port?: number;
}

/** A host and a port to connect to, as a value for arguments, environment variables and configuration. */
export class Endpoint {
  /**
   * Any host by name or address, such as one outside the cluster.
   * Throws when it is not a host alone or the port is out of range.
   */
  public static of(host: string, port: number): Endpoint {
    if (typeof host !== 'string' || host.length > 253 || (!HOST_NAME.test(host) && !isIP(host))) {
      throw new SidecarsError({
        where: 'Endpoint.of',
        what: typeof host === 'string' ? `"${host}" is not a host` : `the host is ${shown(host)}`,
        why: 'A host is a DNS name or an IP address, without scheme, port or path',
        fix: 'pass the host alone, such as redis.example.com, and the port as the second argument',
      });
    }
    requireShape('Endpoint.of', `port of ${host}`, port, NUMBER);
    requirePortNumber('Endpoint.of', `port of ${host}`, port);
    return new Endpoint(host, port);
  }

  /**
   * A Service by its DNS name. Where the Service names no namespace, the name is found from its own namespace only, and
   * a variable with it is refused in a Pod that names one. Where it is headless, the port is that of the container,
   * because nothing translates it.
   * Throws when the Service has several ports and none is chosen, or does not have the port.
   * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#services
   */
  public static fromService(service: kplus.Service, options: EndpointFromServiceOptions = {}): Endpoint {
    requireServiceEndpoint('Endpoint.fromService', service, options);
    const ports = service.ports.map(({ port }) => port);
    const port = options.port ?? (ports.length === 1 ? ports[0] : undefined);
    if (port === undefined || !ports.includes(port)) {
      throw new SidecarsError({
        where: describe(service),
        what: port === undefined ? 'which port is meant is not said' : `there is no port ${port}`,
        why: `The Service has the ports ${ports.join(', ') || 'none'}`,
        fix: 'pass one of them as `port`',
      });
    }
    const { namespace } = service.metadata;
    const target = service.ports.find((own) => own.port === port)!.targetPort ?? port;
    const host = namespace === undefined ? service.name : `${service.name}.${namespace}.svc`;
    const relative = namespace === undefined ? service : undefined;
    return new Endpoint(host, service.clusterIP === 'None' ? target : port, relative);
  }

  /** @internal */
  public static _local(port: number): Endpoint {
    // Not the name: Alpine's tools take it for ::1, where few programs listen.
    return new Endpoint('127.0.0.1', port);
  }

  private constructor(
    /** The host alone. */
    public readonly host: string,
    /** The port. */
    public readonly port: number,
    /** Of which the host is the name alone. */
    private readonly relativeTo?: kplus.Service,
  ) {}

  /** Both as `host:port`. */
  public get hostAndPort(): string {
    return `${this.host.includes(':') ? `[${this.host}]` : this.host}:${this.port}`;
  }

  /** Both as a URL, without the port where it is the scheme's own. */
  public url(path: string = '/', scheme: string = 'http'): string {
    requireShape('Endpoint.url', 'path', path, TEXT);
    requireShape('Endpoint.url', 'scheme', scheme, TEXT);
    const standard = (scheme === 'http' && this.port === 80) || (scheme === 'https' && this.port === 443);
    const host = this.host.includes(':') ? `[${this.host}]` : this.host;
    return `${scheme}://${standard ? host : this.hostAndPort}${path.startsWith('/') ? path : `/${path}`}`;
  }

  /** `host:port` as the value of an environment variable. */
  public toEnvValue(): kplus.EnvValue {
    return this.variable(this.hostAndPort);
  }

  /** The host alone as the value of an environment variable. @internal */
  public _toHostValue(): kplus.EnvValue {
    return this.variable(this.host);
  }

  private variable(text: string): kplus.EnvValue {
    const value = kplus.EnvValue.fromValue(text);
    if (this.relativeTo) rememberRelativeName(value, this.relativeTo);
    return value;
  }
}
