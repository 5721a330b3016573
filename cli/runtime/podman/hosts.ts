import { Pod } from '../../../lib/model/pod';
import { dataOf, listOf, textOf, textsOf } from '../../../lib/model/values';
import { fullHostname, PodIdentity } from './identity';

/** A name in /etc/hosts. */
export interface Host {
  readonly name: string;
  readonly address: string;
}

interface Line {
  readonly address: string;
  readonly names: readonly string[];
}

const LOCAL: readonly Line[] = [
  { address: '127.0.0.1', names: ['localhost'] },
  { address: '::1', names: ['localhost'] },
];

/** The names that the containers of a Pod know, as the kubelet writes them. */
export class Hosts {
  private readonly lines: readonly Line[];

  public constructor(
    pod: Pod,
    identity: PodIdentity,
    address: string,
    /** Those of Services. */
    others: readonly Host[],
  ) {
    const own = { address, names: [fullHostname(identity) ?? [], identity.hostname].flat() };
    const services = others.map(({ name, address: of }) => ({ address: of, names: [name] }));
    this.lines = [...LOCAL, own, ...aliasesOf(pod), ...services];
  }

  /** The addresses of a name, the name itself where it is not among them. */
  public addressesOf(name: string): string[] {
    const found = this.lines.filter(({ names }) => names.includes(name.toLowerCase())).map(({ address }) => address);
    return found.length > 0 ? found : [name];
  }

  /** As a file. */
  public toString(): string {
    return this.lines.map(({ address, names }) => `${[address, ...names].join('\t')}\n`).join('');
  }
}

function aliasesOf({ spec }: Pod): Line[] {
  return listOf(spec['hostAliases'])
    .map(dataOf)
    .map(({ ip, hostnames }) => ({ address: textOf(ip) ?? '', names: textsOf(hostnames) ?? [] }));
}
