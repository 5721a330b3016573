import { Path } from './values';

export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** A port on which a process of a container listens, as far as the manifest and the image tell. */
export interface Listener {
  readonly number: number;
  readonly protocol: Protocol;
  /** On 127.0.0.1 only. */
  readonly loopback: boolean;
  readonly from: 'declared' | 'image' | 'argument' | 'environment';
  /** False where it is a strong sign only: a mirror's image, or a flag that is read by its usual meaning. */
  readonly sure: boolean;
  readonly path: Path;
}

export interface DeclaredPort {
  readonly number: number;
  readonly name: string | undefined;
  readonly protocol: Protocol;
  readonly hostPort: number | undefined;
  readonly hostIp: string | undefined;
  readonly path: Path;
}

/** As in `80` and `53/UDP`. */
export function portText({ number, protocol }: Pick<Listener, 'number' | 'protocol'>): string {
  return protocol === 'TCP' ? String(number) : `${number}/${protocol}`;
}
