import { Call, callsOf } from '../../lib/model/calls';
import { Service, ServicePort } from '../../lib/model/service';
import { Workload } from '../../lib/model/workload';
import { DrawnPod, portEnd } from './containers';
import { Draft, Drawing } from './drawing';
import { hostBox, Side, workloadPeer } from './peers';
import { Arrow, End } from './scene';
import { serviceEnd } from './services';
import { Surroundings } from './surroundings';
import { shown } from './words';

/** Of one container as many as are of interest. */
const MOST_CALLS = 8;
/** Of a Service as many callers. */
const MOST_CALLERS = 6;

/** What the containers dial on the localhost that they share. */
export function drawLocalCalls(
  drawing: Drawing,
  { containers, network }: DrawnPod,
  around: Surroundings | undefined,
): void {
  for (const { container, box } of containers) {
    for (const { to, port } of callsOf(container, around?.set).slice(0, MOST_CALLS)) {
      const others = containers.filter((other) => other.container !== container);
      const end = to === 'pod' ? portEnd(others, port, 'TCP', network) : network;
      if (end === network) continue;
      const what = `${container.name} connects to localhost:${port}`;
      drawing.arrow('call', { id: box.id }, end, what, end.row === undefined ? `localhost:${port}` : '');
    }
  }
}

/**
 * What the containers dial outside of their Pod. Returns where arrows end that policies are known to let through.
 */
export function drawCalls(
  drawing: Drawing,
  pod: DrawnPod,
  around: Surroundings,
  side: Side,
  denied: boolean,
): Set<string> {
  const known = new Set<string>();
  for (const { container, box } of pod.containers) {
    for (const call of callsOf(container, around.set).slice(0, MOST_CALLS)) {
      if (call.to === 'pod') continue;
      for (const { end, to, port } of targetsOf(drawing, pod, around, side, call)) {
        const kind = to ? kindOf(around, pod.workload, to, port) : 'call';
        if (kind === 'denied' && !denied) continue;
        if (kind !== 'call') known.add(`${end.id} ${end.row}`);
        const what = `${container.name} connects to ${call.host}${call.port === undefined ? '' : `:${call.port}`}`;
        drawing.arrow(kind, { id: box.id }, end, kind === 'denied' ? `${what}, which no policy lets through` : what);
      }
    }
  }
  return known;
}

interface Target {
  readonly end: End;
  readonly to: Workload | undefined;
  readonly port: ServicePort | undefined;
}

function targetsOf(drawing: Drawing, pod: DrawnPod, around: Surroundings, side: Side, call: Call): Target[] {
  const { service, host, port: number } = call;
  const port = service?.ports.find((one) => one.port === number);
  const workloads = service ? around.set.selectedBy(service) : [];
  if (!service || workloads.length === 0) {
    const box = service ? hostBox(drawing, side, service.name) : hostBox(drawing, side, host);
    const row = number === undefined ? undefined : plainRow(drawing, box, String(number), '');
    return [{ end: { id: box.id, row }, to: undefined, port: undefined }];
  }
  return workloads.slice(0, 2).map((to) => {
    const box = workloadPeer(drawing, side, to, pod.workload);
    const target = port && targetNumber(port, to);
    const text = shown(String(target ?? port?.target ?? number ?? 'a port'));
    return {
      end: { id: box.id, row: plainRow(drawing, box, text, `by Service ${shown(service.name, 20)}`) },
      to,
      port,
    };
  });
}

function plainRow(drawing: Drawing, box: Draft, text: string, note: string): string | undefined {
  return drawing.row(box.left, { text, note, look: 'plain' });
}

/**
 * Who else of the set dials the Services of a Pod. Returns which way of whom policies are known to let through.
 */
export function drawCallers(
  drawing: Drawing,
  pod: DrawnPod,
  around: Surroundings,
  services: readonly (readonly [Service, Draft])[],
  side: Side,
  denied: boolean,
): Set<string> {
  const known = new Set<string>();
  for (const [service, box] of services) {
    const callers = around.callersOf(service).filter(({ workload }) => workload !== pod.workload);
    for (const { workload, container, call } of callers.slice(0, MOST_CALLERS)) {
      const port = service.ports.find((one) => one.port === call.port);
      const kind = kindOf(around, workload, pod.workload, port);
      if (kind === 'denied' && !denied) continue;
      const from = workloadPeer(drawing, side, workload, pod.workload);
      if (kind !== 'call') {
        known.add(`${from.id} ${portEnd(pod.containers, port?.target, port?.protocol ?? 'TCP', pod.network).row}`);
      }
      drawing.arrow(kind, { id: from.id }, serviceEnd(box, port), `${container.name} of ${from.about} connects to it`);
    }
  }
  return known;
}

/** `call` where no policy is about it. */
export function kindOf(
  around: Surroundings,
  from: Workload,
  to: Workload,
  port: ServicePort | undefined,
): Arrow['kind'] {
  const { reach } = around;
  if (!reach.egressOf(from) && !reach.ingressOf(to)) return 'call';
  const number = port && targetNumber(port, to);
  if (number === undefined) return 'call';
  return reach.mayConnect(from, to, number, port?.protocol ?? 'TCP') ? 'allowed' : 'denied';
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
