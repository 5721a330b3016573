import { Call, callsOf } from '../../lib/model/calls';
import { Workload } from '../../lib/model/workload';
import { DrawnContainer, DrawnPod, portEnd } from './containers';
import { Draft, Drawing } from './drawing';
import { kindOf, kindOutside, servicePortOf, targetNumber } from './kinds';
import { hostBox, moreBox, moreWorkloads, servicePeer, Side, workloadPeer } from './peers';
import { targetText } from './ports';
import { Arrow, End } from './scene';
import { serviceEnd } from './services';
import { Surroundings } from './surroundings';
import { shown } from './words';

/** Of one container as many as are of interest, on localhost and elsewhere. */
const MOST_CALLS = 8;
/** Of a Service that is dialled as many workloads. */
const MOST_TARGETS = 2;

/** What the containers dial on the localhost that they share. */
export function drawLocalCalls(
  drawing: Drawing,
  { containers, network }: DrawnPod,
  around: Surroundings | undefined,
): void {
  for (const { container, box } of containers) {
    const others = containers.filter((other) => other.container !== container);
    const found = callsOf(container, around?.set).flatMap(({ to, port }) => {
      const end = to === 'pod' ? portEnd(others, port, 'TCP', network) : network;
      return end === network ? [] : { port, end };
    });
    for (const { port, end } of found.slice(0, MOST_CALLS)) {
      const what = `${container.name} connects to localhost:${port}`;
      drawing.arrow('call', { id: box.id }, end, what, end.row === undefined ? `localhost:${port}` : '');
    }
    if (found.length > MOST_CALLS) box.foot.push(`connects to ${found.length - MOST_CALLS} more on localhost`);
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
  for (const drawn of pod.containers) {
    const connections = callsOf(drawn.container, around.set).flatMap((call): Connection[] => {
      if (call.to === 'pod') return [];
      const targets = targetsOf(around, pod.workload, call).filter(({ kind }) => denied || kind !== 'denied');
      return targets.length === 0 ? [] : [{ call, targets }];
    });
    for (const connection of connections.slice(0, MOST_CALLS)) {
      for (const end of drawConnection(drawing, pod, drawn, connection, side)) known.add(end);
    }
    drawMoreCalls(drawing, drawn, connections.slice(MOST_CALLS), side);
  }
  return known;
}

/** What a container dials, and who is there: boxes are made only for what is drawn. */
interface Connection {
  readonly call: Call;
  readonly targets: readonly Target[];
}

interface Target {
  readonly kind: Arrow['kind'];
  /** Undefined where it leads to no workload of the set. */
  readonly to: Workload | undefined;
}

function targetsOf(around: Surroundings, from: Workload, call: Call): Target[] {
  const { service } = call;
  const workloads = service ? around.set.selectedBy(service) : [];
  if (workloads.length === 0) return [{ kind: kindOutside(around, from, call), to: undefined }];
  return workloads.map((to) => ({ kind: kindOf(around, from, to, servicePortOf(call)), to }));
}

/** Returns where those of its arrows end that policies are known to decide on. */
function drawConnection(
  drawing: Drawing,
  pod: DrawnPod,
  { container, box }: DrawnContainer,
  { call, targets }: Connection,
  side: Side,
): string[] {
  const what = (kind: Arrow['kind']) =>
    `${container.name} connects to ${addressText(call)}${kind === 'denied' ? ', which no policy lets through' : ''}`;
  const known: string[] = [];
  for (const { kind, to } of targets.slice(0, MOST_TARGETS)) {
    const end = to ? workloadEnd(drawing, pod, side, call, to) : outsideEnd(drawing, side, call);
    if (kind !== 'call') known.push(`${end.id} ${end.row}`);
    // Where no row tells the port, the arrow does.
    const label = end.row === undefined && call.port !== undefined ? `:${call.port}` : '';
    drawing.arrow(kind, { id: box.id }, end, what(kind), label);
  }
  const rest = targets.slice(MOST_TARGETS);
  if (rest.length === 0) return known;
  const workloads = rest.flatMap(({ to }) => to ?? []);
  const more = moreWorkloads(drawing, side, workloads, pod.workload);
  const row = serviceRow(drawing, more, call, servicePortOf(call)?.target);
  for (const { kind } of rest) drawing.arrow(kind, { id: box.id }, { id: more.id, row }, what(kind));
  return known;
}

function addressText({ host, port }: Call): string {
  return port === undefined ? host : `${host}:${port}`;
}

function drawMoreCalls(
  drawing: Drawing,
  { container, box }: DrawnContainer,
  rest: readonly Connection[],
  side: Side,
): void {
  if (rest.length === 0) return;
  const addresses = rest.map(({ call }) => addressText(call));
  const more = moreBox(drawing, side, addresses);
  for (const { kind } of rest.flatMap(({ targets }) => targets)) {
    drawing.arrow(kind, { id: box.id }, { id: more.id }, `${container.name} connects to ${more.about}`);
  }
}

function workloadEnd(drawing: Drawing, pod: DrawnPod, side: Side, call: Call, to: Workload): End {
  const box = workloadPeer(drawing, side, to, pod.workload);
  const port = servicePortOf(call);
  const target = port && (targetNumber(port, to) ?? port.target);
  return { id: box.id, row: serviceRow(drawing, box, call, target) };
}

/** The port of the Pods to which a Service leads. */
function serviceRow(drawing: Drawing, box: Draft, call: Call, target: number | string | undefined): string | undefined {
  const text = targetText(target ?? call.port ?? 'a port', servicePortOf(call)?.protocol ?? 'TCP');
  return plainRow(drawing, box, text, `by Service ${shown(call.service?.name ?? '', 20)}`);
}

function outsideEnd(drawing: Drawing, side: Side, call: Call): End {
  const { service, host, port } = call;
  if (service) return serviceEnd(servicePeer(drawing, side, service), servicePortOf(call));
  const box = hostBox(drawing, side, host);
  return { id: box.id, row: port === undefined ? undefined : plainRow(drawing, box, String(port), '') };
}

function plainRow(drawing: Drawing, box: Draft, text: string, note: string): string | undefined {
  return drawing.row(box.left, { text, note, look: 'plain' });
}
