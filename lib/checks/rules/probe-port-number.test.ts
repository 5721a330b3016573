import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { probePortNumber as rule } from './probe-port-number';

const probe = (port: number) => ({ httpGet: { path: '/', port } });
const APP = { name: 'app', image: 'example.com/app:1', ports: [{ containerPort: 8080 }] };
const NGINX = { name: 'web', image: 'nginx:1.27' };

test('finds a port on which a known image does not listen', () => {
  const pod = podOf({ containers: [{ ...NGINX, livenessProbe: probe(8080) }] });
  expect(placesOf(rule, pod)).toEqual(['error web spec.containers[0].livenessProbe.httpGet.port']);
  expect(findingsOf(rule, pod)[0]).toMatchObject({
    what: 'its livenessProbe dials port 8080, on which nginx:1.27 does not listen',
    fix: 'dial the port on which it listens: 80',
  });
});

test('does not send anyone to a port where there is none', () => {
  const logs = { name: 'logs', image: 'fluent/fluent-bit:4.0', livenessProbe: probe(2020) };
  expect(findingsOf(rule, podOf({ containers: [logs] }))).toMatchObject([
    { fix: 'turn on its HTTP_Server in its configuration, or take the livenessProbe away' },
  ]);
});

test.each([0, 65536])('%d is no port at all, which another rule finds', (port) => {
  expect(findingsOf(rule, podOf({ containers: [{ ...NGINX, livenessProbe: probe(port) }] }))).toEqual([]);
});

test("finds a sibling's port", () => {
  const helper = { name: 'helper', image: 'example.com/helper:1', ports: [{ containerPort: 9000 }] };
  const pod = podOf({ containers: [{ ...APP, readinessProbe: probe(9000) }, helper] });
  expect(placesOf(rule, pod)).toEqual(['warning app spec.containers[0].readinessProbe.httpGet.port']);
  expect(findingsOf(rule, pod)[0]).toMatchObject({
    what: "its readinessProbe dials port 9000, which is helper's",
    happens: 'The probe tests helper: app counts as ready as long as helper answers',
    fix: 'dial a port of app: 8080, or move the probe to helper',
  });
});

test('sees native sidecars on either side', () => {
  const sidecar = (rest: object) => ({ name: 'logs', image: 'example.com/logs:1', restartPolicy: 'Always', ...rest });
  const wrong = podOf({
    initContainers: [sidecar({ startupProbe: { tcpSocket: { port: 80 } } })],
    containers: [NGINX],
  });
  expect(placesOf(rule, wrong)).toEqual(['warning logs spec.initContainers[0].startupProbe.tcpSocket.port']);
  const ports = [{ containerPort: 2020 }];
  const other = podOf({ initContainers: [sidecar({ ports })], containers: [{ ...NGINX, livenessProbe: probe(2020) }] });
  expect(placesOf(rule, other)).toEqual(['error web spec.containers[0].livenessProbe.httpGet.port']);
});

test('only warns where the image has no more than the name of a known one', () => {
  const pod = podOf({
    containers: [{ name: 'web', image: 'registry.example.com/nginx:1', livenessProbe: probe(8080) }],
  });
  expect(placesOf(rule, pod)).toEqual(['warning web spec.containers[0].livenessProbe.httpGet.port']);
});

test.each<[string, object]>([
  ['the port is declared', { ...APP, livenessProbe: probe(8080) }],
  ['the image listens there without a declaration', { ...NGINX, livenessProbe: probe(80) }],
  ['an undeclared port may be open', { ...APP, livenessProbe: probe(8081) }],
  ['nothing is known', { name: 'app', image: 'example.com/app:1', livenessProbe: probe(8081) }],
  ['an argument names the port', { ...APP, args: ['--health=:9000'], livenessProbe: probe(9000) }],
  [
    'the configuration is mounted',
    { ...NGINX, volumeMounts: [{ name: 'c', mountPath: '/etc/nginx/conf.d' }], livenessProbe: probe(8080) },
  ],
  ['the probe is for another host', { ...NGINX, livenessProbe: { httpGet: { host: 'web', port: 8080 } } }],
  ['the command is another one', { ...NGINX, command: ['/serve'], livenessProbe: probe(8080) }],
])('is content where %s', (_, container) => expect(placesOf(rule, podOf({ containers: [container] }))).toEqual([]));

test('a startup probe that asks a container it holds back never succeeds', () => {
  const helper = {
    name: 'helper',
    image: 'busybox:1.36',
    command: ['sleep', '3600'],
    restartPolicy: 'Always',
    startupProbe: { tcpSocket: { port: 80 } },
  };
  const [finding] = findingsOf(
    rule,
    podOf({ initContainers: [helper], containers: [{ name: 'web', image: 'nginx:1.27' }] }),
  );
  expect(finding.happens).toBe('Init:0/1, for ever: web starts when the startupProbe of helper has succeeded');
});
