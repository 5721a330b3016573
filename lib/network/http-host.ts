import { SidecarsError } from '../errors';
import { fits, HTTP_HOST } from '../model/name-forms';

/** Throws when it is no host that an Ingress or an HTTPRoute can have. */
export function requireHttpHost(where: string, host: string): void {
  if (fits(host, HTTP_HOST)) return;
  throw new SidecarsError({
    where,
    what: `"${host}" is not a valid host`,
    why: 'The API server accepts DNS names in lower case, "*" as the first part included, without scheme, port and path',
    fix: 'pass the name alone, such as shop.example.com or *.example.com',
  });
}
