import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { mountHidesFiles as rule } from './mount-hides-files';

const PLACE = 'spec.containers[0].volumeMounts[0].mountPath';
const EMPTY = { emptyDir: {} };
const MAP = { configMap: { name: 'web' } };

function pod(mount: object, volume: object = MAP, container: object = {}, spec: object = {}) {
  const containers = [{ name: 'web', image: 'nginx:1.27', volumeMounts: [{ name: 'v', ...mount }], ...container }];
  return podOf({ volumes: [{ name: 'v', ...volume }], containers, ...spec });
}

function withMap(data: { [key: string]: string }, yaml: string) {
  return `${JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, data })}\n---\n${yaml}`;
}

test('finds an empty volume where the configuration is', () => {
  for (const mountPath of ['/etc/nginx', '/etc']) {
    expect(placesOf(rule, pod({ mountPath }, EMPTY))).toEqual([`error web ${PLACE}`]);
  }
  expect(findingsOf(rule, pod({ mountPath: '/etc/nginx' }, EMPTY))[0]).toMatchObject({
    severity: 'error',
    what:
      'volume "v" hides what nginx:1.27 has in /etc/nginx, and /etc/nginx/nginx.conf and /etc/nginx/mime.types are not ' +
      'in it',
    happens: 'CrashLoopBackOff: /etc/nginx/nginx.conf: No such file or directory',
    fix: 'leave the mount out, or let an init container fill the volume',
  });
});

test('sees init containers and native sidecars', () => {
  const volumeMounts = [{ name: 'v', mountPath: '/' }];
  const initContainers = [
    { name: 'setup', image: 'example.com/a:1', volumeMounts },
    { name: 'helper', image: 'example.com/b:1', restartPolicy: 'Always', volumeMounts },
  ];
  expect(placesOf(rule, podOf({ volumes: [{ name: 'v', hostPath: { path: '/' } }], initContainers }))).toEqual([
    'error setup spec.initContainers[0].volumeMounts[0].mountPath',
    'error helper spec.initContainers[1].volumeMounts[0].mountPath',
  ]);
});

test('reads the ConfigMap to tell what is missing', () => {
  const yaml = pod({ mountPath: '/etc/nginx' });
  const config = 'http { include /etc/nginx/mime.types; }';
  expect(findingsOf(rule, withMap({ 'nginx.conf': config }, yaml))[0]).toMatchObject({
    severity: 'error',
    fix: 'mount your own files one by one, each with its subPath, or put mime.types into the volume as well',
  });
  expect(placesOf(rule, withMap({ 'default.conf': '' }, yaml))).toEqual([`error web ${PLACE}`]);
  expect(placesOf(rule, withMap({ 'nginx.conf': 'events {}' }, yaml))).toEqual([]);
  expect(placesOf(rule, withMap({ 'nginx.conf': config, 'mime.types': '' }, yaml))).toEqual([]);
});

test('takes the items of the volume for its files', () => {
  const items = [{ key: 'config', path: 'nginx.conf' }];
  const yaml = pod({ mountPath: '/etc/nginx' }, { configMap: { name: 'web', items } });
  expect(placesOf(rule, yaml)).toEqual([]);
  expect(placesOf(rule, withMap({ config: 'include mime.types;' }, yaml))).toEqual([`error web ${PLACE}`]);
});

test('only warns where the ConfigMap cannot be seen, and does not where one file is all there is', () => {
  expect(placesOf(rule, pod({ mountPath: '/etc/nginx' }))).toEqual([`warning web ${PLACE}`]);
  const image = 'prom/prometheus:v3.5.0';
  expect(placesOf(rule, pod({ mountPath: '/etc/prometheus' }, MAP, { image }))).toEqual([]);
});

test('finds nginx without a server', () => {
  const yaml = pod({ mountPath: '/etc/nginx/conf.d' }, EMPTY);
  expect(placesOf(rule, yaml)).toEqual([`error web ${PLACE}`]);
  expect(findingsOf(rule, yaml)[0]?.what).toBe(
    'volume "v" hides default.conf in /etc/nginx/conf.d, and has no file that ends in .conf itself',
  );
  const map = pod({ mountPath: '/etc/nginx/conf.d' });
  expect(placesOf(rule, withMap({ nginx: 'server {}' }, map))).toEqual([`error web ${PLACE}`]);
  expect(placesOf(rule, withMap({ 'web.conf': 'server {}' }, map))).toEqual([]);
});

