import { Data, dataOf, isData, numberOf, Path, textOf, textsOf } from './values';

export type Handler = 'httpGet' | 'tcpSocket' | 'exec' | 'grpc' | 'sleep';

/** What the kubelet does to a container: a request, a connection or a command. */
export class Action {
  public readonly handler: Handler | undefined;
  public readonly source: Data;

  public constructor(
    public readonly data: Data,
    public readonly path: Path,
  ) {
    this.handler = (['httpGet', 'tcpSocket', 'exec', 'grpc', 'sleep'] as const).find((handler) =>
      isData(data[handler]),
    );
    this.source = this.handler === undefined ? {} : dataOf(data[this.handler]);
  }

  /** A number, or a name that is looked up in the same container. */
  public get port(): number | string | undefined {
    return numberOf(this.source['port']) ?? textOf(this.source['port']);
  }

  public get host(): string | undefined {
    return textOf(this.source['host']);
  }

  public get command(): string[] | undefined {
    return this.handler === 'exec' ? textsOf(this.source['command']) : undefined;
  }

  /** From the node to the Pod's address, where what listens on 127.0.0.1 only is not reachable. */
  public get fromOutside(): boolean {
    return this.handler === 'httpGet' || this.handler === 'tcpSocket' || this.handler === 'grpc';
  }
}

export type ProbeKind = 'startupProbe' | 'readinessProbe' | 'livenessProbe';

/** A probe of a container, with Kubernetes' defaults filled in, which stand for 0 too. */
export class Probe extends Action {
  public constructor(
    public readonly kind: ProbeKind,
    data: Data,
    path: Path,
  ) {
    super(data, path);
  }

  public get periodSeconds(): number {
    return numberOf(this.data['periodSeconds']) || 10;
  }

  public get failureThreshold(): number {
    return numberOf(this.data['failureThreshold']) || 3;
  }

  public get timeoutSeconds(): number {
    return numberOf(this.data['timeoutSeconds']) || 1;
  }

  public get initialDelaySeconds(): number {
    return numberOf(this.data['initialDelaySeconds']) ?? 0;
  }
}

export type HookKind = 'postStart' | 'preStop';

export class Hook extends Action {
  public constructor(
    public readonly kind: HookKind,
    data: Data,
    path: Path,
  ) {
    super(data, path);
  }
}
