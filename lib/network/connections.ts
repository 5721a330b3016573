import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import { describe, SidecarsError } from '../errors';
import type { PodComposition } from '../pod/pod-composition';
import { requirePeer } from '../untyped-arguments';
import { addClusterDns } from './cluster-dns';
import { ConnectOptions } from './connect-options';
import { loopbackListenerOf, openListeners } from './listeners';
import { requireConnectOptions } from './untyped-options';

export function connectTo(pod: PodComposition, peer: kplus.INetworkPolicyPeer, options: ConnectOptions = {}): void {
  const { host } = pod;
  requirePeer(describe(host), peer);
  requireConnectOptions(describe(host), options);
  const wanted = options.ports?.length ? options.ports : undefined;
  const workload = isWorkload(peer) ? peer : undefined;
  if (workload) {
    requireKnownNamespaces(host, workload);
    requireOpen(host, workload, wanted);
  }
  const ports = wanted ?? (workload ? portsOf(workload, describe(host), `to connect to on ${describe(peer)}`) : []);
  const egress = policy(host, 'to', peer);
  egress.addEgressRule(peer, ports);
  // All ports. cdk8s-plus would write an empty list, which reads as none.
  if (ports.length === 0) ApiObject.of(egress).addJsonPatch(JsonPatch.remove('/spec/egress/0/ports'));
  if (workload) policy(workload, 'from', host).addIngressRule(host, ports);
  allowDns(host);
}

export function acceptFrom(pod: PodComposition, peer: kplus.INetworkPolicyPeer, options: ConnectOptions = {}): void {
  const { host } = pod;
  requirePeer(describe(host), peer);
  requireConnectOptions(describe(host), options);
  const wanted = options.ports?.length ? options.ports : undefined;
  if (isWorkload(peer)) requireKnownNamespaces(host, peer);
  requireOpen(host, host, wanted);
  const ports = wanted ?? portsOf(host, describe(host), `to accept traffic from ${describe(peer)}`);
  policy(host, 'from', peer).addIngressRule(peer, ports);
  if (!isWorkload(peer)) return;
  policy(peer, 'to', host).addEgressRule(host, ports);
  allowDns(peer);
}

/** A policy names the namespace of a peer, or means its own: for two Pods of which one does not say, neither is right. */
function requireKnownNamespaces(host: kplus.AbstractPod, peer: kplus.AbstractPod): void {
  const [silent, other] = host.metadata.namespace === undefined ? [host, peer] : [peer, host];
  if (silent.metadata.namespace !== undefined || other.metadata.namespace === undefined) return;
  throw new SidecarsError({
    where: describe(host),
    what: `it and ${describe(peer)} are to talk, and only one of them has a namespace`,
    why: `${describe(other)} is in "${other.metadata.namespace}", and where ${describe(silent)} will be is not known, so a policy could not mean it`,
    fix: 'give both a namespace, for example with the namespace of their charts',
  });
}

/** A policy lets traffic through to a port, and on 127.0.0.1 nobody answers it. */
function requireOpen(asker: kplus.AbstractPod, host: kplus.AbstractPod, ports: kplus.NetworkPolicyPort[] = []): void {
  for (const { port, endPort, protocol = kplus.Protocol.TCP } of ports.map((one) => one._toKube())) {
    const listener =
      endPort === undefined
        ? loopbackListenerOf(host, { number: Number(port?.value), protocol: protocol as kplus.Protocol })
        : undefined;
    if (!listener) continue;
    throw new SidecarsError({
      where: describe(asker),
      what: `traffic is to be allowed to port ${listener.number} of ${describe(host)}, where container "${listener.container}" listens on 127.0.0.1 only`,
      why: 'Whoever connected would be refused, whatever the policies allow',
      fix: 'name a port that listens for everybody, or leave ports out: it means all of those',
    });
  }
}

/** An egress policy cuts off whatever it does not name, and a peer is looked up by name before it is dialled. */
function allowDns(host: kplus.AbstractPod): void {
  if (withDns.has(host)) return;
  withDns.add(host);
  const dns = new kplus.NetworkPolicy(host, 'dns', { selector: host });
  addClusterDns(dns);
}

/** cdk8s-plus puts it into the namespace of its Pods: a policy selects Pods of its own namespace only. */
function policy(
  host: kplus.AbstractPod,
  direction: 'to' | 'from',
  peer: kplus.INetworkPolicyPeer,
): kplus.NetworkPolicy {
  const ids = [`${direction}-${peer.node.id}`, `${direction}-${peer.node.addr}`];
  const made = ids.map((id) => host.node.tryFindChild(id)).find((child) => child && peers.get(child) === peer);
  if (made) {
    throw new SidecarsError({
      where: describe(host),
      what: `traffic ${direction} ${describe(peer)} is allowed twice`,
      why: 'The second call would be a second policy for the same pair',
      fix: 'call it once, with all ports in `ports`',
    });
  }
  const id = ids.find((free) => !host.node.tryFindChild(free))!;
  const created = new kplus.NetworkPolicy(host, id, { selector: host });
  peers.set(created, peer);
  return created;
}

const withDns = new WeakSet<kplus.AbstractPod>();
const peers = new WeakMap<IConstruct, kplus.INetworkPolicyPeer>();

function isWorkload(peer: kplus.INetworkPolicyPeer): peer is kplus.AbstractPod & kplus.INetworkPolicyPeer {
  return peer instanceof kplus.AbstractPod;
}

function portsOf(host: kplus.AbstractPod, where: string, purpose: string): kplus.NetworkPolicyPort[] {
  const ports = openListeners(host, 'a policy was made for the ports of this Pod').map(({ number, protocol }) =>
    kplus.NetworkPolicyPort.of({ port: number, protocol: protocol as string as kplus.NetworkProtocol }),
  );
  if (ports.length > 0) return ports;
  throw new SidecarsError({
    where,
    what: `there is no port ${purpose}`,
    why: `No container of ${describe(host)} declares a port that listens for everybody, and a policy without ports opens all of them`,
    fix: 'declare the port on the container with portNumber or ports, or pass ports here',
  });
}
