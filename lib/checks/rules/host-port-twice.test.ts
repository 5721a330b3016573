import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { hostPortTwice as rule } from './host-port-twice';

const at = (name: string, hostPort: number, more: object = {}) => ({
  name,
  image: 'example.com/app:1',
  ports: [{ containerPort: 8000 + hostPort, hostPort, ...more }],
});
const native = (name: string, hostPort: number) => ({ ...at(name, hostPort), restartPolicy: 'Always' });

test('finds one port of the node in two regular containers, which the API server rejects', () => {
  const found = findingsOf(rule, podOf({ containers: [at('a', 90), at('b', 90)] }));
  expect(found).toMatchObject([
    { severity: 'error', container: 'b', path: ['spec', 'containers', 1, 'ports', 0, 'hostPort'] },
  ]);
  expect(found[0].what).toBe('it asks for port 90/TCP of the node, as container "a" does');
  expect(found[0].happens).toMatch(/^The API server rejects it/);
});

test('finds it with native sidecars, which the API server accepts', () => {
  const found = findingsOf(
    rule,
    podOf({ initContainers: [native('a', 90), native('b', 90)], containers: [at('c', 90)] }),
  );
  expect(found.map(({ container }) => container)).toEqual(['b', 'c']);
  expect(found.every(({ happens }) => happens.startsWith('The API server accepts it'))).toBe(true);
});

test('an address is part of all addresses', () => {
  expect(placesOf(rule, podOf({ containers: [at('a', 90, { hostIP: '10.0.0.1' }), at('b', 90)] }))).toHaveLength(1);
});

const daemonSet = (name: string, spec: object) =>
  JSON.stringify({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name }, spec: { template: { spec } } });

test('finds two DaemonSets that meet on every node, also on its network', () => {
  const first = daemonSet('a', { containers: [at('a', 9100)] });
  const second = daemonSet('b', { hostNetwork: true, containers: [{ name: 'b', ports: [{ containerPort: 9100 }] }] });
  const [finding, ...others] = findingsOf(rule, `${first}\n---\n${second}`);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ container: 'b', what: 'it asks every node for port 9100/TCP, as DaemonSet a does' });
  expect(finding.path.at(-1)).toBe('containerPort');
});

test.each([
  ['the protocols differ', podOf({ containers: [at('a', 90), at('b', 90, { protocol: 'UDP' })] })],
  [
    'the addresses differ',
    podOf({ containers: [at('a', 90, { hostIP: '10.0.0.1' }), at('b', 90, { hostIP: '10.0.0.2' })] }),
  ],
  ['no port of the node is asked for', podOf({ containers: [at('a', 0), at('b', 0)] })],
  [
    'the DaemonSets choose their nodes',
    `${daemonSet('a', { nodeSelector: { pool: 'a' }, containers: [at('a', 90)] })}\n---\n${daemonSet('b', { nodeSelector: { pool: 'b' }, containers: [at('b', 90)] })}`,
  ],
  [
    'two Pods may be on two nodes',
    `${podOf({ containers: [at('a', 90)] })}\n---\n${podOf({ containers: [at('b', 90)] })}`,
  ],
])('is content where %s', (_, yaml) => {
  expect(placesOf(rule, yaml)).toEqual([]);
});
