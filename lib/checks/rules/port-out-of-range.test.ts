import { findingsOf, placesOf } from '../../../test/checks';
import { portOutOfRange as rule } from './port-out-of-range';

const object = (kind: string, spec: unknown) =>
  JSON.stringify({
    apiVersion: kind === 'Service' ? 'v1' : 'networking.k8s.io/v1',
    kind,
    metadata: { name: 'web' },
    spec,
  });
const backend = (number: unknown) => ({ service: { name: 'web', port: { number } } });

test('finds ports of a Service', () => {
  const yaml = object('Service', { ports: [{ port: 80 }, { port: 0, targetPort: 65536, nodePort: -1 }] });
  expect(placesOf(rule, yaml)).toEqual([
    'error Service web spec.ports[1].port',
    'error Service web spec.ports[1].targetPort',
    'error Service web spec.ports[1].nodePort',
  ]);
  expect(findingsOf(rule, yaml)[1]).toMatchObject({
    what: 'targetPort is 65536',
    happens: 'The API server rejects it: targetPort: Invalid value: 65536: must be between 1 and 65535, inclusive',
    fix: 'write a number between 1 and 65535',
  });
});

test('finds ports of an Ingress', () => {
  const rules = [
    {
      http: {
        paths: [
          { path: '/', backend: backend(80) },
          { path: '/a', backend: backend(70000) },
        ],
      },
    },
  ];
  expect(placesOf(rule, object('Ingress', { defaultBackend: backend(-1), rules }))).toEqual([
    'error Ingress web spec.defaultBackend.service.port.number',
    'error Ingress web spec.rules[0].http.paths[1].backend.service.port.number',
  ]);
});

test('finds ports of a NetworkPolicy', () => {
  const yaml = object('NetworkPolicy', {
    ingress: [{ ports: [{ port: 0 }] }],
    egress: [{}, { ports: [{ port: 80, endPort: 65536 }] }],
  });
  expect(placesOf(rule, yaml)).toEqual([
    'error NetworkPolicy web spec.ingress[0].ports[0].port',
    'error NetworkPolicy web spec.egress[1].ports[0].endPort',
  ]);
});

test.each<[string, string]>([
  ['names', object('Service', { ports: [{ port: 65535, targetPort: 'http', nodePort: 0 }] })],
  ['a backend by name', object('Ingress', { defaultBackend: { service: { port: { name: 'http', number: 0 } } } })],
  ['what is filled in later', object('Service', { ports: [{ port: '${PORT}' }] })],
  ['wrong types', object('Service', { ports: [null, 5, { port: '0' }, { port: 0.5 }] })],
  ['no spec', object('NetworkPolicy', null)],
])('is content with %s', (_, yaml) => expect(placesOf(rule, yaml)).toEqual([]));
