import { Chart, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { crdErrors, withDefaults } from '../../test/crds';
import { manifestOf, messageOf } from '../../test/synth';
import { HttpHeaderChanges, HttpRedirect, HttpRoute, HttpRouteFilter, HttpUrlRewrite } from '..';

function service(chart: Chart, ...ports: kplus.ServicePort[]): kplus.Service {
  return new kplus.Service(chart, 'copy', { metadata: { name: 'copy' }, ports });
}

/** As it is in a route, whose schema takes it. */
function written(make: (chart: Chart) => HttpRouteFilter) {
  const chart = Testing.chart();
  const web = new kplus.Service(chart, 'web', { metadata: { name: 'web' }, ports: [{ port: 80 }] });
  const filter = make(chart);
  const redirects = filter._type === 'RequestRedirect';
  const route = new HttpRoute(chart, 'route', {
    gateways: [{ name: 'public' }],
    rules: [{ matches: [{ path: '/a' }], filters: [filter], backends: redirects ? [] : [{ service: web }] }],
  });
  const manifest = manifestOf(route);
  expect(crdErrors(manifest)).toEqual([]);
  expect(withDefaults(manifest)).toEqual(manifest);
  return manifest.spec.rules[0].filters[0];
}

test('a redirect', () => {
  const all: Required<Omit<HttpRedirect, 'path'>> = {
    scheme: 'https',
    host: 'www.example.com',
    port: 8443,
    prefix: '/b',
    statusCode: 301,
  };
  expect(written(() => HttpRouteFilter.redirect(all))).toEqual({
    type: 'RequestRedirect',
    requestRedirect: {
      scheme: 'https',
      hostname: 'www.example.com',
      port: 8443,
      statusCode: 301,
      path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/b' },
    },
  });
  expect(written(() => HttpRouteFilter.redirect({ path: '/new' }))).toEqual({
    type: 'RequestRedirect',
    requestRedirect: { statusCode: 302, path: { type: 'ReplaceFullPath', replaceFullPath: '/new' } },
  });
});

test('a rewrite', () => {
  const all: Required<Omit<HttpUrlRewrite, 'path'>> = { host: 'shop.internal', prefix: '/' };
  expect(written(() => HttpRouteFilter.rewrite(all))).toEqual({
    type: 'URLRewrite',
    urlRewrite: { hostname: 'shop.internal', path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } },
  });
});

test.each([
  ['requestHeaders', 'RequestHeaderModifier', 'requestHeaderModifier'],
  ['responseHeaders', 'ResponseHeaderModifier', 'responseHeaderModifier'],
] as const)('%s', (method, type, field) => {
  const all: Required<HttpHeaderChanges> = { set: { 'x-a': '1' }, add: { 'x-b': '2' }, remove: ['x-c'] };
  expect(written(() => HttpRouteFilter[method](all))).toEqual({
    type,
    [field]: { set: [{ name: 'x-a', value: '1' }], add: [{ name: 'x-b', value: '2' }], remove: ['x-c'] },
  });
  expect(written(() => HttpRouteFilter[method]({ remove: ['x-c'] }))).toEqual({ type, [field]: { remove: ['x-c'] } });
});

test('a mirror', () => {
  expect(written((chart) => HttpRouteFilter.mirror(service(chart, { port: 80 })))).toEqual({
    type: 'RequestMirror',
    requestMirror: { backendRef: { group: '', kind: 'Service', name: 'copy', port: 80 } },
  });
  const two = [{ port: 80 }, { port: 81, name: 'b' }];
  expect(written((chart) => HttpRouteFilter.mirror(service(chart, ...two), { port: 81 }))).toMatchObject({
    requestMirror: { backendRef: { port: 81 } },
  });
  const { namespace } = written((chart) => {
    const elsewhere = new Chart(chart.node.root, 'other', { namespace: 'other' });
    return HttpRouteFilter.mirror(service(elsewhere, { port: 80 }));
  }).requestMirror.backendRef;
  expect(namespace).toBe('other');
});

