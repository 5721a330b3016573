import { Pod } from '../../../../lib/model/pod';
import { matchesPairs } from '../../../../lib/model/selector';
import { Service, ServicePort } from '../../../../lib/model/service';
import { Forwarding } from '../agent/protocol';
import { Host } from '../hosts';
import { PodIdentity } from '../identity';
import { serviceLinks } from './service-links';

/** A Pod that is going to run, as Services see it. */
export interface PlannedPod {
  readonly pod: Pod;
  readonly identity: PodIdentity;
}

export interface PlannedService {
  readonly service: Service;
  readonly namespace: string;
  readonly pods: readonly PlannedPod[];
}

/** The Services that lead to one of the Pods; those that lead to others are of no use here. */
export function servicesFor(services: readonly Service[], pods: readonly PlannedPod[]): PlannedService[] {
  return services.flatMap((service) => {
    const namespace = service.object.namespace ?? 'default';
    if (service.external || service.selector.size === 0) return [];
    const led = pods.filter(({ identity }) => {
      return identity.namespace === namespace && matchesPairs(service.selector, identity.labels);
    });
    return led.length > 0 ? [{ service, namespace, pods: led }] : [];
  });
}

/** Who has which address on the network of a run. */
export class ServicePlan {
  private readonly addresses = new Map<PlannedService | PlannedPod, string>();

  public constructor(
    public readonly services: readonly PlannedService[],
    pods: readonly PlannedPod[],
    /** Of the network, as in `10.89.0.0/24`. */
    subnet: string,
  ) {
    const withAddress = services.filter(({ service }) => !service.headless);
    [...withAddress, ...pods].forEach((each, index) => this.addresses.set(each, addressIn(subnet, index)));
  }

  /** Of a Pod, or of a Service that has one. */
  public addressOf(one: PlannedService | PlannedPod): string {
    return this.addresses.get(one) ?? '';
  }

  /** The names that a Pod knows: short ones of its own namespace, and long ones of all. */
  public hostsFor({ identity }: PlannedPod): Host[] {
    return this.services.flatMap((planned) => {
      const own = planned.namespace === identity.namespace;
      const suffixes = [
        `.${planned.namespace}.svc.cluster.local`,
        `.${planned.namespace}.svc`,
        `.${planned.namespace}`,
      ];
      const endings = own ? [...suffixes, ''] : suffixes;
      return this.named(planned).flatMap(({ name, address }) => endings.map((end) => ({ name: name + end, address })));
    });
  }

  public linksFor({ pod, identity }: PlannedPod): [string, string][] {
    if (pod.spec['enableServiceLinks'] === false) return [];
    return this.services
      .filter(({ service, namespace }) => !service.headless && namespace === identity.namespace)
      .flatMap((planned) => serviceLinks(planned.service, this.addressOf(planned)));
  }

  /** Where connections to a Service go, as long as these Pods are ready. */
  public forwardings({ service, pods }: PlannedService, isReady: (pod: PlannedPod) => boolean): Forwarding[] {
    const all = service.object.spec['publishNotReadyAddresses'] === true;
    const leading = pods.filter((pod) => all || isReady(pod));
    return service.ports
      .filter(({ protocol, port }) => protocol === 'TCP' && port !== undefined)
      .map((servicePort) => ({
        port: servicePort.port!,
        targets: leading.flatMap((planned) => {
          const port = targetPort(servicePort, planned.pod);
          return port === undefined ? [] : [{ address: this.addressOf(planned), port }];
        }),
      }));
  }

  private named(planned: PlannedService): Host[] {
    const { name } = planned.service;
    if (!planned.service.headless) return [{ name, address: this.addressOf(planned) }];
    return planned.pods.flatMap((pod) => {
      const address = this.addressOf(pod);
      const own = pod.identity.subdomain === name ? [{ name: `${pod.identity.hostname}.${name}`, address }] : [];
      return [{ name, address }, ...own];
    });
  }
}

/** A name is looked up in the containers; those of native sidecars count since Kubernetes 1.32. */
function targetPort({ target, protocol }: ServicePort, { regular, sidecars }: Pod): number | undefined {
  if (typeof target === 'number' || target === undefined) return target;
  const ports = [...regular, ...sidecars].flatMap((container) => container.ports);
  return ports.find((port) => port.name === target && port.protocol === protocol)?.number;
}

/** The lowest ones are the network's own. */
const FIRST = 10;

/** The address of that number in a subnet. */
export function addressIn(subnet: string, index: number): string {
  const [base] = subnet.split('/');
  const number = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) + FIRST + index;
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}
