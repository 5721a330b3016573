import { findingsOf, placesOf } from '../../../test/checks';
import { ingressBackend as rule } from './ingress-backend';

const yamlOf = (...objects: object[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');

const service = (name = 'web-frontend', more: object = {}, metadata: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, ...metadata },
  spec: { ports: [{ name: 'http', port: 80, targetPort: 8080 }], ...more },
});
const ingress = (backend: object, metadata: object = {}, path: object = { path: '/', pathType: 'Prefix' }) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'in', ...metadata },
  spec: { rules: [{ http: { paths: [{ ...path, backend: { service: backend } }] } }] },
});
const AT = 'Ingress in spec.rules[0].http.paths[0].backend.service';

test('finds ports that the Service does not have', () => {
  const number = yamlOf(service(), ingress({ name: 'web-frontend', port: { number: 8080 } }));
  expect(placesOf(rule, number)).toEqual([`error ${AT}.port.number`]);
  expect(findingsOf(rule, number)[0].what).toBe(
    'it leads to port 8080 of Service web-frontend, whose ports are: 80 (http)',
  );
  expect(findingsOf(rule, number)[0].fix).toBe('write port.number: 80, the port of the Service, which leads to 8080');
  const name = yamlOf(service(), ingress({ name: 'web-frontend', port: { name: 'web' } }));
  expect(placesOf(rule, name)).toEqual([`error ${AT}.port.name`]);
  const quoted = yamlOf(service(), ingress({ name: 'web-frontend', port: { name: '80' } }));
  expect(findingsOf(rule, quoted)[0].fix).toBe('write port.number: 80, the port of the Service');
});

test('finds a backend without a port', () => {
  expect(placesOf(rule, yamlOf(service(), ingress({ name: 'web-frontend' })))).toEqual([`error ${AT}`]);
});

test('reads the default backend, and the shape of v1beta1', () => {
  const object = {
    ...ingress({}),
    spec: { defaultBackend: { service: { name: 'web-frontend', port: { number: 81 } } } },
  };
  expect(placesOf(rule, yamlOf(service(), object))).toEqual([
    'error Ingress in spec.defaultBackend.service.port.number',
  ]);
  const old = {
    apiVersion: 'extensions/v1beta1',
    kind: 'Ingress',
    metadata: { name: 'in' },
    spec: { backend: { serviceName: 'web-frontend', servicePort: 81 } },
  };
  expect(placesOf(rule, yamlOf(service(), old))).toEqual(['error Ingress in spec.backend.servicePort']);
});

test('warns of a Service that has nearly the name, or is in another namespace', () => {
  const near = yamlOf(service(), ingress({ name: 'web-frontned', port: { number: 80 } }));
  expect(placesOf(rule, near)).toEqual([`warning ${AT}.name`]);
  expect(findingsOf(rule, near)[0].fix).toBe('write "web-frontend"');
  const elsewhere = yamlOf(
    service('web', {}, { namespace: 'shop' }),
    ingress({ name: 'web', port: { number: 80 } }, { namespace: 'edge' }),
  );
  expect(findingsOf(rule, elsewhere)).toMatchObject([
    { severity: 'warning', what: 'it leads to Service "web", which is not there in namespace edge, but in shop' },
  ]);
});

test('finds a missing Service where the set is all there is', () => {
  const yaml = yamlOf(service(), ingress({ name: 'api', port: { number: 80 } }));
  expect(placesOf(rule, yaml)).toEqual([]);
  expect(placesOf(rule, yaml, { complete: true })).toEqual([`error ${AT}.name`]);
});

test('warns of a star in a path that is no pattern', () => {
  const backend = { name: 'web-frontend', port: { number: 80 } };
  const star = { path: '/shop/*', pathType: 'Prefix' };
  expect(findingsOf(rule, yamlOf(ingress(backend, {}, star)))).toMatchObject([
    { severity: 'warning', fix: 'write path: /shop with pathType: Prefix' },
  ]);
  expect(placesOf(rule, yamlOf(ingress(backend, {}, { ...star, pathType: 'ImplementationSpecific' })))).toEqual([]);
  const regex = { annotations: { 'nginx.ingress.kubernetes.io/use-regex': 'true' } };
  expect(placesOf(rule, yamlOf(ingress(backend, regex, star)))).toEqual([]);
});

test.each([
  ['the port is there', yamlOf(service(), ingress({ name: 'web-frontend', port: { number: 80 } }))],
  ['its name is there', yamlOf(service(), ingress({ name: 'web-frontend', port: { name: 'http' } }))],
  ['an annotation says what is behind it', yamlOf(ingress({ name: 'redirect', port: { name: 'use-annotation' } }))],
  [
    'the Service leads to a name elsewhere',
    yamlOf(service('web', { type: 'ExternalName', ports: [] }), ingress({ name: 'web', port: { number: 443 } })),
  ],
  [
    'the Ingress goes wherever it is applied',
    yamlOf(service('web', {}, { namespace: 'shop' }), ingress({ name: 'web', port: { number: 80 } })),
  ],
  [
    'the backend is no Service',
    yamlOf({ ...ingress({}), spec: { defaultBackend: { resource: { kind: 'StorageBucket', name: 'x' } } } }),
  ],
])('is content where %s', (_, yaml) => {
  expect(placesOf(rule, yaml, { complete: true })).toEqual([]);
});
