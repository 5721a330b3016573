import { ApiObject, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { durationText } from '../durations';
import { describe, sentence, SidecarsError } from '../errors';
import { httpPortOf } from '../network/http-backend';
import { requireHttpHost } from '../network/http-host';
import { inChart } from '../untyped-places';
import { fittingMetadata } from '../untyped-props';
import { requireGateways, requireRouteProps } from './http-route-checks';
import { GatewayReference, HttpRouteProps } from './http-route-props';
import { HttpRouteBackend, HttpRouteMatch, HttpRoutePathType, HttpRouteRule } from './http-route-rule';
import { requireRule } from './http-route-rule-checks';

/** How many there may be of each. */
const LIMITS = { hosts: 16, rules: 16, matches: 128 };

/**
 * An HTTPRoute of the Gateway API: which requests a Gateway hands to which Services. What the API server would fill in is
 * written, since Argo CD takes it for a change that somebody made.
 * @see https://github.com/argoproj/argo-cd/issues/22151
 * @see https://gateway-api.sigs.k8s.io/api-types/httproute/
 */
export class HttpRoute extends kplus.Resource {
  /** As rules of RBAC name it. */
  public readonly resourceType = 'httproutes';
  protected readonly apiObject: ApiObject;
  private readonly parents: object[] = [];
  private readonly rules: object[] = [];
  /** Of the rules that there are, as they are written. */
  private readonly matches: string[] = [];

  public constructor(scope: Construct, id: string, props: HttpRouteProps) {
    super(inChart('HttpRoute', scope, id), id);
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: fittingMetadata(props),
      spec: {
        parentRefs: Lazy.any({ produce: () => this.parents }) as unknown,
        hostnames: props?.hosts?.length ? [...props.hosts] : undefined,
        rules: Lazy.any({ produce: () => this.rules }) as unknown,
      },
    });
    requireRouteProps(describe(this), props);
    requireGateways(describe(this), props.gateways);
    this.parents.push(...props.gateways.map(parentRef));
    for (const host of props.hosts ?? []) requireHttpHost(describe(this), host);
    this.requireFew('hosts', props.hosts?.length ?? 0);
    for (const rule of props.rules ?? []) this.addRule(rule);
    this.node.addValidation({ validate: () => this.problems() });
  }

  /**
   * Adds a rule.
   * Throws when the rule leads nowhere, when another one has its match, when a path, a weight or a combination of filters
   * is none that the API server takes, and when a Service has several ports and none is chosen or the port is not TCP.
   */
  public addRule(rule: HttpRouteRule): void {
    requireRule(describe(this), rule);
    this.requireFew('rules', this.rules.length + 1);
    const matches = (rule.matches?.length ? rule.matches : [{}]).map(matchOf);
    for (const match of matches) this.requireNew(match);
    this.requireFew('matches', this.matches.length);
    const backends = (rule.backends ?? []).map((backend) => this.backendRef(backend));
    this.rules.push({
      matches,
      ...(rule.filters?.length ? { filters: rule.filters.map((filter) => filter._toJson()) } : {}),
      ...(backends.length > 0 ? { backendRefs: backends } : {}),
      ...timeoutsOf(rule),
    });
  }

  private backendRef({ service, port, weight = 1, filters = [] }: HttpRouteBackend): object {
    const { namespace } = service.metadata;
    if (namespace === undefined && this.metadata.namespace !== undefined) {
      throw new SidecarsError({
        where: describe(this),
        what: `it leads to ${describe(service)}, which names no namespace`,
        why: `The Gateway would look for it in ${this.metadata.namespace}, that of the route`,
        fix: 'give the Service its namespace, for example with that of its chart',
      });
    }
    return {
      group: '',
      kind: 'Service',
      name: service.name,
      // Of the same namespace it is not written, so that the YAML goes into any.
      ...(namespace === this.metadata.namespace ? {} : { namespace }),
      port: httpPortOf(describe(this), service, port, `rule for ${service.name}`, 'Gateways'),
      weight,
      ...(filters.length > 0 ? { filters: filters.map((filter) => filter._toJson()) } : {}),
    };
  }

  private requireNew(match: object): void {
    const text = JSON.stringify(match);
    if (this.matches.includes(text)) {
      throw new SidecarsError({
        where: describe(this),
        what: `there are two rules for ${matchText(match)}`,
        why: 'The first of them would get all of these requests',
        fix: 'leave one out, give it another match, or give one rule both backends with weights',
      });
    }
    this.matches.push(text);
  }

  private requireFew(of: keyof typeof LIMITS, count: number): void {
    if (count <= LIMITS[of]) return;
    throw new SidecarsError({
      where: describe(this),
      what: `it has ${count} ${of}`,
      why: `The API server takes ${LIMITS[of]} at the most`,
      fix: 'make a second route for the others: a Gateway takes their rules together',
    });
  }

  private problems(): string[] {
    if (this.rules.length > 0) return [];
    return [
      sentence({
        where: describe(this),
        what: 'it has no rules',
        why: 'The API server would fill in one that leads nowhere, and the Gateway answer 404 or 500',
        fix: 'pass rules, or call addRule',
      }),
    ];
  }
}

function parentRef({ name, namespace, listener, port }: GatewayReference): object {
  return { group: 'gateway.networking.k8s.io', kind: 'Gateway', name, namespace, sectionName: listener, port };
}

function matchOf(match: HttpRouteMatch): object {
  const {
    path = '/',
    pathType = HttpRoutePathType.PREFIX,
    headers = {},
    headerPatterns = {},
    queryParams = {},
  } = match;
  const allHeaders = [
    ...Object.entries(headers).map(([name, value]) => ({ type: 'Exact', name, value })),
    ...Object.entries(headerPatterns).map(([name, value]) => ({ type: 'RegularExpression', name, value })),
  ];
  const params = Object.entries(queryParams).map(([name, value]) => ({ type: 'Exact', name, value }));
  return {
    path: { type: pathType, value: path },
    ...(allHeaders.length > 0 ? { headers: allHeaders } : {}),
    ...(params.length > 0 ? { queryParams: params } : {}),
    ...(match.method === undefined ? {} : { method: match.method }),
  };
}

function matchText(match: object): string {
  const { path, ...others } = match as { path: { type: string; value: string } };
  const more = Object.keys(others).length > 0 ? ` and the same ${Object.keys(others).join(', ')}` : '';
  return `the path ${path.value} of type ${path.type}${more}`;
}

function timeoutsOf({ timeout, backendTimeout }: HttpRouteRule): object {
  if (!timeout && !backendTimeout) return {};
  return {
    timeouts: {
      ...(timeout ? { request: durationText(timeout) } : {}),
      ...(backendTimeout ? { backendRequest: durationText(backendTimeout) } : {}),
    },
  };
}
