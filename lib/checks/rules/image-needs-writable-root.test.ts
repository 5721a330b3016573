import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { imageNeedsWritableRoot as rule } from './image-needs-writable-root';

const READ_ONLY = { readOnlyRootFilesystem: true };
const PLACE = 'spec.containers[0].securityContext.readOnlyRootFilesystem';

const volumes = ['cache', 'run', 'tmp', 'data', 'conf'].map((name) => ({ name, emptyDir: {} }));

function mounts(paths: { [name: string]: string }) {
  return Object.entries(paths).map(([name, mountPath]) => ({ name, mountPath }));
}

function web(container: object) {
  return podOf({
    volumes,
    containers: [{ name: 'web', image: 'nginx:1.27', securityContext: READ_ONLY, ...container }],
  });
}

test('names every folder that is missing', () => {
  expect(placesOf(rule, web({}))).toEqual([`error web ${PLACE}`]);
  expect(findingsOf(rule, web({}))[0]).toMatchObject({
    what: 'nginx:1.27 must write to /var/cache/nginx and /run to start, and the root is read-only',
    happens: 'CrashLoopBackOff: it ends with "Read-only file system" on /var/cache/nginx',
    fix: 'mount an emptyDir at /var/cache/nginx and /run',
  });
  const half = web({ volumeMounts: mounts({ cache: '/var/cache/nginx' }) });
  expect(findingsOf(rule, half)[0]?.fix).toBe('mount an emptyDir at /run');
});

test('sees init containers and native sidecars', () => {
  const initContainers = [
    { name: 'clone', image: 'registry.k8s.io/git-sync/git-sync:v4.7.1', securityContext: READ_ONLY },
    { name: 'proxy', image: 'httpd:2.4', restartPolicy: 'Always', securityContext: READ_ONLY },
  ];
  expect(placesOf(rule, podOf({ initContainers, containers: [] }))).toEqual([
    'error clone spec.initContainers[0].securityContext.readOnlyRootFilesystem',
    'error proxy spec.initContainers[1].securityContext.readOnlyRootFilesystem',
  ]);
});

test('finds a mount that cannot be written to', () => {
  const volumeMounts = [
    { name: 'cache', mountPath: '/var/cache/nginx' },
    { name: 'run', mountPath: '/var/run', readOnly: true },
  ];
  expect(placesOf(rule, web({ volumeMounts, securityContext: {} }))).toEqual([
    'error web spec.containers[0].volumeMounts[1]',
  ]);
  expect(findingsOf(rule, web({ volumeMounts }))[0]?.fix).toBe('mount a volume at /var/run that can be written to');
});

test('finds an empty volume that hides a folder of the image', () => {
  const volumeMounts = mounts({ data: '/var/cache' });
  expect(placesOf(rule, web({ volumeMounts, securityContext: {} }))).toEqual([
    'error web spec.containers[0].volumeMounts[0].mountPath',
  ]);
  expect(findingsOf(rule, web({ volumeMounts, securityContext: {} }))[0]).toMatchObject({
    what: 'nginx:1.27 must write to /var/cache/nginx to start, and the empty volume "data" at /var/cache hides that folder',
    happens: 'CrashLoopBackOff: it ends with "No such file or directory" on /var/cache/nginx',
    fix: 'mount an emptyDir at /var/cache/nginx as well, or "data" elsewhere',
  });
  const logs = {
    image: 'nginxinc/nginx-unprivileged:1.27',
    volumeMounts: mounts({ data: '/var/log' }),
    securityContext: {},
  };
  expect(findingsOf(rule, web(logs))[0]?.fix).toBe('mount an emptyDir at /var/log/nginx as well, or "data" elsewhere');
  const mirrored = { image: 'registry.example.com/nginx:1.27', volumeMounts, securityContext: {} };
  expect(placesOf(rule, web(mirrored))).toEqual(['warning web spec.containers[0].volumeMounts[0].mountPath']);
});

