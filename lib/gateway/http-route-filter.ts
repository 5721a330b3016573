import * as kplus from 'cdk8s-plus-28';
import { describe, SidecarsError } from '../errors';
import { requirePortNumber } from '../names';
import { httpPortOf } from '../network/http-backend';
import { requireHttpHost } from '../network/http-host';
import { NUMBER, OBJECT, requireOptions, requireShape, requireShapes, SERVICE, Shapes, TEXT, TEXTS } from '../shapes';
import { requireHeaderName, requireNamed } from './header-names';
import { HttpHeaderChanges, HttpMirrorOptions, HttpRedirect, HttpUrlRewrite } from './http-route-filter-props';

const STATUS_CODES = [301, 302, 303, 307, 308];

/**
 * What a Gateway does with requests and responses on their way.
 * @see https://gateway-api.sigs.k8s.io/api-types/httproute/#filters-optional
 */
export class HttpRouteFilter {
  /**
   * Sends the client elsewhere, such as from `http` to `https`.
   * Throws when nothing would be other than in the request, or when a part is none of a URL.
   */
  public static redirect(to: HttpRedirect): HttpRouteFilter {
    const where = 'HttpRouteFilter.redirect';
    requireShape(where, 'to', to, OBJECT);
    requireShapes(where, to, OF_URLS);
    const { scheme, port, statusCode = 302 } = to;
    requireOneOf(where, 'scheme', scheme, ['http', 'https']);
    requireOneOf(where, 'statusCode', statusCode, STATUS_CODES);
    if (port !== undefined) requirePortNumber(where, 'port', port);
    requireChange(
      where,
      { scheme, port, ...partsOf(to) },
      'The client would be sent to where it is',
      "{ scheme: 'https' }",
    );
    return new HttpRouteFilter('RequestRedirect', 'requestRedirect', { scheme, port, statusCode, ...url(where, to) });
  }

  /**
   * Changes the URL that the backend gets.
   * Throws when nothing would be other than in the request, or when a part is none of a URL.
   */
  public static rewrite(to: HttpUrlRewrite): HttpRouteFilter {
    const where = 'HttpRouteFilter.rewrite';
    requireShape(where, 'to', to, OBJECT);
    requireShapes(where, to, OF_URLS);
    requireChange(where, partsOf(to), 'The backend gets the URL as it is without it', "{ prefix: '/' }");
    return new HttpRouteFilter('URLRewrite', 'urlRewrite', url(where, to));
  }

  /**
   * Changes the headers that the backend gets.
   * Throws when there is no change, or two of one header.
   */
  public static requestHeaders(changes: HttpHeaderChanges): HttpRouteFilter {
    const headers = headersOf('HttpRouteFilter.requestHeaders', changes);
    return new HttpRouteFilter('RequestHeaderModifier', 'requestHeaderModifier', headers);
  }

  /**
   * Changes the headers that the client gets.
   * Throws when there is no change, or two of one header.
   */
  public static responseHeaders(changes: HttpHeaderChanges): HttpRouteFilter {
    const headers = headersOf('HttpRouteFilter.responseHeaders', changes);
    return new HttpRouteFilter('ResponseHeaderModifier', 'responseHeaderModifier', headers);
  }

  /**
   * Sends a copy of each request to a Service, whose responses nobody gets.
   * Throws when the Service has several ports and none is chosen, or the port is not TCP.
   */
  public static mirror(service: kplus.Service, options: HttpMirrorOptions = {}): HttpRouteFilter {
    const where = 'HttpRouteFilter.mirror';
    requireShape(where, 'service', service, SERVICE);
    requireOptions(where, options, { port: NUMBER });
    const port = httpPortOf(describe(service), service, options.port, 'mirror', 'Gateways');
    const { namespace } = service.metadata;
    const backendRef = { group: '', kind: 'Service', name: service.name, namespace, port };
    return new HttpRouteFilter('RequestMirror', 'requestMirror', { backendRef });
  }

