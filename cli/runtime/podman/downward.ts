import { Container } from '../../../lib/model/container';
import { Pod } from '../../../lib/model/pod';
import { parseQuantity } from '../../../lib/model/quantity';
import { Data, textOf } from '../../../lib/model/values';
import { PodIdentity } from './identity';

/** What a Pod can be told about itself. */
export interface PodFacts {
  readonly pod: Pod;
  readonly identity: PodIdentity;
  /** Known when it has a network. */
  readonly address: string | undefined;
  readonly node: NodeFacts;
}

/** What stands for the node: this machine. */
export interface NodeFacts {
  readonly name: string;
  readonly address: string;
  readonly cores: number;
  readonly memory: number;
}

/** Only known when the Pod has a network. */
export const NEEDS_ADDRESS = ['status.podIP', 'status.podIPs'];

/** The value of a field of the Pod, undefined where it is not one that can be asked for. */
export function fieldValue(path: string, { pod, identity, address, node }: PodFacts): string | undefined {
  const [, map, key] = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path) ?? [];
  if (map !== undefined) return identity[map as 'labels' | 'annotations'].get(key) ?? '';
  switch (path) {
    case 'metadata.name':
      return identity.name;
    case 'metadata.namespace':
      return identity.namespace;
    case 'metadata.uid':
      return identity.uid;
    case 'metadata.labels':
      return pairsText(identity.labels);
    case 'metadata.annotations':
      return pairsText(identity.annotations);
    case 'spec.nodeName':
      return node.name;
    case 'spec.serviceAccountName':
      return textOf(pod.spec['serviceAccountName']) ?? 'default';
    case 'status.hostIP':
    case 'status.hostIPs':
      return node.address;
    case 'status.podIP':
    case 'status.podIPs':
      return address ?? '';
    default:
      return undefined;
  }
}

/** As the kubelet writes labels to a file. */
function pairsText(pairs: ReadonlyMap<string, string>): string {
  return [...pairs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
    .join('\n');
}

/** A request or limit of a container, rounded up in units of its divisor. Where there is no limit, what the node has. */
export function resourceValue(source: Data, container: Container, node: NodeFacts): string | undefined {
  const [, side, name] = /^(requests|limits)\.(.+)$/.exec(textOf(source['resource']) ?? '') ?? [];
  if (side === undefined) return undefined;
  const own = (which: 'requests' | 'limits') => parseQuantity(container.resource(which, name));
  const whole: { readonly [name: string]: number } = { cpu: node.cores, memory: node.memory };
  const amount = side === 'limits' ? (own('limits') ?? whole[name] ?? 0) : (own('requests') ?? own('limits') ?? 0);
  const divisor = parseQuantity(source['divisor']) || 1;
  return String(Math.ceil(amount / divisor - 1e-9));
}
