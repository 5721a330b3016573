import * as kplus from 'cdk8s-plus-28';
import { waiversOn } from '../checks/construct-waivers';
import { isEnforced } from '../checks/enforced-apps';
import { describe, sentence } from '../errors';
import type { PodComposition } from '../pod/pod-composition';
import { isSynthesizing, recall, remember } from '../synthesis/rendering';

const SERVICES = {};

/** What is said of Services that were made without asking the Pod for its ports. */
export function servicesToLoopback(pod: PodComposition): string[] {
  const { host } = pod;
  const closed = pod.listeners().filter(({ loopback }) => loopback);
  // The rule of this name is about to look at the whole app.
  if (closed.length === 0 || (isSynthesizing(host) && isEnforced(host.node.root))) return [];
  return servicesOf(host).flatMap((service) =>
    service.ports.flatMap(({ port, targetPort = port, protocol = kplus.Protocol.TCP }) => {
      const listener = closed.find((one) => one.number === targetPort && one.protocol === protocol);
      if (!listener || !selects(service, host) || isWaived(service)) return [];
      return sentence({
        where: describe(service),
        what: `its port ${port} leads to port ${targetPort}/${protocol} of ${describe(host)}, where container "${listener.container}" listens on 127.0.0.1 only`,
        why: 'Whoever connected through the Service would be refused',
        fix: 'lead it to a port that listens for everybody, or leave this port out',
      });
    }),
  );
}

function servicesOf(host: kplus.AbstractPod): kplus.Service[] {
  const known = recall<kplus.Service[]>(host, SERVICES);
  if (known) return known;
  const services = host.node.root.node
    .findAll()
    .filter((construct): construct is kplus.Service => construct instanceof kplus.Service);
  return remember(host, SERVICES, services);
}

function selects(service: kplus.Service, { metadata, podMetadata }: kplus.AbstractPod): boolean {
  // cdk8s-plus keeps it to itself.
  const { _selector } = service as unknown as { readonly _selector: { [key: string]: string } };
  const labels = Object.entries(_selector);
  return (
    labels.length > 0 &&
    service.metadata.namespace === metadata.namespace &&
    labels.every(([key, value]) => podMetadata.getLabel(key) === value)
  );
}

function isWaived(service: kplus.Service): boolean {
  return waiversOn(service).some(({ rule }) => rule === 'service-target-port');
}
