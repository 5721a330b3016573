import * as kplus from 'cdk8s-plus-28';
import { SidecarsError } from '../errors';
import type { PodContainer } from '../pod/pod-container';
import { Listener } from '../pod/port-table';

/**
 * The name of the port at which a container is scraped. Prometheus finds the port in the Pod itself, of native sidecars
 * too, and not by way of a Service.
 * @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/#pod
 */
export function portNameOf(where: string, container: PodContainer, wanted: string | undefined): string {
  const owner = container._owner;
  const named = owner.listenersOf(container.name).filter(isNamed);
  const meant = wanted === undefined ? named : named.filter(({ name }) => name === wanted);
  if (meant.length !== 1) throw new SidecarsError({ where, ...whichPort(container, wanted, named) });
  const [{ name }] = meant;
  const other = owner.listeners().find((one) => isNamed(one) && one.name === name && one.container !== container.name);
  if (other === undefined) return name!;
  throw new SidecarsError({
    where,
    what: `container "${other.container}" has a port named "${name}" too`,
    why: 'Prometheus would scrape both',
    fix: 'give one of the two ports another name',
  });
}

/** Prometheus gets in from outside the Pod. */
function isNamed({ name, loopback, implied, protocol }: Listener): boolean {
  return name !== undefined && !loopback && !implied && protocol === kplus.Protocol.TCP;
}

function whichPort({ name, _owner }: PodContainer, wanted: string | undefined, named: readonly Listener[]) {
  if (named.length === 0) {
    const number = _owner.listenersOf(name).find(({ loopback, implied }) => !loopback && !implied)?.number;
    return {
      what:
        number === undefined ? `container "${name}" has no port` : `port ${number} of container "${name}" has no name`,
      why: 'A PodMonitor finds ports by their names',
      fix: `declare it with a name, as in ports: [{ number: ${number ?? 9113}, name: 'metrics' }]`,
    };
  }
  const names = named.map((listener) => `"${listener.name}"`).join(', ');
  return {
    what:
      wanted === undefined
        ? `which port of container "${name}" is meant is not said`
        : `container "${name}" has no TCP port named "${wanted}" that listens for everybody`,
    why: `It has ports named ${names}`,
    fix: 'pass the name of one of them as portName',
  };
}