  private constructor(
    /** @internal */
    public readonly _type: string,
    private readonly field: string,
    private readonly content: Record<string, unknown>,
  ) {}

  /** Whether it replaces the path prefix that was matched. @internal */
  public get _replacesPrefix(): boolean {
    return (this.content['path'] as { type?: string } | undefined)?.type === 'ReplacePrefixMatch';
  }

  /** @internal */
  public _toJson(): object {
    return { type: this._type, [this.field]: this.content };
  }
}

function partsOf({ host, prefix, path }: HttpUrlRewrite): Record<string, unknown> {
  return { host, prefix, path };
}

function url(where: string, { host, prefix, path }: HttpUrlRewrite): Record<string, unknown> {
  if (host !== undefined) requireHttpHost(where, host);
  if (host?.startsWith('*')) {
    throw new SidecarsError({
      where,
      what: `the host is "${host}"`,
      why: 'A request is for one host',
      fix: 'pass the host without "*"',
    });
  }
  if (prefix !== undefined && path !== undefined) {
    throw new SidecarsError({
      where,
      what: 'prefix and path are both given',
      why: 'Either a part of the path is other, or all of it',
      fix: 'leave one of them out',
    });
  }
  for (const [name, value] of Object.entries({ prefix, path })) {
    if (value === undefined || value === '' || value.startsWith('/')) continue;
    throw new SidecarsError({
      where,
      what: `the ${name} is "${value}"`,
      why: 'Paths start with "/"',
      fix: `write it as /${value}`,
    });
  }
  return {
    hostname: host,
    ...(prefix === undefined ? {} : { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: prefix } }),
    ...(path === undefined ? {} : { path: { type: 'ReplaceFullPath', replaceFullPath: path } }),
  };
}

function headersOf(where: string, changes: HttpHeaderChanges): Record<string, unknown> {
  requireShape(where, 'changes', changes, OBJECT);
  requireShapes(where, changes, OF_HEADERS);
  const { set = {}, add = {}, remove = [] } = changes;
  requireNamed(where, 'set', set);
  requireNamed(where, 'add', add);
  for (const name of remove) requireHeaderName(where, name);
  const names = [...Object.keys(set), ...Object.keys(add), ...remove];
  requireChange(where, { ...names }, 'The headers are as they are without it', "{ set: { 'x-canary': 'yes' } }");
  const folded = names.map((name) => name.toLowerCase());
  const twice = names.find((_, index) => folded.indexOf(folded[index]) !== index);
  if (twice !== undefined) {
    throw new SidecarsError({
      where,
      what: `the header "${twice}" is changed twice`,
      why: 'Names of headers are the same in upper and lower case, and each has one change',
      fix: 'leave one of them out',
    });
  }
  return {
    ...(Object.keys(set).length > 0 ? { set: named(set) } : {}),
    ...(Object.keys(add).length > 0 ? { add: named(add) } : {}),
    ...(remove.length > 0 ? { remove: [...remove] } : {}),
  };
}

function named(headers: { readonly [name: string]: string }): object[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

function requireChange(where: string, parts: Record<string, unknown>, why: string, example: string): void {
  if (Object.values(parts).some((part) => part !== undefined)) return;
  throw new SidecarsError({
    where,
    what: 'it changes nothing',
    why,
    fix: `pass what is to be other, such as ${example}`,
  });
}

function requireOneOf<T>(where: string, name: string, value: T | undefined, values: T[]): void {
  if (value === undefined || values.includes(value)) return;
  throw new SidecarsError({
    where,
    what: `the ${name} is ${String(value)}`,
    why: `The API server takes ${values.join(', ')}`,
    fix: 'pass one of them',
  });
}

const OF_URLS: Shapes = { host: TEXT, prefix: TEXT, path: TEXT, scheme: TEXT, port: NUMBER, statusCode: NUMBER };
const OF_HEADERS: Shapes = { set: OBJECT, add: OBJECT, remove: TEXTS };
