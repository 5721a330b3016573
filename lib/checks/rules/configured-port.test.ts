import { findingsOf, placesOf } from '../../../test/checks';
import { configuredPort as rule } from './configured-port';

interface Case {
  readonly container?: object;
  readonly mount?: object;
  readonly volume?: object;
  readonly more?: readonly object[];
}

/** A Pod of one server, and a ConfigMap with the files of its volume. */
function server(image: string, mountPath: string, files: object, given: Case = {}): string {
  const { container, mount, volume = { configMap: { name: 'conf' } }, more = [] } = given;
  const volumeMounts = [{ name: 'conf', mountPath, ...mount }];
  const containers = [{ name: 'web', image, volumeMounts, ...container }, ...more];
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pod' },
    spec: { containers, volumes: [{ name: 'conf', ...volume }] },
  };
  const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'conf' }, data: files };
  return [pod, configMap].map((object) => JSON.stringify(object)).join('\n---\n');
}

const nginx = (conf: string, given: Case = {}) =>
  server('nginx:1.27-alpine', '/etc/nginx/conf.d', { 'default.conf': conf }, given);
const haproxy = (cfg: string, given: Case = {}) =>
  server('haproxy:3.0', '/usr/local/etc/haproxy', { 'haproxy.cfg': cfg }, given);
const ports = (...numbers: number[]) => ({ ports: numbers.map((containerPort) => ({ containerPort })) });
const probe = (port: unknown) => ({ readinessProbe: { httpGet: { port } } });

test('finds a port that is declared and not listened on', () => {
  const yaml = nginx('server {\n  listen 8080;\n}\n', { container: ports(8080, 80) });
  expect(placesOf(rule, yaml)).toEqual(['warning web spec.containers[0].ports[1].containerPort']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'it declares port 80, and its configuration lets nginx listen on 8080 only',
    happens: 'Connection refused for whoever is led there',
    fix: 'write 8080, or let the configuration listen on 80',
  });
});

test.each<[string, object]>([
  ['by number', { ports: [{ containerPort: 80 }], ...probe(80) }],
  ['by name', { ports: [{ containerPort: 80, name: 'http' }], ...probe('http') }],
])('says so once where a probe dials it %s', (_, container) => {
  const [finding, ...others] = findingsOf(rule, nginx('server { listen 8080; }', { container }));
  expect(finding).toMatchObject({
    severity: 'error',
    happens: 'Connection refused for its readinessProbe, so that the Pod never gets ready',
  });
  expect(others).toEqual([]);
});

test('finds a probe of a port that is not declared', () => {
  const yaml = nginx('server { listen 80; }', { container: { livenessProbe: { tcpSocket: { port: 8080 } } } });
  expect(placesOf(rule, yaml)).toEqual(['error web spec.containers[0].livenessProbe.tcpSocket.port']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'its livenessProbe dials port 8080, and its configuration lets nginx listen on 80 only',
    happens: 'Connection refused for its livenessProbe, so that the container is restarted again and again',
  });
});

test('finds what is listened on for the Pod itself only', () => {
  const yaml = haproxy('frontend redis\n  bind 127.0.0.1:6379\n', { container: ports(6379) });
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'it declares port 6379, and its configuration lets haproxy listen on 6379 on 127.0.0.1 only',
    fix: 'let the configuration listen on 6379, for all addresses',
  });
});

test('is less sure of images of other registries', () => {
  const yaml = server(
    'registry.example.com/nginx:1.27',
    '/etc/nginx/conf.d',
    { 'a.conf': 'server { listen 81; }' },
    { container: { ...ports(80), ...probe(80) } },
  );
  expect(placesOf(rule, yaml)).toEqual(['warning web spec.containers[0].ports[0].containerPort']);
});

const MAIN = 'events {}\nhttp {\n  include mime.types;\n  include /etc/nginx/servers/*.conf;\n}\n';

test.each<[string, string]>([
  [
    'a file in the place of the one of the image',
    nginx('server { listen 81; }', {
      container: ports(80),
      mount: { mountPath: '/etc/nginx/conf.d/default.conf', subPath: 'default.conf' },
    }),
  ],
  [
    'a main file without others',
    server(
      'nginx:1.27',
      '/etc/nginx/nginx.conf',
      { main: 'http { server { listen 81; } }' },
      { container: ports(80), mount: { subPath: 'main' } },
    ),
  ],
  [
    'files that are included',
    server(
      'nginx:1.27',
      '/etc/nginx',
      { 'nginx.conf': MAIN, 'web.conf': 'server { listen [::]:81; }' },
      {
        container: ports(80),
        volume: {
          configMap: {
            name: 'conf',
            items: [
              { key: 'nginx.conf', path: 'nginx.conf' },
              { key: 'web.conf', path: 'servers/web.conf' },
            ],
          },
        },
      },
    ),
  ],
  [
    'a server for another protocol',
    server(
      'nginx:1.27',
      '/etc/nginx/nginx.conf',
      { main: 'stream { server { listen 80 udp; } }' },
      { container: ports(80), mount: { subPath: 'main' } },
    ),
  ],
  [
    'a port that is a comment',
    nginx('# server { listen 80; }\nserver {\n  # listen 80;\n  listen 81;\n}', { container: ports(80) }),
  ],
  [
    'a configuration by its name',
    haproxy('frontend a\n  bind :81,:82\n', {
      container: { ...ports(80), args: ['haproxy', '-f', '/usr/local/etc/haproxy/haproxy.cfg'] },
    }),
  ],
])('reads %s', (_, yaml) =>
  expect(placesOf(rule, yaml)).toEqual(['warning web spec.containers[0].ports[0].containerPort']),
);

