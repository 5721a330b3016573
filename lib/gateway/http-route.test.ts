import { App, Chart, Duration, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { crdErrors, withDefaults } from '../../test/crds';
import { manifestOf, messageOf, validationErrors } from '../../test/synth';
import { HttpRoute, HttpRouteFilter, HttpRouteMethod, HttpRoutePathType, HttpRouteProps, HttpRouteRule } from '..';

const { EXACT, REGULAR_EXPRESSION } = HttpRoutePathType;
const GATEWAY = { group: 'gateway.networking.k8s.io', kind: 'Gateway' };
const SERVICE = { group: '', kind: 'Service' };
const WHERE = 'HTTPRoute site (test/route)';

function service(chart: Chart, name: string, ...ports: kplus.ServicePort[]): kplus.Service {
  return new kplus.Service(chart, name, { metadata: { name }, ports: ports.length > 0 ? ports : [{ port: 80 }] });
}

function route(chart: Chart, props: Partial<HttpRouteProps> = {}): HttpRoute {
  return new HttpRoute(chart, 'route', { metadata: { name: 'site' }, gateways: [{ name: 'public' }], ...props });
}

function propsError(props: object): string {
  return messageOf(() => route(Testing.chart(), props));
}

/** With a Service for the backend where the rule says nothing else. */
function ruleError(rule: object): string {
  const chart = Testing.chart();
  const backends = [{ service: service(chart, 'web') }];
  return messageOf(() => route(chart).addRule({ backends, ...rule }));
}

test('a route with as little as it takes', () => {
  const chart = Testing.chart();
  const site = route(chart);
  site.addRule({ backends: [{ service: service(chart, 'web') }] });
  const manifest = manifestOf(site);
  expect(manifest).toEqual({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'site' },
    spec: {
      parentRefs: [{ ...GATEWAY, name: 'public' }],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ ...SERVICE, name: 'web', port: 80, weight: 1 }],
        },
      ],
    },
  });
  expect(crdErrors(manifest)).toEqual([]);
  expect(withDefaults(manifest)).toEqual(manifest);
});

test('a route with all that it takes', () => {
  const chart = Testing.chart();
  const shop = service(chart, 'shop', { port: 80 }, { port: 9113, name: 'metrics' });
  const rule: Required<HttpRouteRule> = {
    matches: [
      {
        path: '/cart',
        pathType: EXACT,
        headers: { 'x-user': 'me' },
        headerPatterns: { 'user-agent': '.*Firefox.*' },
        queryParams: { beta: 'yes' },
        method: HttpRouteMethod.POST,
      },
      { path: '^/v[0-9]+$', pathType: REGULAR_EXPRESSION },
    ],
    backends: [
      { service: shop, port: 80, weight: 9 },
      {
        service: service(chart, 'next'),
        weight: 1,
        filters: [HttpRouteFilter.requestHeaders({ set: { 'x-next': 'yes' } })],
      },
    ],
    filters: [HttpRouteFilter.responseHeaders({ remove: ['server'] })],
    timeout: Duration.seconds(10),
    backendTimeout: Duration.millis(2500),
  };
  const props: Required<HttpRouteProps> = {
    metadata: { name: 'site', labels: { team: 'web' } },
    gateways: [
      { name: 'public', namespace: 'gateways', listener: 'https', port: 443 },
      { name: 'public', namespace: 'gateways', listener: 'http' },
    ],
    hosts: ['example.com', '*.example.com'],
    rules: [rule],
  };
  const manifest = manifestOf(new HttpRoute(chart, 'route', props));
  expect(manifest).toEqual({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'site', labels: { team: 'web' } },
    spec: {
      parentRefs: [
        { ...GATEWAY, name: 'public', namespace: 'gateways', sectionName: 'https', port: 443 },
        { ...GATEWAY, name: 'public', namespace: 'gateways', sectionName: 'http' },
      ],
      hostnames: ['example.com', '*.example.com'],
      rules: [
        {
          matches: [
            {
              path: { type: 'Exact', value: '/cart' },
              headers: [
                { type: 'Exact', name: 'x-user', value: 'me' },
                { type: 'RegularExpression', name: 'user-agent', value: '.*Firefox.*' },
              ],
              queryParams: [{ type: 'Exact', name: 'beta', value: 'yes' }],
              method: 'POST',
            },
            { path: { type: 'RegularExpression', value: '^/v[0-9]+$' } },
          ],
          filters: [{ type: 'ResponseHeaderModifier', responseHeaderModifier: { remove: ['server'] } }],
          backendRefs: [
            { ...SERVICE, name: 'shop', port: 80, weight: 9 },
            {
              ...SERVICE,
              name: 'next',
              port: 80,
              weight: 1,
              filters: [
                {
                  type: 'RequestHeaderModifier',
                  requestHeaderModifier: { set: [{ name: 'x-next', value: 'yes' }] },
                },
              ],
            },
          ],
          timeouts: { request: '10s', backendRequest: '2500ms' },
        },
      ],
    },
  });
  expect(crdErrors(manifest)).toEqual([]);
  expect(withDefaults(manifest)).toEqual(manifest);
});

