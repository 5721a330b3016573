import * as kplus from 'cdk8s-plus-28';
import { Complaint, describe, SidecarsError } from '../errors';
import { dnsLabel, requireDnsLabel, requirePortNumber } from '../names';
import { ContainerRole } from '../pod/container-props';
import type { PodComposition } from '../pod/pod-composition';
import { Listener } from '../pod/port-table';
import { requireExposeOptions } from './untyped-options';

const EXPOSED_ROLES = [ContainerRole.MAIN, ContainerRole.ADAPTER];

type Options = kplus.DeploymentExposeViaServiceOptions;

/** A port of a Service and who answers there. */
interface Exposed {
  readonly port: kplus.ServicePort;
  readonly listener: Listener;
}

export function exposeViaService(pod: PodComposition, options: Options = {}): kplus.Service {
  requireExposeOptions(pod.where(), options);
  const ports = servicePorts(pod, options);
  const type = options.serviceType ?? kplus.ServiceType.CLUSTER_IP;
  if (type === kplus.ServiceType.EXTERNAL_NAME) {
    throw new SidecarsError({
      where: pod.where(),
      what: 'it is to be exposed by a Service of type ExternalName',
      why: 'Such a Service is another name for a host outside the cluster and leads to no Pod',
      fix: 'leave serviceType out, or make a kplus.Service with externalName',
    });
  }
  return makeService(pod, 'Service', options, { ports, type });
}

export function exposeViaHeadlessService(pod: PodComposition, options: Options = {}): kplus.Service {
  requireExposeOptions(pod.where(), options);
  const ports = servicePorts(pod, options);
  if ((options.serviceType ?? kplus.ServiceType.CLUSTER_IP) !== kplus.ServiceType.CLUSTER_IP) {
    throw new SidecarsError({
      where: pod.where(),
      what: `a headless Service of type ${options.serviceType}`,
      why: 'A headless Service has no address, and the other types build on one',
      fix: 'leave serviceType out, or use exposeViaService',
    });
  }
  for (const { port, targetPort } of ports) {
    if (port === targetPort) continue;
    throw new SidecarsError({
      where: pod.where(),
      what: `port ${port} of a headless Service is to lead to port ${targetPort}`,
      why: `Its name gives the Pods' own addresses, so nothing translates ports and port ${port} would be refused`,
      fix: `expose port ${targetPort} itself, or use exposeViaService`,
    });
  }
  return makeService(pod, 'HeadlessService', options, { ports, clusterIP: 'None' });
}

function makeService(pod: PodComposition, kind: string, { name }: Options, props: kplus.ServiceProps): kplus.Service {
  const id = `${name ?? ''}${kind}`;
  requireOtherService(pod, id, name);
  // A name that is there and undefined would keep cdk8s from making one.
  const metadata = { namespace: pod.host.metadata.namespace, ...(name === undefined ? {} : { name }) };
  const service = new kplus.Service(pod.host, id, { ...props, selector: pod.host, metadata });
  // Stricter than other names: https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service
  if (service.name.length > 63 || !/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(service.name)) {
    throw new SidecarsError({
      where: describe(service),
      what: `"${service.name}" is not a valid Service name`,
      why: 'The API server rejects names of Services that are not DNS labels or do not start with a letter',
      fix: 'pass a name of at most 63 lower-case letters, digits and "-" that starts with a letter',
    });
  }
  return service;
}

function requireOtherService(pod: PodComposition, id: string, name: string | undefined): void {
  const { node } = pod.host;
  const namesake = node.children.some((child) => child instanceof kplus.Service && child.name === name);
  if (!namesake && !node.tryFindChild(id)) return;
  throw new SidecarsError({
    where: pod.where(),
    what: `it has a Service ${name === undefined ? 'without a name of its own' : `named "${name}"`} already`,
    why: 'Services are told apart by their names',
    fix: 'pass another name, or expose all ports in one call',
  });
}

function servicePorts(pod: PodComposition, { ports }: Options): kplus.ServicePort[] {
  const exposed = ports?.length ? ports.map((port) => requireOpen(pod, port)) : exposedListeners(pod);
  if (!ports?.length) pod.portsTakenBy('a Service was made for the ports of this Pod', EXPOSED_ROLES);
  if (exposed.length === 0) throw new SidecarsError(nothingToExpose(pod, 'pass ports here'));
  requireDistinct(pod, exposed);
  const [{ port, listener }] = exposed as [Exposed];
  // A Service with one port needs no name for it but the one its container gives.
  return exposed.length === 1 ? [{ ...port, name: port.name ?? listener.name }] : named(exposed);
}

