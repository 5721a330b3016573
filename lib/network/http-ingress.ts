import { ApiObjectMetadata } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { describe, SidecarsError } from '../errors';
import { requireDnsSubdomain } from '../names';
import { inChart } from '../untyped-places';
import { fittingMetadata, requireIngressProps, requireIngressRule, requireRoute } from '../untyped-props';
import { httpPortOf } from './http-backend';
import { requireHttpHost } from './http-host';

/** A host and a path that lead to a Service. */
export interface HttpIngressRoute {
  /**
   * The host, or none for every host.
   * @default - every host
   */
  readonly host?: string;

  /**
   * The path.
   * @default '/'
   */
  readonly path?: string;

  /**
   * How the path is matched.
   * @default kplus.HttpIngressPathType.PREFIX
   */
  readonly pathType?: kplus.HttpIngressPathType;

  /** The Service that answers, in the namespace of the Ingress. */
  readonly service: kplus.Service;

  /**
   * The port of the Service, needed when it has several.
   * @default - the only port of the Service
   */
  readonly port?: number;
}

/** Properties of `HttpIngress`. */
export interface HttpIngressProps {
  /**
   * Metadata of the Ingress.
   * @default - a generated name
   */
  readonly metadata?: ApiObjectMetadata;

  /** The IngressClass of the cluster whose controller serves it. One that does not exist serves it to nobody. */
  readonly className: string;

  /**
   * The routes. More can be added with `addRoute`.
   * @default - none
   */
  readonly routes?: HttpIngressRoute[];

  /**
   * The name of a Secret of type `kubernetes.io/tls` with a certificate for all hosts of the routes.
   * @default - no TLS
   */
  readonly tlsSecretName?: string;
}

/** What cdk8s-plus keeps to itself. */
interface Internals {
  readonly _rulesPerHost: { [host: string]: kplus.k8s.HttpIngressPath[] };
  synthRules: () => kplus.k8s.IngressRule[] | undefined;
}

const { PREFIX, IMPLEMENTATION_SPECIFIC } = kplus.HttpIngressPathType;

/** An Ingress made of routes, each a host and a path that lead to a Service. */
export class HttpIngress extends kplus.Ingress {
  private readonly secured: string[] = [];
  private readonly tlsSecretName?: string;

  public constructor(scope: Construct, id: string, props: HttpIngressProps) {
    super(inChart('HttpIngress', scope, id), id, { metadata: fittingMetadata(props), className: props?.className });
    requireIngressProps(describe(this), props);
    // cdk8s-plus orders the paths by the language of whoever synthesizes: in Danish, /aa is behind /z.
    this.internals.synthRules = () => this.rulesInOrder();
    this.tlsSecretName = props.tlsSecretName;
    requireDnsSubdomain(describe(this), 'className', props.className);
    if (props.tlsSecretName !== undefined) {
      requireDnsSubdomain(describe(this), 'tlsSecretName', props.tlsSecretName);
      const secret = kplus.Secret.fromSecretName(this, 'Tls', props.tlsSecretName);
      // The array is filled as routes come.
      this.addTls([{ hosts: this.secured, secret }]);
    }
    for (const [index, route] of (props.routes ?? []).entries()) this.take(route, `routes[${index}]`);
  }

  /**
   * Adds a route.
   * Throws when the host or the path is not valid, when there is a route of this host, path and type already, when the
   * Service is in another namespace, when it has several ports and none is chosen or the port is not TCP, and when TLS is
   * on and the route has no host.
   */
  public addRoute(route: HttpIngressRoute): void {
    this.take(route, 'route');
  }

  /**
   * Adds rules of cdk8s-plus, whose backends need not be Services, and holds them to what routes are held to.
   * Throws when the host or the path is not valid, when there is a rule of this host, path and type already, and when TLS
   * is on and the rule has no host.
   */
  public override addRules(...rules: kplus.IngressRule[]): void {
    for (const rule of rules) {
      requireIngressRule(describe(this), rule);
      if (rule.host == null && rule.path == null) super.addRules(rule);
      else this.addPath(rule);
    }
  }

