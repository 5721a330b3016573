import * as kplus from 'cdk8s-plus-28';
import { describe, SidecarsError } from '../errors';

/** The port of a Service to which HTTP requests are led, as one of several or the only one. */
export function httpPortOf(
  where: string,
  service: kplus.Service,
  port: number | undefined,
  route: string,
  speaker: string,
): number {
  const ports = service.ports.map((own) => own.port);
  if (port === undefined ? ports.length !== 1 : !ports.includes(port)) {
    throw new SidecarsError({
      where,
      what:
        port === undefined
          ? `which port of ${describe(service)} the ${route} leads to is not said`
          : `${describe(service)} has no port ${port}`,
      why: `The Service has the ports ${ports.join(', ') || 'none'}`,
      fix: 'pass one of them as `port`',
    });
  }
  const chosen = port ?? ports[0];
  const isTcp = service.ports.some(
    (own) => own.port === chosen && (own.protocol ?? kplus.Protocol.TCP) === kplus.Protocol.TCP,
  );
  if (isTcp) return chosen;
  throw new SidecarsError({
    where,
    what: `port ${chosen} of ${describe(service)}, to which the ${route} leads, is not TCP`,
    why: `${speaker} speak HTTP over TCP`,
    fix: 'choose a TCP port of the Service',
  });
}