test('does not find a volume in which the folder is, or may be', () => {
  const below = mounts({ data: '/var', cache: '/var/cache/nginx', tmp: '/var/log/nginx' });
  expect(placesOf(rule, web({ volumeMounts: below, securityContext: {} }))).toEqual([]);
  const claim = { name: 'claim', persistentVolumeClaim: { claimName: 'var' } };
  const volumeMounts = [{ name: 'claim', mountPath: '/var' }];
  const containers = [{ name: 'web', image: 'nginx:1.27', volumeMounts }];
  expect(placesOf(rule, podOf({ volumes: [claim], containers }))).toEqual([]);
  const filled = { name: 'fill', image: 'example.com/fill:1', volumeMounts: mounts({ data: '/to' }) };
  const nginx = { name: 'web', image: 'nginx:1.27', volumeMounts: mounts({ data: '/var' }) };
  expect(placesOf(rule, podOf({ volumes, initContainers: [filled], containers: [nginx] }))).toEqual([]);
  const conf = { name: 'conf', mountPath: '/etc/nginx/nginx.conf', subPath: 'nginx.conf' };
  const own = [...mounts({ data: '/var' }), conf];
  expect(placesOf(rule, web({ volumeMounts: own, securityContext: {} }))).toEqual([]);
});

test('finds folders that belong to root and a user who is not', () => {
  expect(placesOf(rule, web({ securityContext: { runAsUser: 101 } }))).toEqual([
    'error web spec.containers[0].securityContext.runAsUser',
  ]);
  const containers = [{ name: 'web', image: 'httpd:2.4' }];
  const pod = podOf({ securityContext: { runAsUser: 33 }, containers });
  expect(placesOf(rule, pod)).toEqual(['error web spec.securityContext.runAsUser']);
  expect(findingsOf(rule, pod)[0]?.happens).toContain('Permission denied');
});

test('finds it where the program is started by name or from a script', () => {
  expect(placesOf(rule, web({ command: ['nginx', '-g', 'daemon off;'] }))).toEqual([`error web ${PLACE}`]);
  const script = ['sh', '-c', 'envsubst < /a > /dev/null && exec nginx -g "daemon off;"'];
  expect(placesOf(rule, web({ command: script }))).toEqual([`warning web ${PLACE}`]);
  expect(placesOf(rule, web({ args: script }))).toEqual([`warning web ${PLACE}`]);
});

test('only warns where the runtime may make the folder, or a mirror has the image', () => {
  const prometheus = { image: 'prom/prometheus:v3.5.0' };
  expect(placesOf(rule, web(prometheus))).toEqual([`warning web ${PLACE}`]);
  expect(placesOf(rule, web({ image: 'registry.example.com/nginx:1.27' }))).toEqual([`warning web ${PLACE}`]);
});

test('only warns where the main configuration is replaced and no other folder can be written to', () => {
  const volumeMounts = [{ name: 'conf', mountPath: '/etc/nginx/nginx.conf', subPath: 'nginx.conf', readOnly: true }];
  expect(placesOf(rule, web({ volumeMounts }))).toEqual([`warning web ${PLACE}`]);
  const withTmp = [...volumeMounts, { name: 'tmp', mountPath: '/tmp' }];
  expect(placesOf(rule, web({ volumeMounts: withTmp }))).toEqual([]);
});

test('is sure of the pid file where only servers are configured', () => {
  const volumeMounts = [{ name: 'conf', mountPath: '/etc/nginx/conf.d' }, ...mounts({ tmp: '/tmp' })];
  expect(findingsOf(rule, web({ volumeMounts }))[0]).toMatchObject({
    severity: 'error',
    fix: 'mount an emptyDir at /run',
  });
});

test.each([
  ['everything is mounted', { volumeMounts: mounts({ cache: '/var/cache/nginx', run: '/run' }) }],
  ['the pid file goes through a link', { volumeMounts: mounts({ cache: '/var/cache/nginx', run: '/var/run/' }) }],
  [
    'a folder above is mounted as well',
    { volumeMounts: mounts({ data: '/var/cache', cache: '/var/cache/nginx', run: '/run' }) },
  ],
  ['the root can be written to', { securityContext: {} }],
  ['root may write', { securityContext: { runAsUser: 0 } }],
  ['another program runs', { command: ['sleep', 'infinity'] }],
  ['only the configuration is tested', { command: ['nginx', '-t'] }],
  ['the image needs nothing', { image: 'redis:8.2' }],
  ['nothing is known about the image', { image: 'example.com/app:1' }],
  [
    'data and socket are elsewhere',
    {
      image: 'postgres:16',
      env: [{ name: 'PGDATA', value: '/data/pg' }],
      volumeMounts: mounts({ data: '/data', run: '/var/run/postgresql' }),
    },
  ],
  [
    'the pid file is set by an argument',
    {
      args: ['nginx', '-g', 'daemon off; pid /tmp/nginx.pid;'],
      volumeMounts: mounts({ cache: '/var/cache/nginx', tmp: '/tmp' }),
    },
  ],
])('is content where %s', (_, container) => {
  expect(placesOf(rule, web(container))).toEqual([]);
});