test('a Service of another namespace is named with it, one of the same is not', () => {
  const app = new App();
  const chart = new Chart(app, 'site', { namespace: 'site' });
  const backends = [
    { service: service(chart, 'web') },
    { service: service(new Chart(app, 'blog', { namespace: 'blog' }), 'blog') },
  ];
  expect(manifestOf(route(chart, { rules: [{ backends }] })).spec.rules[0].backendRefs).toEqual([
    { ...SERVICE, name: 'web', port: 80, weight: 1 },
    { ...SERVICE, name: 'blog', namespace: 'blog', port: 80, weight: 1 },
  ]);
});

test('a Service without a namespace is refused by a route that has one', () => {
  const app = new App();
  const web = service(new Chart(app, 'web'), 'web');
  const chart = new Chart(app, 'site', { namespace: 'site' });
  expect(messageOf(() => route(chart, { rules: [{ backends: [{ service: web }] }] }))).toBe(
    'HTTPRoute site (site/route): it leads to Service web (web/web), which names no namespace. The Gateway would look for it ' +
      'in site, that of the route. Fix: give the Service its namespace, for example with that of its chart.',
  );
});

test('a rule that redirects needs no backend', () => {
  const site = route(Testing.chart(), { rules: [{ filters: [HttpRouteFilter.redirect({ scheme: 'https' })] }] });
  const { rules } = manifestOf(site).spec;
  expect(rules).toEqual([
    {
      matches: [{ path: { type: 'PathPrefix', value: '/' } }],
      filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 302 } }],
    },
  ]);
});

test('a route without rules is an error at synth', () => {
  const chart = Testing.chart();
  route(chart);
  expect(validationErrors(chart)).toEqual([
    `${WHERE}: it has no rules. The API server would fill in one that leads nowhere, and the Gateway answer 404 or 500. Fix: ` +
      'pass rules, or call addRule.',
  ]);
});

test('a list that is changed afterwards changes nothing', () => {
  const chart = Testing.chart();
  const hosts = ['example.com'];
  const gateways = [{ name: 'public' }];
  const site = route(chart, { hosts, gateways, rules: [{ backends: [{ service: service(chart, 'web') }] }] });
  hosts.push('example.org');
  gateways.push({ name: 'other' });
  expect(manifestOf(site).spec).toMatchObject({ hostnames: ['example.com'], parentRefs: [{ name: 'public' }] });
});

describe('a route is refused', () => {
  test('without a Gateway', () => {
    expect(propsError({ gateways: [] })).toBe(
      `${WHERE}: it names no Gateway. None would take it over, and nobody be told. Fix: pass the Gateway of the cluster, as ` +
        "in gateways: [{ name: 'public', namespace: 'gateways' }].",
    );
  });

  test.each([
    [[{ name: 'public' }, { name: 'public' }]],
    [[{ name: 'public' }, { name: 'public', listener: 'http' }]],
    [
      [
        { name: 'public', port: 80 },
        { name: 'public', port: 443 },
      ],
    ],
    [[{ name: 'public', listener: 'http' }, { name: 'other' }, { name: 'public', listener: 'http', port: 80 }]],
  ])('with the Gateways %j', (gateways) => {
    expect(propsError({ gateways })).toBe(
      `${WHERE}: it names the Gateway public twice. The API server takes a Gateway a second time only with another of its ` +
        'listeners. Fix: leave one of them out, or name the listener of each.',
    );
  });

  test('but not with Gateways of one name in two namespaces', () => {
    const gateways = [{ name: 'public' }, { name: 'public', namespace: 'gateways' }];
    const rules = [{ filters: [HttpRouteFilter.redirect({ scheme: 'https' })] }];
    expect(manifestOf(route(Testing.chart(), { gateways, rules })).spec.parentRefs).toMatchObject(gateways);
  });

  test.each([
    [{ name: 'Public' }, '"Public" is not a valid name of a Gateway.'],
    [{ name: 'public', namespace: '' }, '"" is not a valid namespace of a Gateway.'],
    [{ name: 'public', listener: 'HTTP' }, '"HTTP" is not a valid listener of a Gateway.'],
    [{ name: 'public', port: 0 }, '0 is not a valid port of a Gateway.'],
  ])('with the Gateway %j', (gateway, message) => {
    expect(propsError({ gateways: [gateway] })).toContain(`${WHERE}: ${message}`);
  });

  test.each(['https://example.com', 'Example.com', '203.0.113.1'])('with the host %j', (host) => {
    expect(propsError({ hosts: [host] })).toContain(`${WHERE}: "${host}" is not a valid host.`);
  });

  test('with more hosts than the API server takes', () => {
    const hosts = Array.from({ length: 17 }, (_, index) => `a${index}.example.com`);
    expect(propsError({ hosts })).toBe(
      `${WHERE}: it has 17 hosts. The API server takes 16 at the most. Fix: make a second route for the others: a Gateway ` +
        'takes their rules together.',
    );
  });
});

