import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { portDeclaredTwice as rule } from './port-declared-twice';

const at = (containerPort: number, protocol?: string) => ({ ports: [{ containerPort, protocol }] });
const main = (name: string, more: object) => ({ name, image: 'example.com/app:1', ...more });
const native = (name: string, more: object) => ({ ...main(name, more), restartPolicy: 'Always' });

test.each([
  ['two regular containers', [], [main('a', at(80)), main('b', at(80))], 'b spec.containers[1]'],
  ['a native sidecar and a regular container', [native('a', at(80))], [main('b', at(80))], 'b spec.containers[0]'],
  ['two native sidecars', [native('a', at(80)), native('b', at(80))], [main('c', {})], 'b spec.initContainers[1]'],
  ['an init container beside a sidecar', [native('a', at(80)), main('b', at(80))], [], 'b spec.initContainers[1]'],
])('finds one port in %s', (_, initContainers, containers, place) => {
  expect(placesOf(rule, podOf({ initContainers, containers }))).toEqual([`error ${place}.ports[0].containerPort`]);
});

test('names the first container to each of the others', () => {
  const containers = ['a', 'b', 'c'].map((name) => main(name, at(80)));
  const found = findingsOf(rule, podOf({ containers }));
  expect(found.map(({ container }) => container)).toEqual(['b', 'c']);
  expect(found[1].what).toBe('it declares port 80, which container "a" declares as well');
  expect(found[1].fix).toBe("let one of them listen on another port, and declare that in c's ports or in a's");
});

test('does not tell two containers of one name apart by it', () => {
  const containers = [main('a', at(80)), main('a', at(80))];
  expect(findingsOf(rule, podOf({ containers }))[0].fix).toMatch(/ declare that in its ports$/);
});

test('says the protocol where it is not TCP', () => {
  const containers = [main('a', at(53, 'UDP')), main('b', at(53, 'UDP'))];
  expect(findingsOf(rule, podOf({ containers }))[0].what).toContain('port 53/UDP');
});

test.each([
  ['one port is for TCP and the other for UDP', [], [main('a', at(53)), main('b', at(53, 'UDP'))]],
  ['an init container has ended', [main('a', at(80))], [main('b', at(80))]],
  [
    'one container names its port twice',
    [],
    [main('a', { ports: [{ containerPort: 80 }, { containerPort: 80, name: 'x' }] })],
  ],
  ['the ports are not numbers', [], [main('a', { ports: [{ containerPort: '80' }] }), main('b', { ports: 80 })]],
])('is content where %s', (_, initContainers, containers) => {
  expect(placesOf(rule, podOf({ initContainers, containers }))).toEqual([]);
});
