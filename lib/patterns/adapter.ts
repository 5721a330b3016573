import { SidecarsError } from '../errors';
import { AdapterProps } from '../pod/container-props';
import type { PodComposition } from '../pod/pod-composition';

/** Throws when what the adapter reads is not in its Pod, or when it offers nothing. */
export function requireAdapts(pod: PodComposition, where: string, props: AdapterProps): void {
  const address = props.reads._address;
  if (address && !pod.listeners().some(({ number }) => number === address.port)) {
    throw new SidecarsError({
      where,
      what: `nothing in this Pod listens on ${address.hostAndPort}, which the adapter is to read`,
      why: 'On localhost an adapter reaches only the containers of its own Pod',
      fix: 'pass the address that localhost() of the main container gives',
    });
  }
  if (props.portNumber === undefined && props.port === undefined && !props.ports?.length) {
    throw new SidecarsError({
      where,
      what: 'the adapter has no port',
      why: 'An adapter offers what it reads to the outside on a port of its own',
      fix: 'pass portNumber or ports, or use addSidecar for a helper that offers nothing',
    });
  }
  if (props.scrapePath !== undefined && annotationsOf(pod)['prometheus.io/scrape'] !== undefined) {
    throw new SidecarsError({
      where,
      what: 'a scrapePath is given, and the Pod has the annotation prometheus.io/scrape already',
      why: 'The prometheus.io annotations hold one port and path per Pod, which another adapter or its metadata has set',
      fix: 'leave scrapePath out here and let a PodMonitor scrape it',
    });
  }
}

export function annotateScraping({ host }: PodComposition, port: number, path: string): void {
  host.podMetadata.addAnnotation('prometheus.io/scrape', 'true');
  host.podMetadata.addAnnotation('prometheus.io/port', String(port));
  host.podMetadata.addAnnotation('prometheus.io/path', path);
}

function annotationsOf({ host }: PodComposition): Record<string, string> {
  const { annotations = {} } = host.podMetadata.toJson() as { annotations?: Record<string, string> };
  return annotations;
}
