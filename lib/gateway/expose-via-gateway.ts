import * as kplus from 'cdk8s-plus-28';
import { exposeViaService } from '../network/expose';
import type { PodComposition } from '../pod/pod-composition';
import { LIST, requireProps, requireShape } from '../shapes';
import { HttpRoute } from './http-route';
import { HttpRouteFilter } from './http-route-filter';
import { GatewayReference } from './http-route-props';
import { HttpRouteMatch } from './http-route-rule';

/** Options for `exposeViaGateway`. */
export interface ExposeViaGatewayOptions extends kplus.DeploymentExposeViaServiceOptions {
  /** The Gateways that take the route over. */
  readonly gateways: GatewayReference[];

  /**
   * The hosts.
   * @default - every host of the listeners
   */
  readonly hosts?: string[];

  /**
   * What the requests are like, one of these.
   * @default - all requests
   */
  readonly matches?: HttpRouteMatch[];

  /**
   * What is changed in requests and responses.
   * @default - nothing
   */
  readonly filters?: HttpRouteFilter[];
}

/** A Service, and a route with one rule that leads to its first port. */
export function exposeViaGateway(pod: PodComposition, options: ExposeViaGatewayOptions): HttpRoute {
  requireProps(
    pod.where(),
    options,
    'A route names the Gateways that take it over',
    "pass { gateways: [{ name: 'public' }] }",
  );
  // Before a Service is made that a second try would find.
  requireShape(pod.where(), 'gateways', options['gateways'], LIST);
  const { gateways, hosts, matches, filters, name } = options as ExposeViaGatewayOptions;
  const service = exposeViaService(pod, options);
  // With several ports the first one is the main container's.
  const backends = [{ service, port: service.port }];
  const metadata = { namespace: pod.host.metadata.namespace, ...(name === undefined ? {} : { name }) };
  return new HttpRoute(service, 'HttpRoute', { metadata, gateways, hosts, rules: [{ matches, filters, backends }] });
}
