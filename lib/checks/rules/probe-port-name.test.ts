import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { probePortName as rule } from './probe-port-name';

const probe = (port: unknown) => ({ httpGet: { path: '/', port } });
const WEB = { name: 'web', image: 'nginx:1.27', ports: [{ name: 'http', containerPort: 80 }] };

test('finds a name that no port has', () => {
  const pod = podOf({ containers: [{ ...WEB, livenessProbe: probe('web') }] });
  expect(placesOf(rule, pod)).toEqual(['error web spec.containers[0].livenessProbe.httpGet.port']);
  expect(findingsOf(rule, pod)[0]).toMatchObject({
    what: 'its livenessProbe is for port "web", and its ports are named "http"',
    fix: 'add a port with name: web to web, or name one that it has by its number',
  });
});

test("finds a sibling's name, with native sidecars on either side", () => {
  const proxy = { name: 'proxy', image: 'x', restartPolicy: 'Always', startupProbe: { tcpSocket: { port: 'http' } } };
  const admin = { name: 'admin', image: 'y', restartPolicy: 'Always', ports: [{ name: 'admin', containerPort: 9000 }] };
  const containers = [{ ...WEB, readinessProbe: probe('admin') }];
  const pod = podOf({ initContainers: [proxy, admin], containers });
  expect(placesOf(rule, pod)).toEqual([
    'error proxy spec.initContainers[0].startupProbe.tcpSocket.port',
    'error web spec.containers[0].readinessProbe.httpGet.port',
  ]);
  expect(findingsOf(rule, pod)[1]?.fix).toContain(
    `"admin" is declared by admin, and a probe sees its own container's ports only`,
  );
});

test('finds another spelling, and a port without a name', () => {
  const spelled = podOf({ containers: [{ ...WEB, readinessProbe: probe('HTTP') }] });
  expect(findingsOf(rule, spelled)[0]?.fix).toBe('write it as it is declared: http');
  const nameless = podOf({ containers: [{ ...WEB, ports: [{ containerPort: 80 }], readinessProbe: probe('http') }] });
  expect(findingsOf(rule, nameless)[0]?.fix).toBe("add name: http to web's containerPort 80");
});

test('finds a number in quotes', () => {
  const pod = podOf({ containers: [{ ...WEB, livenessProbe: probe('80') }] });
  expect(findingsOf(rule, pod)[0]).toMatchObject({
    happens: 'The API server rejects it: Invalid value: "80": must contain at least one letter (a-z)',
    fix: 'write the number without quotes: 80',
  });
});

test('sees hooks', () => {
  const pod = podOf({ containers: [{ ...WEB, lifecycle: { preStop: probe('drain'), postStart: probe('http') } }] });
  expect(placesOf(rule, pod)).toEqual(['error web spec.containers[0].lifecycle.preStop.httpGet.port']);
});

test.each<[string, object]>([
  ['the name is declared', { ...WEB, livenessProbe: probe('http') }],
  ['the port is a number', { name: 'web', image: 'x', livenessProbe: probe(8080) }],
  ['the probe has no port', { name: 'web', image: 'x', livenessProbe: { exec: { command: ['true'] } } }],
  ['its types are all wrong', { name: 'web', ports: 'http', livenessProbe: { httpGet: { port: {} } } }],
])('is content where %s', (_, container) => expect(placesOf(rule, podOf({ containers: [container] }))).toEqual([]));
