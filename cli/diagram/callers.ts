import { Service, ServicePort } from '../../lib/model/service';
import { Workload } from '../../lib/model/workload';
import { DrawnPod, portEnd } from './containers';
import { Draft, Drawing } from './drawing';
import { kindOf, servicePortOf } from './kinds';
import { moreWorkloads, Side, workloadPeer } from './peers';
import { Arrow } from './scene';
import { serviceEnd } from './services';
import { Caller, Surroundings } from './surroundings';

/** Of a Service as many workloads that dial it. */
const MOST_CALLERS = 6;

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
    const calling = callersOf(around, service, pod.workload, denied);
    const boxes = callerBoxes(drawing, pod, side, calling);
    for (const { caller, port, kind } of calling) {
      const { workload, container } = caller;
      const from = boxes.get(workload)!;
      const who = from.kind === 'workload' ? `${container.name} of ${from.about} connects` : `${from.about} connect`;
      if (kind !== 'call') {
        known.add(`${from.id} ${portEnd(pod.containers, port?.target, port?.protocol ?? 'TCP', pod.network).row}`);
      }
      drawing.arrow(kind, { id: from.id }, serviceEnd(box, port), `${who} to it`);
    }
  }
  return known;
}

interface Calling {
  readonly caller: Caller;
  readonly port: ServicePort | undefined;
  readonly kind: Arrow['kind'];
}

function callersOf(around: Surroundings, service: Service, to: Workload, denied: boolean): Calling[] {
  return around.callersOf(service).flatMap((caller) => {
    if (caller.workload === to) return [];
    const port = servicePortOf(caller.call);
    const kind = kindOf(around, caller.workload, to, port);
    return kind === 'denied' && !denied ? [] : { caller, port, kind };
  });
}

/** A box of each of the first, and one for all others. */
function callerBoxes(
  drawing: Drawing,
  pod: DrawnPod,
  side: Side,
  calling: readonly Calling[],
): ReadonlyMap<Workload, Draft> {
  const workloads = [...new Set(calling.map(({ caller }) => caller.workload))];
  const boxes = new Map(
    workloads.slice(0, MOST_CALLERS).map((each) => [each, workloadPeer(drawing, side, each, pod.workload)]),
  );
  const rest = workloads.slice(MOST_CALLERS);
  if (rest.length === 0) return boxes;
  const more = moreWorkloads(drawing, side, rest, pod.workload);
  for (const workload of rest) boxes.set(workload, more);
  return boxes;
}
