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
  /** Its part of the requests, of 1; undefined where it is the only one and has all of them. */
  readonly share: number | undefined;
}

export function gatewayRoutes(set: ManifestSet): KubeObject[] {
  return KINDS.flatMap((kind) => set.all(kind, GROUP));
}

export function gateways(set: ManifestSet): KubeObject[] {
  return set.all('Gateway', GROUP);
}

/** Where a Gateway listens. */
export interface GatewayListener {
  readonly name: string;
  readonly port: number | undefined;
  readonly protocol: string;
}

export function listenersOf({ spec }: KubeObject): GatewayListener[] {
  return listOf(spec['listeners']).map((listener) => {
    const { name, port, protocol } = dataOf(listener);
    return { name: textOf(name) ?? '', port: numberOf(port), protocol: textOf(protocol) ?? '' };
  });
}

/** A Gateway that a route asks to take it over, and the listener of it where it names one. */
export interface RouteParent {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly section: string | undefined;
}

export function gatewaysOf({ spec, namespace }: KubeObject): RouteParent[] {
  return listOf(spec['parentRefs']).flatMap((parent) => {
    const { kind, name, namespace: other, sectionName } = dataOf(parent);
    const known = textOf(name);
    return known === undefined || (kind ?? 'Gateway') !== 'Gateway'
      ? []
      : { name: known, namespace: textOf(other) ?? namespace, section: textOf(sectionName) };
  });
}

/** The Services a route leads to, in their order. */
export function routeBackends({ spec, namespace }: KubeObject): RouteBackend[] {
  const hosts = textsOf(spec['hostnames']) ?? [];
  return listOf(spec['rules']).flatMap((item) => {
    const rule = dataOf(item);
    const paths = listOf(rule['matches']).map((match) => textOf(dataOf(dataOf(match)['path'])['value']));
    const backends = listOf(rule['backendRefs']);
    const all = backends.reduce<number>((sum, backend) => sum + weightOf(backend), 0);
    return backends.flatMap((backend) => {
      const { name, kind, group, port, namespace: other } = dataOf(backend);
      const service = textOf(name);
      if (service === undefined || (kind ?? 'Service') !== 'Service' || (group ?? '') !== '') return [];
      const weight = weightOf(backend);
      const share = backends.length === 1 && weight > 0 ? undefined : weight / Math.max(all, 1);
      const where = { service, namespace: textOf(other) ?? namespace, port: numberOf(port), hosts, share };
      return (paths.length === 0 ? [undefined] : paths).map((urlPath) => ({ ...where, urlPath }));
    });
  });
}

function weightOf(backend: unknown): number {
  return Math.max(0, numberOf(dataOf(backend)['weight']) ?? 1);
}
