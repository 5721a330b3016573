import { ApiObjectMetadata } from 'cdk8s';
import { HttpRouteRule } from './http-route-rule';

/** A Gateway, or one of its listeners, that takes a route over. */
export interface GatewayReference {
  /** The name of the Gateway. */
  readonly name: string;

  /**
   * The namespace of the Gateway. In another one than the route's, `allowedRoutes` of its listeners must let the route in.
   * @default - the route's
   */
  readonly namespace?: string;

  /**
   * The name of one of its listeners.
   * @default - all of them
   */
  readonly listener?: string;

  /**
   * The port of its listeners.
   * @default - any port
   */
  readonly port?: number;
}

/** Properties of `HttpRoute`. */
export interface HttpRouteProps {
  /**
   * Metadata of the route.
   * @default - a generated name
   */
  readonly metadata?: ApiObjectMetadata;

  /** The Gateways that take it over. */
  readonly gateways: GatewayReference[];

  /**
   * The hosts.
   * @default - every host of the listeners
   */
  readonly hosts?: string[];

  /**
   * The rules, of which the one with the most specific match counts. More can be added with `addRule`.
   * @default - none
   */
  readonly rules?: HttpRouteRule[];
}
