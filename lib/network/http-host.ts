import { isIPv4 } from 'node:net';
import { SidecarsError } from '../errors';

/** @see https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards */
const HOST = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Throws when it is no host that an Ingress or an HTTPRoute can have. */
export function requireHttpHost(where: string, host: string): void {
  if (host.length <= 253 && HOST.test(host) && !isIPv4(host)) return;
  throw new SidecarsError({
    where,
    what: `"${host}" is not a valid host`,
    why: 'The API server accepts DNS names in lower case, "*" as the first part included, without scheme, port and path',
    fix: 'pass the name alone, such as shop.example.com or *.example.com',
  });
}
