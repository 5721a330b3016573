import { findingsOf, placesOf } from '../../../test/checks';
import { servicePortUnnamed as rule } from './service-port-unnamed';

const service = (...ports: unknown[]) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports } });

test('finds each port without a name beside others', () => {
  const yaml = service({ name: 'http', port: 80 }, { port: 443 }, { name: '', port: 9113 });
  expect(placesOf(rule, yaml)).toEqual(['error Service web spec.ports[1]', 'error Service web spec.ports[2]']);
  const [finding] = findingsOf(rule, yaml);
  expect(finding.what).toBe('port 443 has no name, and the Service has 3 ports');
  expect(finding.fix).toBe('add a name, such as https, at spec.ports[1].name');
});

test('finds a name that is there twice', () => {
  const yaml = service({ name: 'dns', port: 53 }, { name: 'dns', port: 53, protocol: 'UDP' });
  expect(placesOf(rule, yaml)).toEqual(['error Service web spec.ports[1].name']);
});

test('finds a number that is there twice, for one protocol', () => {
  const yaml = service({ name: 'a', port: 80 }, { name: 'b', port: 80, protocol: 'TCP', targetPort: 81 });
  expect(findingsOf(rule, yaml)).toMatchObject([
    { path: ['spec', 'ports', 1, 'port'], what: 'it has port 80/TCP twice' },
  ]);
  expect(placesOf(rule, service({ name: 'a', port: 53 }, { name: 'b', port: 53, protocol: 'UDP' }))).toEqual([]);
  expect(placesOf(rule, service({ name: 'a', port: '{{x}}' }, { name: 'b', port: '{{y}}' }))).toEqual([]);
});

test.each([
  ['there is one port', service({ port: 80 })],
  ['all have names', service({ name: 'a', port: 80 }, { name: 'b', port: 81 })],
  ['there are none', service()],
  [
    'a Service of another group is meant',
    service({ port: 80 }, { port: 81 }).replace('"v1"', '"serving.knative.dev/v1"'),
  ],
])('is content where %s', (_, yaml) => {
  expect(placesOf(rule, yaml)).toEqual([]);
});
