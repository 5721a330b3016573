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

  /** Whether both sides let a connection through. */
  public mayConnect(from: Workload, to: Workload, port: number, protocol: string): boolean {
    const ends: [readonly Allowed[] | undefined, Workload][] = [
      [this.egressOf(from), to],
      [this.ingressOf(to), from],
    ];
    return ends.every(([allowed, other]) => {
      if (!allowed) return true;
      return allowed.some(
        ({ policy, rule }) =>
          (rule.peers.length === 0 || rule.peers.some((peer) => this.means(peer, policy.object, other))) &&
          allowsNumber(rule, port, protocol, to),
      );
    });
  }

  /** The workloads of the set whose Pods a peer means. */
  public workloadsOf(peer: PolicyPeer, { object }: NetworkPolicy): readonly Workload[] {
    if (peer.cidr !== undefined) return [];
    const pods = peer.pods ?? new Selector(undefined);
    return this.namespacesOf(peer, object).flatMap((namespace) => this.set.matching(pods, namespace));
  }

  /** Those of the set that it means, and undefined for those that name none. */
  private namespacesOf({ namespaces }: PolicyPeer, { namespace: home }: KubeObject): (string | undefined)[] {
    if (!namespaces) return [home];
    const found = [...this.labels].filter(([name, labels]) => namespaces.matches(labelsOf(name, labels)));
    return found.map(([name]) => (name === '' ? undefined : name));
  }

  private means(peer: PolicyPeer, policy: KubeObject, { object, pod }: Workload): boolean {
    if (peer.cidr !== undefined) return false;
    if (peer.pods && !peer.pods.matches(pod.labels)) return false;
    if (!peer.namespaces) return object.namespace === policy.namespace;
    const name = object.namespace ?? '';
    return peer.namespaces.matches(labelsOf(name, this.labels.get(name) ?? new Map()));
  }

  private policiesOf(workload: Workload): readonly NetworkPolicy[] {
    // Policies do not hold for the network of the node.
    return workload.pod.hostNetwork ? [] : this.set.policiesOf(workload);
  }
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

function allowedBy(direction: 'ingress' | 'egress') {
  return (policy: NetworkPolicy): Allowed[] => policy[direction].map((rule) => ({ policy, rule }));
}

/** Each namespace has its name as a label. */
function labelsOf(name: string, labels: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return name === '' ? labels : new Map([...labels, ['kubernetes.io/metadata.name', name]]);
}