describe('a rule is refused', () => {
  test('that leads nowhere', () => {
    expect(ruleError({ backends: [] })).toBe(
      `${WHERE}: a rule leads nowhere. The Gateway would answer 500 to its requests. Fix: pass backends: [{ service }], or a ` +
        'filter of HttpRouteFilter.redirect.',
    );
  });

  test('whose backends have no share', () => {
    const chart = Testing.chart();
    expect(ruleError({ backends: [{ service: service(chart, 'web'), weight: 0 }] })).toBe(
      `${WHERE}: all backends of a rule have the weight 0. The Gateway would answer 500 to its requests. Fix: give one of ` +
        'them a weight above 0.',
    );
  });

  test('that redirects and answers', () => {
    expect(ruleError({ filters: [HttpRouteFilter.redirect({ scheme: 'https' })] })).toBe(
      `${WHERE}: a rule redirects and has backends. The client is sent elsewhere before a backend gets its request, and the ` +
        'API server refuses both. Fix: leave one of them out.',
    );
  });

  test.each(['blog', '', '/a//b', '/a/../b', '/a/.', '/a%2Fb', '/a b', '/a#b', '/a?b'])('with the path %j', (path) => {
    expect(ruleError({ matches: [{ path }] })).toBe(
      `${WHERE}: "${path}" is not a valid path. The API server accepts paths that start with "/", of the characters of URLs ` +
        'and without "//", "." and ".." as a part, and "%2F". Fix: write the path as it stands in the requests, such as /blog.',
    );
  });

  test.each([
    [{ headers: { 'x user': 'me' } }, '"x user" is not a valid name of a header or a parameter.'],
    [{ queryParams: { '': 'me' } }, '"" is not a valid name of a header or a parameter.'],
    [{ headers: { 'x-user': '' } }, 'rule.matches[0].headers.x-user is empty.'],
    [{ headerPatterns: { 'x-user': 1 } }, 'rule.matches[0].headerPatterns.x-user is 1. It has to be a string.'],
  ])('with the match %j', (match, message) => {
    expect(ruleError({ matches: [match] })).toContain(`${WHERE}: ${message}`);
  });

  test('with more matches than the API server takes', () => {
    const matches = Array.from({ length: 65 }, (_, index) => ({ path: `/${index}` }));
    expect(ruleError({ matches })).toBe(
      `${WHERE}: a rule has 65 matches. The API server takes 64 at the most. Fix: make more rules of it.`,
    );
  });

  test('with two matches of one header', () => {
    expect(ruleError({ matches: [{ headers: { 'X-User': 'me' }, headerPatterns: { 'x-user': '.*' } }] })).toBe(
      `${WHERE}: the header "x-user" is matched twice. Names of headers are the same in upper and lower case, and only the ` +
        'first match of one counts. Fix: leave one of them out.',
    );
  });

  test('with two filters of one type', () => {
    const filter = HttpRouteFilter.requestHeaders({ remove: ['x-a'] });
    expect(ruleError({ filters: [filter, filter] })).toBe(
      `${WHERE}: rule.filters has two of type RequestHeaderModifier. The API server takes one of each. Fix: make one of the ` +
        'two.',
    );
  });

  test('that redirects and rewrites', () => {
    const filters = [HttpRouteFilter.redirect({ scheme: 'https' }), HttpRouteFilter.rewrite({ path: '/' })];
    expect(ruleError({ filters })).toBe(
      `${WHERE}: rule.filters redirects and rewrites. A redirect sends the client elsewhere, so that no backend gets a URL. ` +
        'Fix: leave one of them out.',
    );
  });

  test.each([
    [[], '0 matches'],
    [[{ path: '/a' }, { path: '/b' }], '2 matches'],
    [[{ path: '/a', pathType: EXACT }], 'no prefix'],
  ])('that replaces the prefix of %j', (matches, has) => {
    expect(ruleError({ matches, filters: [HttpRouteFilter.rewrite({ prefix: '/' })] })).toBe(
      `${WHERE}: rule.filters replaces the prefix of the path, and the rule has ${has}. Which part of the path that is, is ` +
        "said by the one match of the rule, of type PREFIX. Fix: pass one match, as in matches: [{ path: '/blog' }], and make " +
        'a rule for each other one.',
    );
  });

  test('that gives up before a backend does', () => {
    expect(ruleError({ timeout: Duration.seconds(1), backendTimeout: Duration.seconds(2) })).toBe(
      `${WHERE}: backendTimeout is longer than timeout. The whole response would be given up before its first try. Fix: pass ` +
        'a longer timeout, or a shorter backendTimeout.',
    );
  });

  test.each([
    [
      [{ port: 80 }, { port: 81, name: 'b' }],
      {},
      'which port of Service a (test/a) the rule for a leads to is not said.',
    ],
    [[{ port: 80 }], { port: 81 }, 'Service a (test/a) has no port 81.'],
    [
      [{ port: 53, protocol: kplus.Protocol.UDP }],
      {},
      'port 53 of Service a (test/a), to which the rule for a leads, is not TCP. Gateways speak HTTP over TCP.',
    ],
  ])('with a Service of the ports %j and %j', (ports, backend, message) => {
    const own = service(Testing.chart(), 'a', ...ports);
    expect(ruleError({ backends: [{ service: own, ...backend }] })).toContain(`${WHERE}: ${message}`);
  });

  test('whose requests another one gets', () => {
    const chart = Testing.chart();
    const backends = [{ service: service(chart, 'web') }];
    const site = route(chart, { rules: [{ backends }, { matches: [{ method: HttpRouteMethod.GET }], backends }] });
    expect(messageOf(() => site.addRule({ matches: [{ path: '/a' }, { path: '/' }], backends }))).toBe(
      `${WHERE}: there are two rules for the path / of type PathPrefix. The first of them would get all of these requests. ` +
        'Fix: leave one out, give it another match, or give one rule both backends with weights.',
    );
    const match = { path: '/', method: HttpRouteMethod.GET };
    expect(messageOf(() => site.addRule({ matches: [match], backends }))).toContain(
      `${WHERE}: there are two rules for the path / of type PathPrefix and the same method.`,
    );
  });

  test('that is one too many', () => {
    const chart = Testing.chart();
    const backends = [{ service: service(chart, 'web') }];
    const rules = Array.from({ length: 16 }, (_, index) => ({ matches: [{ path: `/${index}` }], backends }));
    const site = route(chart, { rules });
    expect(messageOf(() => site.addRule({ backends }))).toContain(`${WHERE}: it has 17 rules.`);
    const other = new HttpRoute(chart, 'other', { metadata: { name: 'site' }, gateways: [{ name: 'public' }] });
    const matches = (from: string) => Array.from({ length: 64 }, (_, index) => ({ path: `/${from}/${index}` }));
    for (const from of ['a', 'b']) other.addRule({ matches: matches(from), backends });
    expect(messageOf(() => other.addRule({ backends }))).toContain('it has 129 matches.');
  });
});