  private take(route: HttpIngressRoute, name: string): void {
    requireRoute(describe(this), route, name);
    const { host, path = '/', service, pathType } = route;
    const named = `route ${host ?? ''}${path}`;
    this.checkNamespace(service, named);
    const port = httpPortOf(describe(this), service, route.port, named, 'Controllers of Ingresses');
    this.addPath({ host, path, pathType, backend: kplus.IngressBackend.fromService(service, { port }) });
  }

  private addPath({ host, path = '/', pathType = PREFIX, backend }: kplus.IngressRule): void {
    this.checkHost(host, `route ${host ?? ''}${path}`);
    this.checkPath(host, path, pathType);
    const paths = this.pathsOf(host ?? '');
    const same = paths.find(
      (other) => other.pathType === String(pathType) && matched(other.path!, pathType) === matched(path, pathType),
    );
    if (same) {
      const routes = [same.path!, path].map((each) => `${host ?? ''}${each}`);
      throw this.complaint(
        `there are two routes ${[...new Set(routes)].join(' and ')} of type ${pathType}`,
        'Which Service answers would be up to the controller',
        'leave one out, or give it another host, path or pathType',
      );
    }
    paths.push({ path, pathType, backend: backend._toKube() });
    if (host !== undefined && !this.secured.includes(host)) this.secured.push(host);
  }

  /** cdk8s-plus would take a path once, of whatever type it is. */
  private pathsOf(host: string): kplus.k8s.HttpIngressPath[] {
    const { _rulesPerHost } = this.internals;
    if (!Object.hasOwn(_rulesPerHost, host)) _rulesPerHost[host] = [];
    return _rulesPerHost[host];
  }

  private rulesInOrder(): kplus.k8s.IngressRule[] | undefined {
    const rules = Object.entries(this.internals._rulesPerHost).map(([host, paths]) => ({
      host: host === '' ? undefined : host,
      http: { paths: paths.sort((a, b) => (a.path! < b.path! ? -1 : Number(a.path! > b.path!))) },
    }));
    return rules.length > 0 ? rules : undefined;
  }

  private get internals(): Internals {
    return this as unknown as Internals;
  }

  private checkHost(host: string | undefined, named: string): void {
    if (host === undefined) {
      if (this.tlsSecretName === undefined) return;
      throw this.complaint(
        `the ${named} has no host, and the Ingress has TLS`,
        'A certificate is for hosts, so the route would be served with a certificate that nobody trusts',
        'give the route its host',
      );
    }
    requireHttpHost(describe(this), host);
  }

  private checkPath(host: string | undefined, path: string, pathType: kplus.HttpIngressPathType): void {
    const free = pathType === IMPLEMENTATION_SPECIFIC;
    const named = `"${path}" is not a valid path${host === undefined ? '' : ` of ${host}`}`;
    const fix = 'write the path as it stands in the requests, such as /blog';
    if (!path.startsWith('/') || (!free && /\/\/|\/\.{1,2}(\/|$)|%2f/i.test(path))) {
      throw this.complaint(
        named,
        'The API server accepts paths that start with "/" and are without "//", "." and ".." as a part, and "%2F"',
        fix,
      );
    }
    if (!free && /[?#\s]/.test(path)) {
      throw this.complaint(named, 'No path has spaces in it, nor a query, so that no request would be for it', fix);
    }
  }

  private checkNamespace(service: kplus.Service, named: string): void {
    const { namespace } = this.metadata;
    if (service.metadata.namespace === namespace) return;
    throw this.complaint(
      `the ${named} leads to ${describe(service)} in namespace ${service.metadata.namespace ?? '(none)'}`,
      `An Ingress finds Services in its own namespace only, which is ${namespace ?? '(none)'}`,
      'put the Ingress into the namespace of the Service',
    );
  }

  private complaint(what: string, why: string, fix: string): SidecarsError {
    return new SidecarsError({ where: describe(this), what, why, fix });
  }
}

/** What of a path is compared: the slash behind a prefix is not. */
function matched(path: string, pathType: kplus.HttpIngressPathType): string {
  return pathType === PREFIX ? path.replace(/\/$/, '') : path;
}
