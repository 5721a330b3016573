import { findingsOf, placesOf } from '../../../test/checks';
import { routeBackend as rule } from './route-backend';

const yamlOf = (...objects: object[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');

const GATEWAY_API = 'gateway.networking.k8s.io/v1';
const service = (metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web-frontend', ...metadata },
  spec: { ports: [{ port: 80, targetPort: 8080 }] },
});
const gateway = (metadata: object = {}, listener: object = {}) => ({
  apiVersion: GATEWAY_API,
  kind: 'Gateway',
  metadata: { name: 'public', ...metadata },
  spec: { listeners: [{ name: 'https', port: 443, ...listener }] },
});
const route = (spec: object, metadata: object = {}, kind = 'HTTPRoute') => ({
  apiVersion: GATEWAY_API,
  kind,
  metadata: { name: 'r', ...metadata },
  spec,
});
const to = (backend: object, metadata?: object, kind?: string) =>
  route({ rules: [{ backendRefs: [backend] }] }, metadata, kind);
const grant = (metadata: object, name?: string) => ({
  apiVersion: 'gateway.networking.k8s.io/v1beta1',
  kind: 'ReferenceGrant',
  metadata: { name: 'grant', ...metadata },
  spec: {
    from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'edge' }],
    to: [{ group: '', kind: 'Service', name }],
  },
});
const BACKEND = 'spec.rules[0].backendRefs[0]';

test('finds a port that the Service does not have, and one that is not given', () => {
  const wrong = yamlOf(service(), to({ name: 'web-frontend', port: 8080 }));
  expect(placesOf(rule, wrong)).toEqual([`error HTTPRoute r ${BACKEND}.port`]);
  expect(findingsOf(rule, wrong)[0].fix).toBe('write port: 80, the port of the Service, which leads to 8080');
  expect(placesOf(rule, yamlOf(to({ name: 'web-frontend' }, {}, 'GRPCRoute')))).toEqual([
    `error GRPCRoute r ${BACKEND}`,
  ]);
});

test('finds it in mirrors', () => {
  const filter = { requestMirror: { backendRef: { name: 'web-frontend', port: 81 } } };
  expect(placesOf(rule, yamlOf(service(), route({ rules: [{ filters: [filter] }] })))).toEqual([
    'error HTTPRoute r spec.rules[0].filters[0].requestMirror.backendRef.port',
  ]);
});

test('judges a missing Service by what the set has', () => {
  const near = yamlOf(service(), to({ name: 'web-frontned', port: 80 }));
  expect(placesOf(rule, near)).toEqual([`warning HTTPRoute r ${BACKEND}.name`]);
  const other = yamlOf(service(), to({ name: 'api', port: 80 }));
  expect(placesOf(rule, other)).toEqual([]);
  expect(placesOf(rule, other, { complete: true })).toEqual([`error HTTPRoute r ${BACKEND}.name`]);
});

test('wants a grant for a Service of another namespace', () => {
  const backend = { name: 'web-frontend', namespace: 'shop', port: 80 };
  const both = [service({ namespace: 'shop' }), to(backend, { namespace: 'edge' })];
  expect(placesOf(rule, yamlOf(...both))).toEqual([`warning HTTPRoute edge/r ${BACKEND}.namespace`]);
  expect(placesOf(rule, yamlOf(...both), { complete: true })).toEqual([`error HTTPRoute edge/r ${BACKEND}.namespace`]);
  expect(placesOf(rule, yamlOf(...both, grant({ namespace: 'shop' })))).toEqual([]);
  expect(placesOf(rule, yamlOf(...both, grant({ namespace: 'shop' }, 'web-frontend')))).toEqual([]);
  expect(placesOf(rule, yamlOf(...both, grant({ namespace: 'shop' }, 'api')))).toHaveLength(1);
  expect(placesOf(rule, yamlOf(...both, grant({ namespace: 'edge' })))).toHaveLength(1);
});

test('finds listeners that the Gateway does not have', () => {
  const section = yamlOf(gateway(), route({ parentRefs: [{ name: 'public', sectionName: 'http' }] }));
  expect(placesOf(rule, section)).toEqual(['error HTTPRoute r spec.parentRefs[0].sectionName']);
  expect(findingsOf(rule, section)[0]).toMatchObject({
    what: 'Gateway public has no listener "http"',
    fix: 'name a listener of the Gateway: https',
  });
  const port = yamlOf(gateway(), route({ parentRefs: [{ name: 'public', port: 80 }] }));
  expect(placesOf(rule, port)).toEqual(['error HTTPRoute r spec.parentRefs[0].port']);
});

test('finds a Gateway that takes routes of its own namespace only', () => {
  const attached = route({ parentRefs: [{ name: 'public', namespace: 'edge' }] }, { namespace: 'shop' });
  expect(placesOf(rule, yamlOf(gateway({ namespace: 'edge' }), attached))).toEqual([
    'error HTTPRoute shop/r spec.parentRefs[0].namespace',
  ]);
  const open = gateway({ namespace: 'edge' }, { allowedRoutes: { namespaces: { from: 'All' } } });
  expect(placesOf(rule, yamlOf(open, attached))).toEqual([]);
});

test('judges a missing Gateway by what the set has', () => {
  const slip = yamlOf(gateway(), route({ parentRefs: [{ name: 'pubilc' }] }));
  expect(placesOf(rule, slip)).toEqual(['warning HTTPRoute r spec.parentRefs[0].name']);
  const other = yamlOf(gateway(), route({ parentRefs: [{ name: 'internal' }] }));
  expect(placesOf(rule, other)).toEqual([]);
  expect(placesOf(rule, other, { complete: true })).toEqual(['error HTTPRoute r spec.parentRefs[0].name']);
});

test.each([
  [
    'all is there',
    yamlOf(
      gateway(),
      service(),
      route({
        parentRefs: [{ name: 'public', sectionName: 'https' }],
        rules: [{ backendRefs: [{ name: 'web-frontend', port: 80 }] }],
      }),
    ),
  ],
  ['the backend is no Service', yamlOf(to({ group: 'example.com', kind: 'Bucket', name: 'x' }))],
  ['the parent is a Service of a mesh', yamlOf(route({ parentRefs: [{ group: '', kind: 'Service', name: 'api' }] }))],
  ['a rule redirects', yamlOf(route({ rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: {} }] }] }))],
  [
    'the route goes wherever it is applied',
    yamlOf(gateway({ namespace: 'edge' }), route({ parentRefs: [{ name: 'public' }] })),
  ],
])('is content where %s', (_, yaml) => {
  expect(placesOf(rule, yaml, { complete: true })).toEqual([]);
});