test.each<[string, string]>([
  [
    'ports as they are configured',
    nginx('server { listen 80 default_server; listen [::]:80; }\nserver { listen 127.0.0.1:8081; }', {
      container: { ...ports(80), ...probe(80) },
    }),
  ],
  [
    'servers beside that of the image',
    nginx('server { listen 81; }', {
      container: ports(80, 81),
      mount: { mountPath: '/etc/nginx/conf.d/more.conf', subPath: 'default.conf' },
    }),
  ],
  [
    'a probe of another container',
    nginx('server { listen 80; }', {
      container: probe(9113),
      more: [{ name: 'exporter', image: 'app:1', ...ports(9113) }],
    }),
  ],
  [
    'a probe by a command',
    nginx('server { listen 81; }', { container: { livenessProbe: { exec: { command: ['true'] } } } }),
  ],
  [
    'another address to probe',
    nginx('server { listen 81; }', { container: { livenessProbe: { httpGet: { port: 80, host: 'example.com' } } } }),
  ],
  [
    'several listeners of HAProxy',
    haproxy('frontend a\n  bind *:80\n  bind ipv4@:8404,/run/a.sock\n', { container: ports(80, 8404) }),
  ],
])('is content with %s', (_, yaml) => expect(placesOf(rule, yaml)).toEqual([]));

/** In so many ways, all of which mean the same file. */
const includes = (count: number) =>
  Array.from({ length: count }, (_, way) =>
    'default'.replace(/./g, (letter, at: number) => ((way >> at) & 1 ? '?' : letter)),
  )
    .map((name) => `include conf.d/${name}.conf;`)
    .join('\n');
const wrong = { container: { ...ports(80), ...probe(80) } };

test.each<[string, string]>([
  ['a server that does not say where it listens', nginx('server { root /a; }\nserver { listen 81; }', wrong)],
  ['an address without a port', nginx('server { listen 10.0.0.1; }', wrong)],
  ['what is filled in later', nginx('server { listen ${PORT}; }', wrong)],
  ['no server at all', nginx('upstream a { server b:81; }', wrong)],
  ['files that are not in the manifests', nginx('include /etc/secret/*.conf; server { listen 81; }', wrong)],
  ['a pattern that takes long', nginx(`include conf.d/d*e*f*a*u*lt.conf; server { listen 81; }`, wrong)],
  ['more includes than anybody has', nginx(`${includes(101)} server { listen 81; }`, wrong)],
  [
    'templates',
    server('nginx:1.27', '/etc/nginx/templates', { 'default.conf.template': 'server { listen 81; }' }, wrong),
  ],
  ['a folder that something else fills', nginx('', { ...wrong, volume: { emptyDir: {} } })],
  [
    'a ConfigMap that is not there',
    nginx('server { listen 81; }', { ...wrong, volume: { configMap: { name: 'other' } } }),
  ],
  ['a Secret', nginx('server { listen 81; }', { ...wrong, volume: { secret: { secretName: 'conf' } } })],
  [
    'another configuration',
    nginx('server { listen 81; }', { container: { ...wrong.container, args: ['nginx', '-c', '/a.conf'] } }),
  ],
  [
    'a script',
    nginx('server { listen 81; }', { container: { ...wrong.container, command: ['sh', '-c', 'nginx & app'] } }),
  ],
  ['another program', server('caddy:2', '/etc/caddy', { Caddyfile: ':81 {\n}\n' }, wrong)],
  ['an address of the section', haproxy('frontend a :80\n  bind :81\n', wrong)],
  ['a variable', haproxy('frontend a\n  bind :"$PORT"\n', wrong)],
  ['another file', haproxy('frontend a\n  bind :81\n', { container: { ...wrong.container, args: ['-f', '/a.cfg'] } })],
  ['wrong types', nginx('server { listen 81; }', { container: { ports: [null, 5], readinessProbe: 5 } })],
])('leaves %s alone', (_, yaml) => expect(placesOf(rule, yaml)).toEqual([]));