test('finds templates whose script is hidden', () => {
  const volumeMounts = [
    { name: 'v', mountPath: '/docker-entrypoint.d' },
    { name: 'v', mountPath: '/etc/nginx/templates' },
  ];
  expect(placesOf(rule, pod({}, MAP, { volumeMounts }))).toEqual([`error web ${PLACE}`]);
});

test('finds an empty volume above the content', () => {
  expect(findingsOf(rule, pod({ mountPath: '/usr/share/nginx' }, EMPTY))[0]?.fix).toBe(
    'mount it at /usr/share/nginx/html, and fill it',
  );
});

test('finds a folder in the place of a file', () => {
  const known = pod({ mountPath: '/etc/nginx/nginx.conf' });
  expect(placesOf(rule, known)).toEqual([`error web ${PLACE}`]);
  expect(findingsOf(rule, known)[0]?.fix).toBe('add subPath: nginx.conf to the mount');
  const own = pod({ mountPath: '/app/config.yaml' }, MAP, { image: 'example.com/app:1' });
  expect(findingsOf(rule, withMap({ 'config.yaml': '' }, own))[0]).toMatchObject({
    severity: 'warning',
    what: '/app/config.yaml is the name of a file in volume "v", and the mount makes it a folder',
    fix: 'add subPath: config.yaml to the mount, or mount the volume at /app',
  });
  expect(placesOf(rule, own)).toEqual([]);
});

test('finds an empty volume over the programs, surely where the image is known', () => {
  expect(placesOf(rule, pod({ mountPath: '/bin' }, EMPTY, { image: 'busybox:1.36' }))).toEqual([`error web ${PLACE}`]);
  expect(placesOf(rule, pod({ mountPath: '/bin' }, EMPTY, { image: 'example.com/a:1' }))).toEqual([
    `warning web ${PLACE}`,
  ]);
});

test('only warns about an image elsewhere', () => {
  const container = { image: 'registry.example.com/nginx:1.27' };
  expect(placesOf(rule, pod({ mountPath: '/etc/nginx' }, EMPTY, container))).toEqual([`warning web ${PLACE}`]);
});

const FILLED = {
  initContainers: [
    { name: 'fill', image: 'nginx:1.27', command: ['cp'], volumeMounts: [{ name: 'v', mountPath: '/x' }] },
  ],
};

test.each([
  ['an init container fills the volume', { mountPath: '/etc/nginx' }, EMPTY, {}, FILLED],
  ['one file is mounted', { mountPath: '/etc/nginx/nginx.conf', subPath: 'nginx.conf' }, MAP, {}, {}],
  ['servers are mounted', { mountPath: '/etc/nginx/conf.d' }, MAP, {}, {}],
  ['content is mounted', { mountPath: '/usr/share/nginx/html' }, MAP, {}, {}],
  ['programs are added where the image has none', { mountPath: '/usr/local/bin' }, MAP, { image: 'alpine:3.20' }, {}],
  ['another folder is mounted', { mountPath: '/etc/nginx/snippets' }, MAP, {}, {}],
  ['another program runs', { mountPath: '/etc/nginx' }, EMPTY, { command: ['sh', '-c', 'cp -r /x/. /etc/nginx'] }, {}],
  ['the configuration is elsewhere', { mountPath: '/etc/nginx' }, MAP, { args: ['nginx', '-c', '/c/nginx.conf'] }, {}],
  ['a claim may have the files', { mountPath: '/etc/nginx' }, { persistentVolumeClaim: { claimName: 'c' } }, {}, {}],
  ['a file of the node is mounted', { mountPath: '/etc/localtime' }, { hostPath: { path: '/etc/localtime' } }, {}, {}],
  ['a folder of the node is mounted', { mountPath: '/lib/modules' }, { hostPath: { path: '/lib/modules' } }, {}, {}],
])('is content where %s', (_, mount, volume, container, spec) => {
  expect(placesOf(rule, pod(mount, volume, container, spec))).toEqual([]);
});

test('is content with a scratch folder for what nginx makes of its templates', () => {
  const volumeMounts = [
    { name: 'v', mountPath: '/etc/nginx/conf.d' },
    { name: 't', mountPath: '/etc/nginx/templates' },
  ];
  const volumes = [
    { name: 'v', emptyDir: {} },
    { name: 't', configMap: { name: 't' } },
  ];
  expect(placesOf(rule, pod({}, EMPTY, { volumeMounts }, { volumes }))).toEqual([]);
});
