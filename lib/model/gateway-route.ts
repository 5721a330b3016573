import { KubeObject } from './kube-object';
import { ManifestSet } from './manifest-set';
import { dataOf, listOf, numberOf, textOf, textsOf } from './values';

const GROUP = 'gateway.networking.k8s.io';
const KINDS = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'];

/** A Service that a route of the Gateway API leads to, and for which requests. */
export interface RouteBackend {
  readonly service: string;
  readonly namespace: string | undefined;
  readonly port: number | undefined;
  readonly hosts: readonly string[];
  /** As in `/shop`, or undefined where the route does not look at paths. */
  readonly urlPath: string | undefined;
}

export function gatewayRoutes(set: ManifestSet): KubeObject[] {
  return KINDS.flatMap((kind) => set.all(kind, GROUP));
}

export function gateways(set: ManifestSet): KubeObject[] {
  return set.all('Gateway', GROUP);
}

/** The Gateways that a route asks to take it over. */
export function gatewaysOf({ spec, namespace }: KubeObject): { name: string; namespace: string | undefined }[] {
  return listOf(spec['parentRefs']).flatMap((parent) => {
    const { kind, name, namespace: other } = dataOf(parent);
    const known = textOf(name);
    return known === undefined || (kind ?? 'Gateway') !== 'Gateway'
      ? []
      : { name: known, namespace: textOf(other) ?? namespace };
  });
}

/** The Services a route leads to, in their order. */
export function routeBackends({ spec, namespace }: KubeObject): RouteBackend[] {
  const hosts = textsOf(spec['hostnames']) ?? [];
  return listOf(spec['rules']).flatMap((item) => {
    const rule = dataOf(item);
    const paths = listOf(rule['matches']).map((match) => textOf(dataOf(dataOf(match)['path'])['value']));
    return listOf(rule['backendRefs']).flatMap((backend) => {
      const { name, kind, group, port, namespace: other } = dataOf(backend);
      const service = textOf(name);
      if (service === undefined || (kind ?? 'Service') !== 'Service' || (group ?? '') !== '') return [];
      const where = { service, namespace: textOf(other) ?? namespace, port: numberOf(port), hosts };
      return (paths.length === 0 ? [undefined] : paths).map((urlPath) => ({ ...where, urlPath }));
    });
  });
}
