import { BlockList, isIPv6 } from 'node:net';
import type { Manifest } from './synth';

/** One end of a connection: a Pod, or an address outside the cluster. */
export type End = { namespace?: string; labels: Record<string, string> } | { address: string };

export interface Port {
  readonly port: number;
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
}

/**
 * Whether the policies let one end connect to the other, as the API describes it: both sides have to, and a side that no
 * policy selects lets everything pass.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/network-policy-v1/
 */
export function isAllowed(policies: Manifest[], from: End, to: End, port: Port): boolean {
  return letsPass(policies, 'Egress', from, to, port) && letsPass(policies, 'Ingress', to, from, port);
}

/** The Pods that a manifest of a Pod or of a workload stands for. */
export function podsOf({ metadata, spec }: Manifest): End {
  return { namespace: metadata.namespace, labels: spec.template?.metadata.labels ?? metadata.labels };
}

function letsPass(policies: Manifest[], type: 'Egress' | 'Ingress', self: End, other: End, port: Port): boolean {
  if ('address' in self) return true;
  const selecting = policies.filter(
    ({ metadata, spec }: Manifest) =>
      namespaceOf(metadata) === namespaceOf(self) &&
      matches(spec.podSelector, self.labels) &&
      spec.policyTypes.includes(type),
  );
  if (selecting.length === 0) return true;
  const [rules, peers] = type === 'Egress' ? ['egress', 'to'] : ['ingress', 'from'];
  return selecting
    .flatMap(({ spec, metadata }: Manifest) =>
      (spec[rules] ?? []).map((rule: Manifest) => ({ rule, home: namespaceOf(metadata) })),
    )
    .some(
      ({ rule, home }: Manifest) =>
        anyOf(rule[peers], (peer) => isPeer(peer, other, home)) && anyOf(rule.ports, (open) => isPort(open, port)),
    );
}

/** In a rule, no list and an empty list mean everything. */
function anyOf(list: Manifest[] | undefined, test: (item: Manifest) => boolean): boolean {
  return list === undefined || list.length === 0 || list.some(test);
}

function isPeer({ ipBlock, podSelector, namespaceSelector }: Manifest, other: End, home: string): boolean {
  if (ipBlock) return 'address' in other && isWithin(other.address, ipBlock.cidr);
  if ('address' in other) return false;
  const namespace = namespaceOf(other);
  const inNamespace = namespaceSelector
    ? matches(namespaceSelector, { 'kubernetes.io/metadata.name': namespace })
    : namespace === home;
  return inNamespace && matches(podSelector ?? {}, other.labels);
}

function isPort(open: Manifest, { port, protocol = 'TCP' }: Port): boolean {
  if ((open.protocol ?? 'TCP') !== protocol) return false;
  return open.port === undefined || (port >= open.port && port <= (open.endPort ?? open.port));
}

function isWithin(address: string, cidr: string): boolean {
  const [net, prefix] = cidr.split('/');
  const type = isIPv6(net) ? 'ipv6' : 'ipv4';
  const block = new BlockList();
  block.addSubnet(net, Number(prefix), type);
  return block.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function matches(selector: Manifest, labels: Record<string, string>): boolean {
  if (selector.matchExpressions) throw new Error('not needed so far');
  return Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
}

function namespaceOf({ namespace }: { namespace?: string }): string {
  return namespace ?? 'default';
}