test.each([
  [
    () => HttpRouteFilter.redirect({}),
    'HttpRouteFilter.redirect: it changes nothing. The client would be sent to where it is. Fix: pass what is to be other, ' +
      "such as { scheme: 'https' }.",
  ],
  [() => HttpRouteFilter.redirect({ statusCode: 301 }), 'HttpRouteFilter.redirect: it changes nothing.'],
  [
    () => HttpRouteFilter.rewrite({}),
    'HttpRouteFilter.rewrite: it changes nothing. The backend gets the URL as it is without it. Fix: pass what is to be ' +
      "other, such as { prefix: '/' }.",
  ],
  [
    () => HttpRouteFilter.requestHeaders({}),
    'HttpRouteFilter.requestHeaders: it changes nothing. The headers are as they are without it. Fix: pass what is to be ' +
      "other, such as { set: { 'x-canary': 'yes' } }.",
  ],
  [
    () => HttpRouteFilter.responseHeaders({ set: { Server: 'x' }, remove: ['server'] }),
    'HttpRouteFilter.responseHeaders: the header "server" is changed twice. Names of headers are the same in upper and lower ' +
      'case, and each has one change. Fix: leave one of them out.',
  ],
  [
    () => HttpRouteFilter.redirect({ scheme: 'ftp' }),
    'HttpRouteFilter.redirect: the scheme is ftp. The API server takes http, https. Fix: pass one of them.',
  ],
  [
    () => HttpRouteFilter.redirect({ scheme: 'https', statusCode: 200 }),
    'HttpRouteFilter.redirect: the statusCode is 200. The API server takes 301, 302, 303, 307, 308. Fix: pass one of them.',
  ],
  [() => HttpRouteFilter.redirect({ port: 0 }), 'HttpRouteFilter.redirect: 0 is not a valid port.'],
  [() => HttpRouteFilter.rewrite({ host: 'a/b' }), 'HttpRouteFilter.rewrite: "a/b" is not a valid host.'],
  [
    () => HttpRouteFilter.rewrite({ host: '*.example.com' }),
    'HttpRouteFilter.rewrite: the host is "*.example.com". A request is for one host. Fix: pass the host without "*".',
  ],
  [
    () => HttpRouteFilter.rewrite({ prefix: '/', path: '/' }),
    'HttpRouteFilter.rewrite: prefix and path are both given. Either a part of the path is other, or all of it. Fix: leave ' +
      'one of them out.',
  ],
  [
    () => HttpRouteFilter.rewrite({ path: 'new' }),
    'HttpRouteFilter.rewrite: the path is "new". Paths start with "/". Fix: write it as /new.',
  ],
  [
    () => HttpRouteFilter.mirror(service(Testing.chart(), { port: 80 }, { port: 81, name: 'b' })),
    'Service copy (test/copy): which port of Service copy (test/copy) the mirror leads to is not said.',
  ],
  [
    () => HttpRouteFilter.requestHeaders({ remove: ['x-a:'] }),
    'HttpRouteFilter.requestHeaders: "x-a:" is not a valid name',
  ],
  [() => HttpRouteFilter.requestHeaders({ set: { 'x-a': '' } }), 'HttpRouteFilter.requestHeaders: set.x-a is empty.'],
  [() => HttpRouteFilter.mirror('copy' as never), 'HttpRouteFilter.mirror: service is "copy".'],
  [() => HttpRouteFilter.rewrite(undefined as never), 'HttpRouteFilter.rewrite: to is undefined.'],
  [() => HttpRouteFilter.redirect({ port: '80' as never }), 'HttpRouteFilter.redirect: port is "80".'],
  [() => HttpRouteFilter.requestHeaders({ remove: 'x' as never }), 'HttpRouteFilter.requestHeaders: remove is "x".'],
])('%s is refused', (call, message) => expect(messageOf(call)).toContain(message));
