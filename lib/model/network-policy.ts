import { KubeObject } from './kube-object';
import { Selector } from './selector';
import { Data, isData, listOf, numberOf, Path, textOf, textsOf } from './values';

export interface PolicyPort {
  readonly protocol: string;
  /** A number, a name, or undefined for all ports. */
  readonly port: number | string | undefined;
  readonly endPort: number | undefined;
  readonly path: Path;
}

export interface PolicyPeer {
  readonly pods: Selector | undefined;
  readonly namespaces: Selector | undefined;
  readonly cidr: string | undefined;
  readonly data: Data;
  readonly path: Path;
}

export interface PolicyRule {
  /** Empty: all ports. */
  readonly ports: readonly PolicyPort[];
  /** Empty: everybody. */
  readonly peers: readonly PolicyPeer[];
  readonly path: Path;
}

export class NetworkPolicy {
  public readonly selector: Selector;
  public readonly ingress: readonly PolicyRule[];
  public readonly egress: readonly PolicyRule[];
  public readonly isolatesIngress: boolean;
  public readonly isolatesEgress: boolean;

  public constructor(public readonly object: KubeObject) {
    const { spec } = object;
    this.selector = new Selector(spec['podSelector']);
    this.ingress = rules(spec['ingress'], 'ingress', 'from');
    this.egress = rules(spec['egress'], 'egress', 'to');
    const types = textsOf(spec['policyTypes']);
    // Without policyTypes, ingress is always meant and egress where there are rules for it.
    this.isolatesIngress = types ? types.includes('Ingress') : true;
    this.isolatesEgress = types ? types.includes('Egress') : this.egress.length > 0;
  }
}

/** Whether the rule lets traffic to this port through, whoever it is for. */
export function allowsPort(rule: PolicyRule, port: number, protocol: string): boolean {
  return (
    rule.ports.length === 0 ||
    rule.ports.some(
      (allowed) =>
        allowed.protocol === protocol &&
        (allowed.port === undefined ||
          allowed.port === port ||
          (typeof allowed.port === 'number' &&
            allowed.endPort !== undefined &&
            port >= allowed.port &&
            port <= allowed.endPort)),
    )
  );
}

function rules(value: unknown, direction: 'ingress' | 'egress', peers: 'from' | 'to'): PolicyRule[] {
  return listOf(value).flatMap((rule, index) => {
    // As the API server has it, nothing is a rule that allows everything.
    if (!isData(rule)) return rule === null ? { path: ['spec', direction, index], ports: [], peers: [] } : [];
    const path = ['spec', direction, index];
    return {
      path,
      ports: listOf(rule['ports']).flatMap((port, position) =>
        isData(port)
          ? {
              protocol: textOf(port['protocol']) ?? 'TCP',
              port: numberOf(port['port']) ?? textOf(port['port']),
              endPort: numberOf(port['endPort']),
              path: [...path, 'ports', position],
            }
          : [],
      ),
      peers: listOf(rule[peers]).flatMap((peer, position) =>
        isData(peer)
          ? {
              pods: isData(peer['podSelector']) ? new Selector(peer['podSelector']) : undefined,
              namespaces: isData(peer['namespaceSelector']) ? new Selector(peer['namespaceSelector']) : undefined,
              cidr: isData(peer['ipBlock']) ? textOf(peer['ipBlock']['cidr']) : undefined,
              data: peer,
              path: [...path, peers, position],
            }
          : [],
      ),
    };
  });
}
