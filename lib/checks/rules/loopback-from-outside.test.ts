import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { loopbackFromOutside as rule } from './loopback-from-outside';

const OAUTH = { name: 'oauth2-proxy', image: 'quay.io/oauth2-proxy/oauth2-proxy:v7.6.0', args: ['--cookie-secret=x'] };
const PROBE = { readinessProbe: { httpGet: { path: '/ping', port: 4180 } } };
const APP = { name: 'app', image: 'example.com/app:1' };

function withService(container: object, targetPort: string | number, more: object = {}): string {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pod', labels: { app: 'a' } },
    spec: { containers: [container], ...more },
  };
  const spec = { selector: { app: 'a' }, ports: [{ port: 80, targetPort }] };
  return [pod, { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec }]
    .map((object) => JSON.stringify(object))
    .join('\n---\n');
}

test('finds probes of what listens on loopback unless it is told otherwise', () => {
  const pod = podOf({ containers: [{ ...OAUTH, ...PROBE }] });
  const [finding] = findingsOf(rule, pod);
  expect(placesOf(rule, pod)).toEqual(['error oauth2-proxy spec.containers[0].readinessProbe.httpGet.port']);
  expect(finding.what).toBe('its readinessProbe dials port 4180, where it listens on 127.0.0.1 only');
  expect(finding.happens).toMatch(/^Unhealthy: Readiness probe failed: dial tcp/);
  expect(finding.fix).toContain('--http-address=0.0.0.0:4180');
});

test('looks the port up in the container, declared or not', () => {
  const named = {
    ...OAUTH,
    ports: [{ name: 'http', containerPort: 4180 }],
    livenessProbe: { tcpSocket: { port: 'http' } },
  };
  expect(placesOf(rule, podOf({ containers: [named] }))).toEqual([
    'error oauth2-proxy spec.containers[0].livenessProbe.tcpSocket.port',
  ]);
});

test('sees native sidecars, also from the probe of another container', () => {
  const initContainers = [{ ...OAUTH, restartPolicy: 'Always' }];
  const found = findingsOf(rule, podOf({ initContainers, containers: [{ ...APP, ...PROBE }] }));
  expect(found.map(({ what }) => what)).toEqual([
    'its readinessProbe dials port 4180, where container "oauth2-proxy" listens on 127.0.0.1 only',
  ]);
});

test('finds hooks, which are sent from the node as well', () => {
  const proxy = {
    name: 'proxy',
    image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1',
    args: ['--port=5432', '--quitquitquit', 'a:b:c'],
    lifecycle: { preStop: { httpGet: { path: '/quitquitquit', port: 9091 } } },
  };
  expect(findingsOf(rule, podOf({ containers: [proxy] }))[0].happens).toMatch(/^FailedPreStopHook: /);
});

test.each([
  [['uvicorn', 'app:app', '--port', '4180'], 'error'],
  [['python', 'manage.py', 'runserver', '4180'], 'error'],
  [['flask', 'run', '-p', '4180'], 'error'],
  [['sh', '-c', 'exec uvicorn app:app --port 4180'], 'error'],
  [['gunicorn', '-b', '127.0.0.1:4180', 'app'], 'error'],
  [['python', '-m', 'http.server', '4180', '--bind', '127.0.0.1'], 'error'],
  [['/server', '--listen=127.0.0.1:4180'], 'warning'],
  [['/server', '--host', 'localhost', '--port=4180'], 'warning'],
])('knows where %j listens', (command, severity) => {
  const pod = podOf({ containers: [{ ...APP, command, ...PROBE }] });
  expect(findingsOf(rule, pod).map((finding) => finding.severity)).toEqual([severity]);
});

test('finds Services, at the word that says where it listens', () => {
  const app = { ...APP, command: ['uvicorn', 'app:app', '--host=127.0.0.1', '--port=8000'] };
  expect(placesOf(rule, withService(app, 8000))).toEqual(['error app spec.containers[0].command[2]']);
  const named = { ...OAUTH, ports: [{ name: 'http', containerPort: 4180 }] };
  expect(placesOf(rule, withService(named, 'http'))).toEqual(['error oauth2-proxy spec.containers[0].image']);
});

test('finds the scrape of Prometheus', () => {
  const pod = JSON.parse(podOf({ containers: [OAUTH] }));
  pod.metadata.annotations = { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '4180' };
  expect(placesOf(rule, JSON.stringify(pod))).toEqual([
    "error oauth2-proxy metadata.annotations['prometheus.io/port']",
  ]);
});

test.each([
  ['it listens everywhere', podOf({ containers: [{ ...OAUTH, args: ['--http-address=0.0.0.0:4180'], ...PROBE }] })],
  [
    'a variable says so',
    podOf({ containers: [{ ...OAUTH, env: [{ name: 'OAUTH2_PROXY_HTTP_ADDRESS', value: ':4180' }], ...PROBE }] }),
  ],
  [
    'a configuration file may say so',
    podOf({ containers: [{ ...OAUTH, args: ['--config=/etc/proxy.cfg'], ...PROBE }] }),
  ],
  [
    'the probe runs inside',
    podOf({ containers: [{ ...OAUTH, livenessProbe: { exec: { command: ['wget', 'localhost:4180'] } } }] }),
  ],
  [
    'another container has the port for all addresses',
    podOf({
      containers: [{ ...OAUTH }, { ...APP, ports: [{ containerPort: 4180 }], ...PROBE }],
    }),
  ],
  ['the proxy in front is asked', withService({ ...APP, command: ['uvicorn', 'a:b'] }, 8443)],
  [
    'the framework is told to listen everywhere',
    podOf({
      containers: [{ ...APP, command: ['uvicorn', 'a:b', '--host', '0.0.0.0', '--port', '4180'], ...PROBE }],
    }),
  ],
])('is content where %s', (_, yaml) => {
  expect(placesOf(rule, yaml)).toEqual([]);
});

test('only warns where variables from elsewhere may say otherwise', () => {
  const container = { ...OAUTH, envFrom: [{ secretRef: { name: 'proxy' } }], ...PROBE };
  expect(placesOf(rule, podOf({ containers: [container] }))[0]).toMatch(/^warning/);
});
