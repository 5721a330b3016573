import { NetworkPolicy, PolicyPeer, PolicyPort, PolicyRule } from '../../lib/model/network-policy';
import { Allowed } from '../../lib/model/network-reach';
import { DrawnPod, portEnd } from './containers';
import { Draft, Drawing } from './drawing';
import { anyone, others, peerBox, Side, workloadPeer } from './peers';
import { targetText } from './ports';
import { End } from './scene';
import { Surroundings } from './surroundings';
import { shown } from './words';

/** Whom a policy means is drawn one by one up to here, and as its selector says beyond. */
export const MOST_WORKLOADS = 4;

/** What policies let in: from whom, to which port. */
export function drawIngress(
  drawing: Drawing,
  pod: DrawnPod,
  around: Surroundings,
  side: Side,
  known: ReadonlySet<string>,
): void {
  for (const { policy, rule } of around.reach.ingressOf(pod.workload) ?? []) {
    for (const from of peersOf(drawing, pod, around, side, rule, policy)) {
      for (const { end, label } of openPorts(pod, rule)) {
        // Whose way leads over a Service has its arrow there.
        if (known.has(`${from.id} ${end.row}`)) continue;
        const what = `NetworkPolicy ${policy.object.name} lets ${from.about} connect`;
        drawing.arrow('allowed', { id: from.id }, end, what, label);
      }
    }
  }
}

/** What policies let out: to whom, and to which port there. */
export function drawEgress(
  drawing: Drawing,
  pod: DrawnPod,
  around: Surroundings,
  side: Side,
  known: ReadonlySet<string>,
): void {
  for (const { policy, rule } of around.reach.egressOf(pod.workload) ?? []) {
    for (const to of peersOf(drawing, pod, around, side, rule, policy)) {
      const ports = rule.ports.length === 0 ? ['all ports'] : rule.ports.map(policyPortText);
      for (const text of ports) {
        const row = drawing.row(to.left, { text, note: '', look: 'plain' });
        if (known.has(`${to.id} ${row}`)) continue;
        const what = `NetworkPolicy ${policy.object.name} lets the Pod connect to ${text} of ${to.about}`;
        drawing.arrow('allowed', pod.network, { id: to.id, row }, what);
      }
    }
  }
}

/** All that policies do not let through. */
export function drawDenied(drawing: Drawing, pod: DrawnPod, around: Surroundings, comes: Side, goes: Side): void {
  const [into, out] = [around.reach.ingressOf(pod.workload), around.reach.egressOf(pod.workload)];
  if (into && !into.some(isEverything)) {
    const from = others(drawing, comes, into.length > 0);
    drawing.arrow('denied', { id: from.id }, pod.network, `no policy lets ${from.name} connect`);
  }
  if (out && !out.some(isEverything)) {
    const to = others(drawing, goes, out.length > 0);
    drawing.arrow('denied', pod.network, { id: to.id }, `no policy lets the Pod connect to ${to.name}`);
  }
}

export function isEverything({ rule }: Allowed): boolean {
  return rule.peers.length === 0 && rule.ports.length === 0;
}

/** The boxes of those whom a rule means. */
function peersOf(
  drawing: Drawing,
  pod: DrawnPod,
  { reach }: Surroundings,
  side: Side,
  { peers }: PolicyRule,
  policy: NetworkPolicy,
): Draft[] {
  if (peers.length === 0) return [anyone(drawing, side)];
  return peers.flatMap((peer) => {
    const workloads = isWide(peer) ? [] : reach.workloadsOf(peer, policy);
    if (workloads.length === 0 || workloads.length > MOST_WORKLOADS)
      return [peerBox(drawing, side, peer, policy.object.namespace)];
    return workloads.map((workload) => workloadPeer(drawing, side, workload, pod.workload));
  });
}

/** Means all Pods of a namespace, also those that are not in this set. */
export function isWide({ pods }: PolicyPeer): boolean {
  return pods === undefined || pods.empty;
}

/** The places of a Pod that a rule opens. */
function openPorts({ containers, network }: DrawnPod, { ports }: PolicyRule): { end: End; label: string }[] {
  if (ports.length === 0) return [{ end: network, label: 'all ports' }];
  return ports.map((port) => {
    const end = port.endPort === undefined ? portEnd(containers, port.port, port.protocol, network) : network;
    return { end, label: end.row === undefined ? `:${policyPortText(port)}` : '' };
  });
}

/** As in `53/UDP`, `8000–8010`. */
export function policyPortText({ port, endPort, protocol }: PolicyPort): string {
  const number = port === undefined ? 'all' : shown(String(port));
  const range = endPort === undefined ? number : `${number}–${endPort}`;
  return targetText(range, protocol);
}