/**
 * The ports of the main containers and of the adapters, all named, and by number: named target ports of native sidecars
 * do not resolve before Kubernetes 1.32.
 * @see https://github.com/kubernetes/kubernetes/issues/127958
 */
export function exposedPorts(pod: PodComposition): kplus.ServicePort[] {
  return named(exposedListeners(pod));
}

export function nothingToExpose(pod: PodComposition, orElse: string): Complaint {
  return {
    where: pod.where(),
    what: 'there is no port to expose',
    why: 'Neither a main container nor an adapter declares a port that listens for everybody',
    fix: `declare it on the container with portNumber or ports, or ${orElse}`,
  };
}

function exposedListeners(pod: PodComposition): Exposed[] {
  return pod.members
    .filter(({ role }) => EXPOSED_ROLES.includes(role))
    .flatMap(({ container }) => pod.listenersOf(container.name))
    .filter(({ loopback, implied }) => !loopback && !implied)
    .map((listener) => {
      const { number, protocol } = listener;
      return { port: { port: number, targetPort: number, protocol }, listener };
    });
}

function requireOpen(pod: PodComposition, port: kplus.ServicePort): Exposed {
  requirePortNumber(pod.where(), 'port of a Service', port.port);
  if (port.nodePort !== undefined) requirePortNumber(pod.where(), 'port of the nodes', port.nodePort);
  if (port.name !== undefined) requireDnsLabel(pod.where(), 'Service port name', port.name);
  const target = port.targetPort ?? port.port;
  const protocol = port.protocol ?? kplus.Protocol.TCP;
  const listeners = pod.listeners();
  const listener = listeners.find((l) => l.number === target && l.protocol === protocol);
  if (listener && !listener.loopback) return { port: { ...port, targetPort: target }, listener };
  const open = listeners.filter(({ loopback }) => !loopback);
  const known = open.map((l) => `${l.number}/${l.protocol} (${l.container})`).join(', ') || 'none';
  throw new SidecarsError({
    where: listener ? pod.where(listener.container) : pod.where(),
    what: listener
      ? `port ${target}/${protocol} cannot be exposed, because it listens on 127.0.0.1 only`
      : `no container listens on port ${target}/${protocol}, which is to be exposed`,
    why: 'Whoever connected through the Service would be refused',
    fix: listener
      ? 'expose a port that listens for everybody, or let the main container use this one on localhost'
      : `declare it on the container that listens there, or expose one of: ${known}`,
  });
}

function requireDistinct(pod: PodComposition, exposed: Exposed[]): void {
  const numbers = exposed.map(({ port, listener }) => `port ${port.port}/${listener.protocol}`);
  const names = exposed.flatMap(({ port }) => (port.name === undefined ? [] : [`the port name "${port.name}"`]));
  const twice = [numbers, names].flatMap((all) => all.filter((one, position) => all.indexOf(one) !== position))[0];
  if (twice === undefined) return;
  throw new SidecarsError({
    where: pod.where(),
    what: `${twice} is exposed twice by one Service`,
    why: 'The API server rejects a Service whose ports do not all have their own number and name',
    fix: 'leave one of them out, or give it another number or name',
  });
}

/** Names made unique, because the API server wants one for each of several ports: what the code says comes first. */
function named(exposed: Exposed[]): kplus.ServicePort[] {
  const taken = new Set(exposed.flatMap(({ port }) => port.name ?? []));
  const claim = (wish: string | undefined) => {
    if (wish === undefined || taken.has(wish)) return undefined;
    taken.add(wish);
    return wish;
  };
  const declared = exposed.map(({ port, listener }) => port.name ?? claim(listener.name));
  return exposed.map(({ port, listener: { container, protocol } }, index) => {
    let name = declared[index];
    for (const suffix of [`${port.port}`, `${port.port}-${protocol}`])
      name ??= claim(dnsLabel(container.slice(0, 48), suffix));
    for (let count = 2; name === undefined; count++)
      name = claim(dnsLabel('port', String(port.port), protocol, String(count)));
    return { ...port, name };
  });
}
