import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { HttpRouteFilter } from './http-route-filter';

/** How the path of a request is matched. */
export enum HttpRoutePathType {
  /** By its first parts: `/blog` matches `/blog` and `/blog/a`, but not `/blogs`. */
  PREFIX = 'PathPrefix',
  /** As a whole. */
  EXACT = 'Exact',
  /** By a regular expression, in the dialect of the Gateway. Not every Gateway has it. */
  REGULAR_EXPRESSION = 'RegularExpression',
}

/** The method of a request. */
export enum HttpRouteMethod {
  /** GET. */
  GET = 'GET',
  /** HEAD. */
  HEAD = 'HEAD',
  /** POST. */
  POST = 'POST',
  /** PUT. */
  PUT = 'PUT',
  /** DELETE. */
  DELETE = 'DELETE',
  /** CONNECT. */
  CONNECT = 'CONNECT',
  /** OPTIONS. */
  OPTIONS = 'OPTIONS',
  /** TRACE. */
  TRACE = 'TRACE',
  /** PATCH. */
  PATCH = 'PATCH',
}

/** What a request must be like, all of it. */
export interface HttpRouteMatch {
  /**
   * The path.
   * @default '/'
   */
  readonly path?: string;

  /**
   * How the path is matched.
   * @default HttpRoutePathType.PREFIX
   */
  readonly pathType?: HttpRoutePathType;

  /**
   * Headers with their values.
   * @default - any headers
   */
  readonly headers?: { [name: string]: string };

  /**
   * Headers with regular expressions for their values. Not every Gateway has them.
   * @default - any headers
   */
  readonly headerPatterns?: { [name: string]: string };

  /**
   * Parameters of the query with their values.
   * @default - any parameters
   */
  readonly queryParams?: { [name: string]: string };

  /**
   * The method.
   * @default - any method
   */
  readonly method?: HttpRouteMethod;
}

/** A Service that answers requests. */
export interface HttpRouteBackend {
  /** The Service. In another namespace, a `ReferenceGrant` there must allow it. */
  readonly service: kplus.Service;

  /**
   * The port of the Service, needed when it has several.
   * @default - the only port of the Service
   */
  readonly port?: number;

  /**
   * Its share of the requests, as a part of the sum over all backends of the rule.
   * @default 1
   */
  readonly weight?: number;

  /**
   * What is changed in the requests that it gets and in its responses.
   * @default - nothing
   */
  readonly filters?: HttpRouteFilter[];
}

/** Which requests go where. */
export interface HttpRouteRule {
  /**
   * What the requests are like, one of these.
   * @default - all requests
   */
  readonly matches?: HttpRouteMatch[];

  /**
   * Which Services answer. A rule that redirects has none.
   * @default - none
   */
  readonly backends?: HttpRouteBackend[];

  /**
   * What is changed in requests and responses, or where they are redirected.
   * @default - nothing
   */
  readonly filters?: HttpRouteFilter[];

  /**
   * How long a client waits for the whole response.
   * @default - as the Gateway does
   */
  readonly timeout?: Duration;

  /**
   * How long one try of a backend may take.
   * @default - as the Gateway does
   */
  readonly backendTimeout?: Duration;
}
