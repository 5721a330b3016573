import { App, Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { manifestOf, messageOf } from '../../test/synth';
import { HttpIngress, HttpIngressProps, HttpIngressRoute } from '..';

const { EXACT, IMPLEMENTATION_SPECIFIC } = kplus.HttpIngressPathType;

function service(chart: Chart, name: string, ...ports: kplus.ServicePort[]): kplus.Service {
  return new kplus.Service(chart, name, { metadata: { name }, ports });
}

function routeError(route: Omit<HttpIngressRoute, 'service'>, props: Partial<HttpIngressProps> = {}): string {
  const chart = Testing.chart();
  const web = service(chart, 'web', { port: 80 }, { port: 53, protocol: kplus.Protocol.UDP });
  const ingress = new HttpIngress(chart, 'ingress', { metadata: { name: 'site' }, className: 'nginx', ...props });
  return messageOf(() => ingress.addRoute({ port: 80, ...route, service: web }));
}

test('an Ingress with all that it takes', () => {
  const chart = Testing.chart();
  const shop = service(chart, 'shop', { port: 80 });
  const blog = service(chart, 'blog', { port: 80, name: 'http' }, { port: 9113, name: 'metrics' });
  const props: Required<HttpIngressProps> = {
    metadata: { name: 'site', annotations: { 'example.com/a': 'b' } },
    className: 'traefik',
    tlsSecretName: 'site-tls',
    routes: [
      { host: 'example.com', service: shop },
      { host: 'example.com', path: '/blog', pathType: EXACT, service: blog, port: 80 },
      { host: '*.example.com', path: '/api//v2', pathType: IMPLEMENTATION_SPECIFIC, service: shop, port: 80 },
    ],
  };
  const ingress = new HttpIngress(chart, 'ingress', props);
  ingress.addRoute({ host: 'blog.example.com', service: blog, port: 80 });
  const backend = (name: string) => ({ service: { name, port: { number: 80 } } });
  expect(manifestOf(ingress)).toEqual({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'site', annotations: { 'example.com/a': 'b' } },
    spec: {
      ingressClassName: 'traefik',
      tls: [{ secretName: 'site-tls', hosts: ['example.com', '*.example.com', 'blog.example.com'] }],
      rules: [
        {
          host: 'example.com',
          http: {
            paths: [
              { path: '/', pathType: 'Prefix', backend: backend('shop') },
              { path: '/blog', pathType: 'Exact', backend: backend('blog') },
            ],
          },
        },
        {
          host: '*.example.com',
          http: { paths: [{ path: '/api//v2', pathType: 'ImplementationSpecific', backend: backend('shop') }] },
        },
        { host: 'blog.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: backend('blog') }] } },
      ],
    },
  });
});

test('an Ingress with as little as it takes', () => {
  const chart = Testing.chart();
  const ingress = new HttpIngress(chart, 'ingress', { className: 'nginx' });
  ingress.addRoute({ service: service(chart, 'web', { port: 80 }) });
  expect(manifestOf(ingress).spec).toEqual({
    ingressClassName: 'nginx',
    rules: [
      {
        http: {
          paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
        },
      },
    ],
  });
});

test('a route without a host is an error with TLS', () => {
  expect(routeError({ path: '/a' }, { tlsSecretName: 'tls' })).toBe(
    'Ingress site (test/ingress): the route /a has no host, and the Ingress has TLS. A certificate is for hosts, so the route ' +
      'would be served with a certificate that nobody trusts. Fix: give the route its host.',
  );
});

test.each(['http://example.com', 'example.com:80', 'Example.com', 'a.*.com', '10.0.0.1', '', 'example.com/a'])(
  'the host %j is an error',
  (host) => {
    expect(routeError({ host })).toBe(
      `Ingress site (test/ingress): "${host}" is not a valid host. The API server accepts DNS names in lower case, "*" as the ` +
        'first part included, without scheme, port and path. Fix: pass the name alone, such as shop.example.com or ' +
        '*.example.com.',
    );
  },
);

test.each(['blog', '', '//', '/a//b', '/a/../b', '/a/.', '/a%2Fb'])('the path %j is an error', (path) => {
  const reason =
    'The API server accepts paths that start with "/" and are without "//", "." and ".." as a part, and "%2F". Fix: write ' +
    'the path as it stands in the requests, such as /blog.';
  expect(routeError({ path })).toBe(`Ingress site (test/ingress): "${path}" is not a valid path. ${reason}`);
  expect(routeError({ host: 'example.com', path })).toBe(
    `Ingress site (test/ingress): "${path}" is not a valid path of example.com. ${reason}`,
  );
});

test.each(['/a?x=1', '/a#top', '/a b', '/a\n'])('no request would be for the path %j', (path) => {
  const reason = 'No path has spaces in it, nor a query, so that no request would be for it';
  expect(routeError({ path })).toContain(`"${path}" is not a valid path. ${reason}`);
  const chart = Testing.chart();
  const routes = [{ path, pathType: IMPLEMENTATION_SPECIFIC, service: service(chart, 'web', { port: 80 }) }];
  expect(() => new HttpIngress(chart, 'ingress', { className: 'nginx', routes })).not.toThrow();
});

test.each([
  ['/a', '/a/'],
  ['/a/', '/a'],
])('%s and %s are one prefix', (one, other) => {
  const chart = Testing.chart();
  const web = service(chart, 'web', { port: 80 });
  const ingress = new HttpIngress(chart, 'ingress', { className: 'nginx', routes: [{ path: one, service: web }] });
  expect(messageOf(() => ingress.addRoute({ path: other, service: web }))).toContain(
    `there are two routes ${one} and ${other} of type Prefix. Which Service answers would be up to the controller`,
  );
  ingress.addRoute({ path: one, pathType: EXACT, service: web });
  expect(() => ingress.addRoute({ path: other, pathType: EXACT, service: web })).not.toThrow();
});

describe('the methods that it has from cdk8s-plus', () => {
  const web = service(Testing.chart(), 'web', { port: 80 });
  const backend = kplus.IngressBackend.fromService(web);
  const ingress = (props: Partial<HttpIngressProps> = {}) =>
    new HttpIngress(Testing.chart(), 'ingress', { metadata: { name: 'site' }, className: 'nginx', ...props });
  const specOf = (made: HttpIngress) => (manifestOf(made) as unknown as { spec: kplus.k8s.IngressSpec }).spec;

  test('have hosts that the certificate is for', () => {
    const made = ingress({ tlsSecretName: 'site-tls' });
    made.addHostRule('example.com', '/blog', backend);
    made.addHostDefaultBackend('blog.example.com', backend);
    expect(specOf(made).tls).toEqual([{ hosts: ['example.com', 'blog.example.com'], secretName: 'site-tls' }]);
    expect(specOf(made).rules!.map(({ host, http }) => [host, http!.paths[0].path])).toEqual([
      ['example.com', '/blog'],
      ['blog.example.com', '/'],
    ]);
    expect(() => made.addRule('/', backend)).toThrow('has no host, and the Ingress has TLS');
  });

  test('refuse what routes refuse', () => {
    const made = ingress({ routes: [{ path: '/a', service: web }] });
    expect(() => made.addRule('/a', backend)).toThrow('there are two routes /a of type Prefix');
    expect(() => made.addRule('/a//b', backend)).toThrow('"/a//b" is not a valid path');
    expect(() => made.addHostRule('10.0.0.1', '/', backend)).toThrow('"10.0.0.1" is not a valid host');
    made.addRule('/a', backend, EXACT);
    expect(() => made.addRoute({ path: '/a', pathType: EXACT, service: web })).toThrow('two routes /a of type Exact');
  });

  test('take a backend for all other requests', () => {
    const made = ingress();
    made.addDefaultBackend(backend);
    expect(specOf(made)).toEqual({
      ingressClassName: 'nginx',
      defaultBackend: { service: { name: 'web', port: { number: 80 } } },
    });
  });

  test('take a host of any name', () => {
    const made = ingress({ routes: [{ host: 'constructor', service: web }] });
    expect(specOf(made).rules).toMatchObject([{ host: 'constructor' }]);
  });
});

test.each([
  ['className', ''],
  ['className', 'Nginx'],
  ['className', 'nginx/public'],
  ['tlsSecretName', ''],
  ['tlsSecretName', 'web tls'],
  ['tlsSecretName', `${'a.'.repeat(127)}`],
])('a %s of %j is an error', (option, name) => {
  const props = { metadata: { name: 'site' }, className: 'nginx', [option]: name };
  expect(messageOf(() => new HttpIngress(Testing.chart(), 'ingress', props))).toBe(
    `Ingress site (test/ingress): "${name}" is not a valid ${option}. The API server rejects names that are not DNS ` +
      'subdomains. Fix: use lower-case letters, digits, "-" and ".", start and end each part with a letter or digit, at ' +
      'most 253 characters.',
  );
});

test('two routes of one host, path and type are an error', () => {
  const chart = Testing.chart();
  const [a, b] = [service(chart, 'a', { port: 80 }), service(chart, 'b', { port: 80 })];
  const routes = [{ host: 'example.com', service: a }, { service: a }];
  const ingress = new HttpIngress(chart, 'ingress', { metadata: { name: 'site' }, className: 'nginx', routes });
  expect(messageOf(() => ingress.addRoute({ host: 'example.com', path: '/', service: b }))).toBe(
    'Ingress site (test/ingress): there are two routes example.com/ of type Prefix. Which Service answers would be up to ' +
      'the controller. Fix: leave one out, or give it another host, path or pathType.',
  );
});

test('an exact path can stand beside the same one as a prefix, over which it has precedence', () => {
  const chart = Testing.chart();
  const [a, b] = [service(chart, 'a', { port: 80 }), service(chart, 'b', { port: 80 })];
  const routes = [
    { host: 'example.com', path: '/x', service: a },
    { host: 'example.com', path: '/x', pathType: EXACT, service: b },
  ];
  const ingress = new HttpIngress(chart, 'ingress', { metadata: { name: 'site' }, className: 'nginx', routes });
  expect(manifestOf(ingress).spec.rules[0].http.paths).toMatchObject([
    { path: '/x', pathType: 'Prefix', backend: { service: { name: 'a' } } },
    { path: '/x', pathType: 'Exact', backend: { service: { name: 'b' } } },
  ]);
});

test('several ports without a choice are an error', () => {
  expect(routeError({ host: 'example.com', path: '/a', port: undefined })).toBe(
    'Ingress site (test/ingress): which port of Service web (test/web) the route example.com/a leads to is not said. The ' +
      'Service has the ports 80, 53. Fix: pass one of them as `port`.',
  );
});

test('a port that the Service has not is an error', () => {
  expect(routeError({ port: 8080 })).toBe(
    'Ingress site (test/ingress): Service web (test/web) has no port 8080. The Service has the ports 80, 53. Fix: pass one of ' +
      'them as `port`.',
  );
});

test('a UDP port is an error', () => {
  expect(routeError({ port: 53 })).toBe(
    'Ingress site (test/ingress): port 53 of Service web (test/web), to which the route / leads, is not TCP. Controllers of ' +
      'Ingresses speak HTTP over TCP. Fix: choose a TCP port of the Service.',
  );
});

test('a Service in another namespace is an error', () => {
  const app = new App();
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const web = service(new Chart(app, 'web', { namespace: 'web' }), 'web', { port: 80 });
  const routes = [{ host: 'example.com', service: web }];
  expect(
    messageOf(() => new HttpIngress(shop, 'ingress', { metadata: { name: 'site' }, className: 'nginx', routes })),
  ).toBe(
    'Ingress site (shop/ingress): the route example.com/ leads to Service web (web/web) in namespace web. An Ingress finds ' +
      'Services in its own namespace only, which is shop. Fix: put the Ingress into the namespace of the Service.',
  );
});

test('the order of the paths is the same in every language', () => {
  const { compare } = new Intl.Collator('da');
  const inDanish = jest.spyOn(String.prototype, 'localeCompare').mockImplementation(function (this: string, other) {
    return compare(this, other);
  });
  try {
    const chart = Testing.chart();
    const web = service(chart, 'web', { port: 80 });
    const paths = ['/z', '/aa', '/B', '/', '/a-b'];
    const routes = paths.map((path) => ({ path, service: web }));
    const ingress = new HttpIngress(chart, 'ingress', { className: 'nginx', routes });
    ingress.addRoute({ path: '/aa', pathType: EXACT, service: web });
    const [rule] = (manifestOf(ingress) as unknown as { spec: kplus.k8s.IngressSpec }).spec.rules!;
    expect(rule.http!.paths.map(({ path }) => path)).toEqual(['/', '/B', '/a-b', '/aa', '/aa', '/z']);
    expect(rule.http!.paths[3].pathType).toBe('Prefix');
  } finally {
    inDanish.mockRestore();
  }
});
