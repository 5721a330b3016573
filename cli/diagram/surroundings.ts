import { Call, callsOf } from '../../lib/model/calls';
import { Container } from '../../lib/model/container';
import { gatewayRoutes, gatewaysOf, routeBackends } from '../../lib/model/gateway-route';
import { ingressBackends } from '../../lib/model/ingress';
import { KubeObject } from '../../lib/model/kube-object';
import { ManifestSet } from '../../lib/model/manifest-set';
import { NetworkReach } from '../../lib/model/network-reach';
import { Service } from '../../lib/model/service';
import { textOf, textsOf } from '../../lib/model/values';
import { dataOf, listOf } from '../../lib/model/values';
import { Workload } from '../../lib/model/workload';
import { grouped } from '../grouped';

/** A way from outside to a port of a Service. */
export interface Way {
  readonly object: KubeObject;
  readonly service: string;
  readonly namespace: string | undefined;
  readonly port: number | string | undefined;
  /** As in `example.com/shop`. */
  readonly request: string;
  /** As in `90 %` of them, where others get the rest. */
  readonly share: string;
}

/** A container that is told to connect to a Service. */
export interface Caller {
  readonly workload: Workload;
  readonly container: Container;
  readonly call: Call;
}

/** A set of manifests with what leads from one workload to another, each found once for all diagrams. */
export class Surroundings {
  public readonly reach: NetworkReach;
  public readonly ways: readonly Way[];
  private waysByService?: Map<Service, Way[]>;
  private callersByService?: Map<Service, Caller[]>;

  public constructor(public readonly set: ManifestSet) {
    this.reach = new NetworkReach(set);
    this.ways = [...ingressWays(set), ...routeWays(set)];
  }

  public service({ service, namespace }: Way): Service | undefined {
    return this.set.service(service, namespace);
  }

  public waysTo(service: Service): readonly Way[] {
    this.waysByService ??= grouped(this.ways, (way) => this.service(way));
    return this.waysByService.get(service) ?? [];
  }

  public callersOf(service: Service): readonly Caller[] {
    this.callersByService ??= grouped(this.allCallers(), ({ call }) => call.service);
    return this.callersByService.get(service) ?? [];
  }

  /** How many Pods a workload has, as in `3 Pods` or `3–10 Pods, autoscaled`. */
  public podsText(workload: Workload): string {
    const { object, replicas, kind } = workload;
    const scaler = this.scalers().find((one) => {
      const target = dataOf(one.spec['scaleTargetRef']);
      return target['kind'] === kind && target['name'] === object.name && one.namespace === object.namespace;
    });
    if (scaler) {
      const { minReplicas, maxReplicas } = scaler.spec;
      return `${String(Number(minReplicas ?? 1))}–${String(Number(maxReplicas))} Pods, autoscaled`;
    }
    if (kind === 'DaemonSet') return 'a Pod on each node';
    if (kind === 'Pod' || replicas === undefined) return '';
    return replicas === 1 ? '1 Pod' : `${replicas} Pods`;
  }

  private scalers(): KubeObject[] {
    return this.set.all('HorizontalPodAutoscaler', 'autoscaling');
  }

  private allCallers(): Caller[] {
    return this.set.workloads.flatMap((workload) =>
      workload.pod.containers.flatMap((container) =>
        callsOf(container, this.set).map((call) => ({ workload, container, call })),
      ),
    );
  }
}

function ingressWays(set: ManifestSet): Way[] {
  const objects = [...set.all('Ingress', 'networking.k8s.io'), ...set.all('Ingress', 'extensions')];
  return objects.flatMap((object) =>
    ingressBackends(object).map(({ service, port, host, urlPath }) => ({
      object,
      service,
      namespace: object.namespace,
      port,
      request: urlPath === undefined && host === undefined ? 'everything else' : `${host ?? '*'}${urlPath ?? '/'}`,
      share: '',
    })),
  );
}

function routeWays(set: ManifestSet): Way[] {
  return gatewayRoutes(set).flatMap((object) =>
    routeBackends(object).map(({ service, namespace, port, hosts, urlPath, share }) => {
      const host = hosts.length > 1 ? `${hosts[0]}, …` : (hosts[0] ?? '*');
      const request = `${host}${urlPath ?? ''}`;
      return { object, service, namespace, port, request, share: share === undefined ? '' : percent(share) };
    }),
  );
}

/** Little is not nothing, and much is not all. */
function percent(share: number): string {
  const rounded = Math.round(share * 100);
  if (rounded === 0 && share > 0) return '< 1 %';
  return rounded === 100 && share < 1 ? '> 99 %' : `${rounded} %`;
}

/** What is of interest of an object by which traffic comes in: class, Gateways, certificates. */
export function entranceLines(object: KubeObject): string[] {
  const { spec } = object;
  const parents = gatewaysOf(object).map(({ name }) => `by Gateway ${name}`);
  const name = textOf(spec['ingressClassName']) ?? object.annotations.get('kubernetes.io/ingress.class');
  const secrets = listOf(spec['tls']).flatMap((tls) => textOf(dataOf(tls)['secretName']) ?? []);
  const hosts = listOf(spec['tls']).flatMap((tls) => textsOf(dataOf(tls)['hosts']) ?? []);
  const tls = secrets[0] ?? (hosts.length > 0 ? 'default certificate' : undefined);
  return [
    ...new Set(parents),
    ...(name === undefined ? [] : [`by class ${name}`]),
    ...(tls === undefined ? [] : [`TLS: ${tls}`]),
  ];
}
