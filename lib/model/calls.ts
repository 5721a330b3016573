import { Address, isForOthers, isToListen, portOf } from './addresses';
import { isLoopback } from './bind';
import type { Container } from './container';
import { ManifestSet } from './manifest-set';
import { Service } from './service';

/** Where a container is told to connect to, as far as its words tell. */
export interface Call {
  /** `pod`: on localhost. `service`: one of the set. `elsewhere`: what is not in the set. */
  readonly to: 'pod' | 'service' | 'elsewhere';
  readonly host: string;
  readonly port: number | undefined;
  readonly service: Service | undefined;
}

/** The places a container connects to, each once, in the order of its words. */
export function callsOf(container: Container, set: ManifestSet | undefined): Call[] {
  const found = new Map<string, Call>();
  for (const address of container.addresses) {
    const call = callOf(address, container, set);
    if (!call) continue;
    const key = `${call.service?.object.toString() ?? call.host}:${call.port ?? ''}`;
    if (!found.has(key)) found.set(key, call);
  }
  return [...found.values()];
}

function callOf(address: Address, container: Container, set: ManifestSet | undefined): Call | undefined {
  const { host } = address;
  const port = portOf(address);
  if (isForOthers(address)) return undefined;
  if (isLoopback(host)) {
    const own = container.listeners.some(({ number }) => number === port);
    if (port === undefined || own || isToListen(address)) return undefined;
    return { to: 'pod', host: 'localhost', port, service: undefined };
  }
  // Where it listens: all addresses of the Pod.
  if (host === '0.0.0.0' || host === '::' || !/^[a-z0-9]/.test(host)) return undefined;
  const service = set && serviceAt(host, set, container.pod.workload.object.namespace);
  if (service) return { to: 'service', host, port: port ?? onlyPort(service), service };
  return port === undefined ? undefined : { to: 'elsewhere', host, port, service: undefined };
}

/** Of `name`, `name.namespace`, `name.namespace.svc.cluster.local`, and those with a Pod of a StatefulSet before. */
function serviceAt(host: string, set: ManifestSet, namespace: string | undefined): Service | undefined {
  const [first, second, third, fourth] = host.replace(/\.cluster\.local$/, '').split('.');
  if (second === undefined) return set.service(first, namespace);
  if (third === undefined || (third === 'svc' && fourth === undefined)) {
    const own = set.service(first, second);
    if (own) return own;
  }
  return third === undefined ? undefined : set.service(second, third === 'svc' ? namespace : third);
}

function onlyPort({ ports }: Service): number | undefined {
  return ports.length === 1 ? ports[0].port : undefined;
}
