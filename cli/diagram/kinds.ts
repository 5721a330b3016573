import { Call } from '../../lib/model/calls';
import { ServicePort } from '../../lib/model/service';
import { Workload } from '../../lib/model/workload';
import { Arrow } from './scene';
import { hostOf } from './services';
import { Surroundings } from './surroundings';

/** Of a connection from one workload to another: `call` where no policy is known to decide. */
export function kindOf(
  { reach }: Surroundings,
  from: Workload,
  to: Workload,
  port: ServicePort | undefined,
): Arrow['kind'] {
  if (!reach.egressOf(from) && !reach.ingressOf(to)) return 'call';
  const number = port && targetNumber(port, to);
  if (number === undefined) return 'call';
  const may = reach.mayConnect(from, to, number, port?.protocol ?? 'TCP');
  return may === undefined ? 'call' : may ? 'allowed' : 'denied';
}

/** Of a connection to a host that is not in the set, or to a Service that leads to one; denied only where that is sure. */
export function kindOutside({ reach }: Surroundings, from: Workload, { service, host, port }: Call): Arrow['kind'] {
  const outside = service ? hostOf(service) : host;
  return outside === undefined || reach.mayLeave(from, outside, port) ? 'call' : 'denied';
}

/** The port of its Service that is dialled. */
export function servicePortOf({ service, port: number }: Call): ServicePort | undefined {
  return service?.ports.find(({ port }) => port === number);
}

/** The number that the name of a target port has in the Pods of a workload. */
export function targetNumber(
  { target, protocol }: { readonly target: number | string | undefined; readonly protocol: string },
  { pod }: Workload,
): number | undefined {
  if (typeof target !== 'string') return target;
  for (const { ports, longRunning } of pod.containers) {
    const found = longRunning && ports.find((port) => port.name === target && port.protocol === protocol);
    if (found) return found.number;
  }
  return undefined;
}
