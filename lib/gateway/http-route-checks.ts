import { SidecarsError } from '../errors';
import { requireDnsSubdomain, requirePortNumber } from '../names';
import { METADATA } from '../pod-shapes';
import { LIST, NUMBER, requireProps, requireShape, requireShapes, Shapes, TEXT, TEXTS } from '../shapes';
import { GatewayReference } from './http-route-props';

/** Throws when the properties of a route are none, or not what their types say. */
export function requireRouteProps(where: string, props: unknown): void {
  const example = "{ gateways: [{ name: 'public' }] }";
  requireProps(where, props, 'A route names the Gateways that take it over', `pass ${example} after the id`);
  requireShape(where, 'gateways', props['gateways'], { ...LIST, fix: () => `pass ${example}` });
  requireShapes(where, props, { metadata: METADATA, hosts: TEXTS, rules: LIST });
}

/** Throws when there is no Gateway, or when one of them is named twice. */
export function requireGateways(where: string, gateways: readonly GatewayReference[]): void {
  if (gateways.length === 0) {
    throw new SidecarsError({
      where,
      what: 'it names no Gateway',
      why: 'None would take it over, and nobody be told',
      fix: "pass the Gateway of the cluster, as in gateways: [{ name: 'public', namespace: 'gateways' }]",
    });
  }
  const seen: GatewayReference[] = [];
  for (const [index, gateway] of gateways.entries()) {
    requireShapes(where, gateway, OF_GATEWAYS, `gateways[${index}]`);
    requireShape(where, `gateways[${index}].name`, gateway.name, TEXT);
    requireDnsSubdomain(where, 'name of a Gateway', gateway.name);
    if (gateway.namespace !== undefined) requireDnsSubdomain(where, 'namespace of a Gateway', gateway.namespace);
    if (gateway.listener !== undefined) requireDnsSubdomain(where, 'listener of a Gateway', gateway.listener);
    if (gateway.port !== undefined) requirePortNumber(where, 'port of a Gateway', gateway.port);
    const other = seen.find((one) => isSame(one, gateway) && !tellApart(one, gateway));
    if (other) {
      throw new SidecarsError({
        where,
        what: `it names the Gateway ${gateway.name} twice`,
        why: 'The API server takes a Gateway a second time only with another of its listeners',
        fix: 'leave one of them out, or name the listener of each',
      });
    }
    seen.push(gateway);
  }
}

function isSame(a: GatewayReference, b: GatewayReference): boolean {
  return a.name === b.name && a.namespace === b.namespace;
}

function tellApart(a: GatewayReference, b: GatewayReference): boolean {
  return a.listener !== undefined && b.listener !== undefined && a.listener !== b.listener;
}

const OF_GATEWAYS: Shapes = { name: TEXT, namespace: TEXT, listener: TEXT, port: NUMBER };
