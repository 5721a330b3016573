import { ApiObject, ApiObjectMetadata, Duration, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { durationText } from '../durations';
import { describe, SidecarsError } from '../errors';
import { PodContainer } from '../pod/pod-container';
import { inChart } from '../untyped-places';
import { requireMonitorProps } from './monitor-checks';
import { portNameOf } from './monitored-port';

/** What Prometheus scrapes of a container. */
export interface PodMonitorEndpoint {
  /** The container, such as the one that `addAdapter` returns. */
  readonly container: PodContainer;

  /**
   * The name of the port, needed when it has several with a name.
   * @default - the only one with a name
   */
  readonly portName?: string;

  /**
   * The path.
   * @default '/metrics'
   */
  readonly path?: string;

  /**
   * How often it is scraped.
   * @default - as Prometheus does by default
   */
  readonly interval?: Duration;
}

/** Properties of `PodMonitor`. */
export interface PodMonitorProps {
  /**
   * Metadata of the monitor.
   * @default - a generated name, in the namespace of the Pods
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * The labels by which Prometheus selects monitors (its `podMonitorSelector`), such as `release: prometheus`. Without the
   * right ones nothing is scraped.
   * @default - none, for a Prometheus that takes all
   */
  readonly labels?: { [name: string]: string };

  /** What is scraped, of the containers of one Pod or workload. */
  readonly endpoints: PodMonitorEndpoint[];
}

/**
 * Has the Prometheus of the Prometheus operator scrape containers of a Pod or workload (a PodMonitor). In contrast to
 * `scrapePath`, there is room for several of them.
 * Throws when a container has no port with a name, when it is not said which, when others have the name too, and when the
 * containers are of several Pods.
 * @see https://prometheus-operator.dev/docs/developer/getting-started/#using-podmonitors
 */
export class PodMonitor extends kplus.Resource {
  /** As rules of RBAC name it. */
  public readonly resourceType = 'podmonitors';
  protected readonly apiObject: ApiObject;
  private readonly endpoints: object[] = [];

  public constructor(scope: Construct, id: string, props: PodMonitorProps) {
    super(inChart('PodMonitor', scope, id), id);
    requireMonitorProps(`PodMonitor ${this.node.path}`, props);
    const [{ host }] = props.endpoints.map(({ container }) => container._owner);
    const { namespace } = host.metadata;
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: {
        ...(namespace === undefined ? {} : { namespace }),
        ...props.metadata,
        ...(props.labels ? { labels: { ...props.metadata?.labels, ...props.labels } } : {}),
      },
      spec: Lazy.any({
        produce: () => ({
          selector: host.toPodSelectorConfig().labelSelector._toKube(),
          // By default it looks in its own.
          ...(namespace === undefined || namespace === this.metadata.namespace
            ? {}
            : { namespaceSelector: { matchNames: [namespace] } }),
          podMetricsEndpoints: this.endpoints,
        }),
      }) as unknown,
    });
    for (const endpoint of props.endpoints) {
      this.requireOf(host, endpoint.container);
      this.endpoints.push(this.endpointOf(endpoint));
    }
  }

  private endpointOf({ container, portName, path = '/metrics', interval }: PodMonitorEndpoint): object {
    if (!path.startsWith('/')) {
      throw new SidecarsError({
        where: describe(this),
        what: `the path of container "${container.name}" is "${path}"`,
        why: 'Paths start with "/"',
        fix: `write it as /${path}`,
      });
    }
    const port = portNameOf(describe(this), container, portName);
    return { port, path, interval: interval && durationText(interval) };
  }

  private requireOf(host: kplus.AbstractPod, { name, _owner: owner }: PodContainer): void {
    if (owner.host === host) return;
    throw new SidecarsError({
      where: describe(this),
      what: `container "${name}" is of ${describe(owner.host)}, and others of ${describe(host)}`,
      why: 'A monitor selects the Pods of one workload',
      fix: 'make a PodMonitor for each',
    });
  }
}
