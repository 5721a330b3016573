import { allowsPort, PolicyPeer, PolicyRule } from './network-policy';
import { Selector } from './selector';
import { dataOf, textsOf } from './values';

/** Where the cluster's DNS listens: 53, but for OpenShift's. */
const PORTS = [53, 5353];

/** Where a cluster's DNS has its address, as a rule. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

/** Whether an egress rule of a policy in this namespace may let look-ups at the cluster's DNS through. */
export function mayReachDns(rule: PolicyRule, namespace: string | undefined): boolean {
  const byName = rule.ports.some(({ port }) => typeof port === 'string' && port.includes('dns'));
  if (!byName && !PORTS.some((port) => allowsPort(rule, port, 'UDP'))) return false;
  // Who opens this very port does it for the DNS, wherever that is.
  const meant = rule.ports.some(({ port }) => port !== undefined);
  return rule.peers.length === 0 || rule.peers.some((peer) => mayBeDns(peer, namespace, meant));
}

function mayBeDns(peer: PolicyPeer, namespace: string | undefined, meant: boolean): boolean {
  const { pods, namespaces, cidr, data } = peer;
  if (cidr !== undefined) {
    const except = textsOf(dataOf(data['ipBlock'])['except']) ?? [];
    return meant || PRIVATE.some((network) => overlap(cidr, network) && !except.some((hole) => covers(hole, network)));
  }
  // Pods of the same namespace, where the DNS is not.
  if (!namespaces) return namespace === 'kube-system';
  const name = namespaces.labels.get('kubernetes.io/metadata.name');
  const place = name === undefined || name === 'kube-system' || name.includes('dns');
  return meant || (place && mayBeDnsPods(pods));
}

function mayBeDnsPods(pods: Selector | undefined): boolean {
  return !pods || pods.labels.size === 0 || [...pods.labels].some((pair) => pair.join('=').includes('dns'));
}

function overlap(a: string, b: string): boolean {
  const [one, other] = [networkOf(a), networkOf(b)];
  // Of other families, and of what is no network, nothing is known.
  if (!one || !other) return true;
  const bits = Math.min(one.bits, other.bits);
  return prefix(one.address, bits) === prefix(other.address, bits);
}

function covers(outer: string, inner: string): boolean {
  const [one, other] = [networkOf(outer), networkOf(inner)];
  if (!one || !other || one.bits > other.bits) return false;
  return prefix(one.address, one.bits) === prefix(other.address, one.bits);
}

function prefix(address: number, bits: number): number {
  return Math.floor(address / 2 ** (32 - bits));
}

function networkOf(cidr: string): { address: number; bits: number } | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  if (!match) return undefined;
  const [a, b, c, d, bits] = match.slice(1).map(Number);
  return { address: ((a * 256 + b) * 256 + c) * 256 + d, bits };
}
