import { isIp } from './addresses';
import { Container } from './container';
import { KubeObject } from './kube-object';
import { ManifestSet } from './manifest-set';
import { allowsPort, NetworkPolicy, PolicyPeer, PolicyRule } from './network-policy';
import { Selector } from './selector';
import { Workload } from './workload';

/** What policies let through on one side of the Pods of a workload. */
export interface Allowed {
  readonly policy: NetworkPolicy;
  readonly rule: PolicyRule;
}

/** Who may connect to whom by the policies of a set, as far as the set tells. */
export class NetworkReach {
  private readonly labels = new Map<string, ReadonlyMap<string, string>>();
  private otherPolicies?: boolean;

  public constructor(private readonly set: ManifestSet) {
    for (const { object } of set.workloads) this.labels.set(object.namespace ?? '', new Map());
    for (const namespace of set.all('Namespace')) this.labels.set(namespace.name, namespace.labels);
  }

  /** What may come in; undefined where everything may. */
  public ingressOf(workload: Workload): readonly Allowed[] | undefined {
    const policies = this.policiesOf(workload).filter(({ isolatesIngress }) => isolatesIngress);
    return policies.length === 0 ? undefined : policies.flatMap(allowedBy('ingress'));
  }

  /** What may go out; undefined where everything may. */
  public egressOf(workload: Workload): readonly Allowed[] | undefined {
    const policies = this.policiesOf(workload).filter(({ isolatesEgress }) => isolatesEgress);
    return policies.length === 0 ? undefined : policies.flatMap(allowedBy('egress'));
  }

  /**
   * Whether both sides let a connection through. Undefined where a Pod on its node's network is let through by no
   * selector: rules for addresses may mean the node, and network plugins let through what is on the same one.
   */
  public mayConnect(from: Workload, to: Workload, port: number, protocol: string): boolean | undefined {
    const ends: [readonly Allowed[] | undefined, Workload][] = [
      [this.egressOf(from), to],
      [this.ingressOf(to), from],
    ];
    const both = ends.every(([allowed, other]) => {
      if (!allowed) return true;
      return allowed.some(
        ({ policy, rule }) =>
          (rule.peers.length === 0 || rule.peers.some((peer) => this.means(peer, policy.object, other))) &&
          allowsNumber(rule, port, protocol, to),
      );
    });
    return !both && (from.pod.hostNetwork || to.pod.hostNetwork) ? undefined : both;
  }

  /** Whether some policy may let out what goes to a host that is not in the set. Its protocol is not known. */
  public mayLeave(from: Workload, host: string, port: number | undefined): boolean {
    const allowed = this.egressOf(from);
    if (!allowed || this.hasOtherPolicies()) return true;
    const inside = mayBeInside(host);
    return allowed.some(({ rule }) => mayOpen(rule, port) && (inside || leadsOutside(rule)));
  }

  /** The workloads of the set whose Pods a peer means. */
  public workloadsOf(peer: PolicyPeer, { object }: NetworkPolicy): readonly Workload[] {
    if (peer.cidr !== undefined) return [];
    const pods = peer.pods ?? new Selector(undefined);
    const found = this.namespacesOf(peer, object).flatMap((namespace) => this.set.matching(pods, namespace));
    return found.filter(hasAddress);
  }

  /** Those of the set that it means, and undefined for those that name none. */
  private namespacesOf({ namespaces }: PolicyPeer, { namespace: home }: KubeObject): (string | undefined)[] {
    if (!namespaces) return [home];
    const found = [...this.labels].filter(([name, labels]) => namespaces.matches(labelsOf(name, labels)));
    return found.map(([name]) => (name === '' ? undefined : name));
  }

  private means(peer: PolicyPeer, policy: KubeObject, workload: Workload): boolean {
    const { object, pod } = workload;
    if (peer.cidr !== undefined || !hasAddress(workload)) return false;
    if (peer.pods && !peer.pods.matches(pod.labels)) return false;
    if (!peer.namespaces) return object.namespace === policy.namespace;
    const name = object.namespace ?? '';
    return peer.namespaces.matches(labelsOf(name, this.labels.get(name) ?? new Map()));
  }

  private policiesOf(workload: Workload): readonly NetworkPolicy[] {
    // Policies do not hold for the network of the node.
    return hasAddress(workload) ? this.set.policiesOf(workload) : [];
  }

  /** Those of network plugins may allow what these do not, as by the names of hosts. */
  private hasOtherPolicies(): boolean {
    return (this.otherPolicies ??= this.set.objects.some(
      ({ kind, group }) => kind.endsWith('NetworkPolicy') && group !== 'networking.k8s.io',
    ));
  }
}

/** Pods on their node's network have the node's address, by which most network plugins do not know them as Pods. */
function hasAddress({ pod }: Workload): boolean {
  return !pod.hostNetwork;
}

/** The containers that a port of a policy or Service means by its name. */
export function declaring(name: string, protocol: string, { pod }: Workload): readonly Container[] {
  return pod.containers.filter(({ ports }) => ports.some((port) => port.name === name && port.protocol === protocol));
}

function allowsNumber(rule: PolicyRule, port: number, protocol: string, to: Workload): boolean {
  if (allowsPort(rule, port, protocol)) return true;
  const names = rule.ports.flatMap((open) => (typeof open.port === 'string' ? open.port : []));
  return to.pod.containers.some(({ ports }) =>
    ports.some((own) => own.number === port && own.protocol === protocol && names.includes(own.name ?? '')),
  );
}

function mayOpen(rule: PolicyRule, port: number | undefined): boolean {
  if (port === undefined || rule.ports.some((open) => typeof open.port === 'string')) return true;
  return ['TCP', 'UDP', 'SCTP'].some((protocol) => allowsPort(rule, port, protocol));
}

function leadsOutside({ peers }: PolicyRule): boolean {
  return peers.length === 0 || peers.some(({ cidr }) => cidr !== undefined);
}

const PRIVATE =
  /^(?:10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.|^f[cde]/;

/** Whether selectors may mean what is behind a host: a Service of another set, or a Pod of one, as in `db-0.db.shop`. */
function mayBeInside(host: string): boolean {
  if (isIp(host)) return PRIVATE.test(host);
  const labels = host.split('.');
  return labels.length < 3 || labels.includes('svc') || /^[^.]*-\d+\.[^.]+\.[^.]+$/.test(host);
}

function allowedBy(direction: 'ingress' | 'egress') {
  return (policy: NetworkPolicy): Allowed[] => policy[direction].map((rule) => ({ policy, rule }));
}

/** Each namespace has its name as a label. */
function labelsOf(name: string, labels: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return name === '' ? labels : new Map([...labels, ['kubernetes.io/metadata.name', name]]);
}
