import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { portNameTwice as rule } from './port-name-twice';

const container = (name: string, containerPort: number, more: object = {}) => ({
  name,
  image: 'example.com/app:1',
  ports: [{ name: 'http', containerPort, ...more }],
});
const native = (name: string, port: number) => ({ ...container(name, port), restartPolicy: 'Always' });

test('warns of one name in two containers', () => {
  const pod = podOf({ containers: [container('a', 80), container('b', 81)] });
  expect(placesOf(rule, pod)).toEqual(['warning b spec.containers[1].ports[0].name']);
  const [finding] = findingsOf(rule, pod);
  expect(finding.what).toBe('its port 81 is named "http", as port 80 at spec.containers[0].ports[0] is');
  expect(finding.fix).toBe('give port 81 another name');
});

test('takes regular containers before native sidecars, as Kubernetes does', () => {
  const initContainers = [native('a', 80), native('b', 81)];
  expect(placesOf(rule, podOf({ initContainers, containers: [container('c', 82)] }))).toEqual([
    'warning a spec.initContainers[0].ports[0].name',
    'warning b spec.initContainers[1].ports[0].name',
  ]);
});

test('finds a name that one container uses twice, also an init container', () => {
  const twice = {
    ...container('a', 80),
    ports: [
      { name: 'http', containerPort: 80 },
      { name: 'http', containerPort: 81 },
    ],
  };
  expect(placesOf(rule, podOf({ initContainers: [twice] }))).toEqual(['error a spec.initContainers[0].ports[1].name']);
});

test.each([
  ['one is for UDP', { containers: [container('a', 53), container('b', 53, { protocol: 'UDP' })] }],
  ['an init container has ended', { initContainers: [container('a', 80)], containers: [container('b', 81)] }],
  ['ports have no names', { containers: [container('a', 80, { name: '' }), container('b', 81, { name: undefined })] }],
])('is content where %s', (_, spec) => {
  expect(placesOf(rule, podOf(spec))).toEqual([]);
});
