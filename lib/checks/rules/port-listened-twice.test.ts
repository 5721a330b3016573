import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { portListenedTwice as rule } from './port-listened-twice';

const NGINX = { name: 'nginx', image: 'nginx:1.27' };
const HTTPD = { name: 'httpd', image: 'httpd:2.4' };
const ENVOY = { name: 'envoy', image: 'envoyproxy/envoy:v1.31.0' };
const PROMETHEUS = { name: 'prometheus', image: 'prom/prometheus:v2.54.1' };
const APP = { name: 'app', image: 'example.com/app:1' };
const proxy = (...args: string[]) => ({
  name: 'proxy',
  image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1',
  args: ['--port=5432', ...args, 'project:region:database'],
});

const pod = (...containers: object[]) => podOf({ containers });
const beside = (sidecar: object, ...containers: object[]) =>
  podOf({ initContainers: [{ ...sidecar, restartPolicy: 'Always' }], containers });

test('finds images that listen on one port by themselves, on either side of a native sidecar', () => {
  const expected = ['error httpd spec.containers[0].image'];
  expect(placesOf(rule, beside(NGINX, HTTPD))).toEqual(expected);
  expect(placesOf(rule, pod(NGINX, HTTPD))).toEqual(['error httpd spec.containers[1].image']);
  expect(
    placesOf(rule, podOf({ initContainers: [NGINX, HTTPD].map((one) => ({ ...one, restartPolicy: 'Always' })) })),
  ).toEqual(['error httpd spec.initContainers[1].image']);
  expect(findingsOf(rule, pod(NGINX, HTTPD))[0].what).toBe(
    'it listens on port 80, as httpd:2.4 does by itself, and container "nginx" listens on port 80, as nginx:1.27 does by itself',
  );
});

test('reports each port of two images of one kind', () => {
  expect(placesOf(rule, pod(ENVOY, { ...ENVOY, name: 'envoy2' }))).toHaveLength(2);
});

test('finds what one declares and the other listens on by itself', () => {
  expect(placesOf(rule, pod({ ...APP, ports: [{ containerPort: 80 }] }, NGINX))).toEqual([
    'error nginx spec.containers[1].image',
  ]);
});

test.each([
  ['--health-check', { ...PROMETHEUS, args: ['--config.file=/etc/prometheus/prometheus.yml'] }, 9090],
  ['--quitquitquit', { name: 'pushgateway', image: 'prom/pushgateway:v1.9.0' }, 9091],
])('knows what cloud-sql-proxy opens with %s', (flag, other, port) => {
  const [finding, ...others] = findingsOf(rule, beside(proxy(flag), other));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ severity: 'error', container: other.name });
  expect(finding.what).toContain(`container "proxy" is told to listen on port ${port}`);
});

test('finds what is for all addresses beside what is for 127.0.0.1', () => {
  const proxy = {
    ...APP,
    name: 'proxy',
    args: ['--secure-listen-address=0.0.0.0:9100'],
    ports: [{ containerPort: 9100 }],
  };
  expect(placesOf(rule, pod({ ...APP, args: ['--web.listen-address=127.0.0.1:9100'] }, proxy))).toHaveLength(1);
});

test('only warns where a flag or variable is read by its usual meaning, and about copies of known images', () => {
  const app = { ...APP, args: ['--port', '8080'] };
  const web = { ...APP, name: 'web', image: 'example.com/web:1', env: [{ name: 'PORT', value: '8080' }] };
  expect(placesOf(rule, pod(app, web))).toEqual(['warning web spec.containers[1].env[0].value']);
  expect(placesOf(rule, pod(NGINX, { name: 'copy', image: 'example.com/mirror/nginx:1.27' }))).toEqual([
    'warning copy spec.containers[1].image',
  ]);
});

test.each([
  [
    'both declare the port, which is for another rule',
    pod({ ...APP, ports: [{ containerPort: 80 }] }, { ...HTTPD, ports: [{ containerPort: 80 }] }),
  ],
  [
    'configuration is mounted over that of the image',
    pod(NGINX, { ...HTTPD, volumeMounts: [{ name: 'c', mountPath: '/usr/local/apache2/conf' }] }),
  ],
  ['a command replaces the program', pod(NGINX, { ...HTTPD, command: ['sleep', 'infinity'] })],
  ['the flag names another port', beside(proxy('--health-check', '--http-port=9801'), PROMETHEUS)],
  [
    'the variable of the image names another port',
    pod(
      { name: 'a', image: 'grafana/grafana:11.2.0', env: [{ name: 'GF_SERVER_HTTP_PORT', value: '3001' }] },
      { name: 'b', image: 'grafana/grafana:11.2.0' },
    ),
  ],
  [
    'one is for 127.0.0.1, and the other for an address of its own',
    pod(
      { ...APP, args: ['--web.listen-address=127.0.0.1:9100'] },
      { ...APP, name: 'proxy', args: ['--secure-listen-address=[$(IP)]:9100'], ports: [{ containerPort: 9100 }] },
    ),
  ],
  ['an init container has ended', podOf({ initContainers: [NGINX], containers: [HTTPD] })],
  [
    'a program of the same image gets the same variables',
    pod(
      { ...APP, env: [{ name: 'PORT', value: '8080' }], ports: [{ containerPort: 8080 }] },
      { ...APP, name: 'worker', env: [{ name: 'PORT', value: '8080' }] },
    ),
  ],
  [
    'a flag names where somebody else listens',
    pod({ ...APP, args: ['--address=http://vault:8200'] }, { ...APP, name: 'b', ports: [{ containerPort: 8200 }] }),
  ],
])('is content where %s', (_, yaml) => {
  expect(placesOf(rule, yaml)).toEqual([]);
});