describe('what the types rule out is refused', () => {
  test('no properties', () => {
    expect(messageOf(() => new HttpRoute(Testing.chart(), 'route', undefined as never))).toContain(
      "it has no properties. A route names the Gateways that take it over. Fix: pass { gateways: [{ name: 'public' }] } after " +
        'the id.',
    );
  });

  test.each([
    [{ gateways: 'public' }, 'gateways is "public". It has to be a list.'],
    [{ gateways: ['public'] }, 'gateways[0] is "public". It has to be an object.'],
    [{ gateways: [{}] }, 'gateways[0].name is undefined. It has to be a string.'],
    [{ hosts: 'example.com' }, 'hosts is "example.com". It has to be a list of strings.'],
    [{ rules: {} }, 'rules is an object. It has to be a list.'],
  ])('%j', (props, message) => expect(propsError(props)).toContain(message));

  test.each([
    [{ matches: [{ path: 1 }] }, 'rule.matches[0].path is 1. It has to be a string.'],
    [{ matches: [{ pathType: 'exact' }] }, 'Fix: pass HttpRoutePathType.EXACT.'],
    [{ backends: [{}] }, 'rule.backends[0].service is undefined. It has to be a Service of cdk8s-plus.'],
    [{ filters: [{ type: 'URLRewrite' }] }, 'rule.filters[0] is an object. It has to be an HttpRouteFilter.'],
    [{ timeout: 10 }, 'rule.timeout is 10. It has to be a Duration of cdk8s.'],
  ])('%j', (rule, message) => expect(ruleError(rule)).toContain(message));

  test('a rule that is none', () => {
    expect(messageOf(() => route(Testing.chart()).addRule(undefined as never))).toContain('rule is undefined.');
  });
});
