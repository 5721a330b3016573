import { configuredListeners } from '../../lib/model/configured-listeners';
import { Container } from '../../lib/model/container';
import { Listener, portText, Protocol } from '../../lib/model/listener';
import { ManifestSet } from '../../lib/model/manifest-set';
import { Row } from './scene';
import { shown } from './words';

/** A port of a container as it is drawn. */
export interface ShownPort {
  readonly number: number;
  readonly protocol: Protocol;
  readonly loopback: boolean;
  readonly row: Omit<Row, 'id'>;
}

/** From where a port is known that is not declared. */
const KNOWN_FROM: { readonly [from in Listener['from']]: string } = {
  declared: '',
  image: 'by its image',
  argument: 'by its arguments',
  environment: 'by its environment',
};

/** The ports on which a container listens, as far as manifests and image facts tell. */
export function portsOf(container: Container, set: ManifestSet | undefined): ShownPort[] {
  const configured = set ? configuredListeners(container, set) : [];
  const ports: ShownPort[] = container.listeners.map((listener) => {
    const { number, protocol, loopback, from, sure } = listener;
    const declared = container.ports.find((port) => port.number === number && port.protocol === protocol);
    const onHost = declared?.hostPort === undefined ? '' : `node's port ${declared.hostPort}`;
    const told = from === 'declared' ? (declared?.name ?? '') : `${KNOWN_FROM[from]}${sure ? '' : ', likely'}`;
    const note = [told, onHost].filter((part) => part !== '').join(', ');
    return { number, protocol, loopback, row: rowOf(listener, from === 'declared', note) };
  });
  for (const listener of configured) {
    if (ports.some(({ number, protocol }) => number === listener.number && protocol === listener.protocol)) continue;
    ports.push({ ...listener, row: rowOf(listener, false, 'by its configuration') });
  }
  return ports;
}

/** As in `53`, `53/UDP` and `dns/UDP`: of a Service or policy, which may name the port of a container. */
export function targetText(port: number | string, protocol: string): string {
  const text = shown(String(port));
  return protocol === 'TCP' ? text : `${text}/${shown(protocol)}`;
}

function rowOf(
  port: Pick<Listener, 'number' | 'protocol' | 'loopback'>,
  declared: boolean,
  note: string,
): ShownPort['row'] {
  const text = shown(portText(port));
  if (port.loopback) return { text: `127.0.0.1:${text}`, note: shown(note), look: 'loopback' };
  return { text, note: shown(note), look: declared ? 'declared' : 'known' };
}
