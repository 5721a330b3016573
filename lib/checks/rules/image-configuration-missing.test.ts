import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { imageConfigurationMissing as rule } from './image-configuration-missing';

function pod(container: object, spec: object = {}) {
  return podOf({ ...spec, containers: [{ name: 'app', ...container }] });
}

test.each([
  ['postgres:16', "set POSTGRES_PASSWORD in app's env"],
  ['mysql:8.4', "set MYSQL_ROOT_PASSWORD in app's env"],
  ['mariadb:11.4', "set MARIADB_ROOT_PASSWORD in app's env"],
  ['registry.k8s.io/git-sync/git-sync:v4.7.1', "set GITSYNC_REPO in app's env"],
  ['quay.io/oauth2-proxy/oauth2-proxy:v7.15.3', "set OAUTH2_PROXY_COOKIE_SECRET in app's env"],
  ['hashicorp/http-echo:0.2.3', "give -text in app's args"],
  ['haproxy:3.2', 'mount a ConfigMap or Secret with it at /usr/local/etc/haproxy'],
  ['gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.25.3', "give it in app's args"],
])('knows what %s needs', (image, fix) => {
  expect(placesOf(rule, pod({ image }))).toEqual(['error app spec.containers[0]']);
  expect(findingsOf(rule, pod({ image }))[0]?.fix).toBe(fix);
});

test('sees init containers and native sidecars', () => {
  const image = 'registry.k8s.io/git-sync/git-sync:v4.7.1';
  const initContainers = [
    { name: 'clone', image, args: ['--one-time'] },
    { name: 'sync', image, restartPolicy: 'Always', args: ['--period=1m'] },
  ];
  expect(placesOf(rule, podOf({ initContainers, containers: [] }))).toEqual([
    'error clone spec.initContainers[0]',
    'error sync spec.initContainers[1]',
  ]);
});

test('names the list that the value belongs into, and says what is needed', () => {
  const env = [{ name: 'POSTGRES_USER', value: 'app' }];
  expect(findingsOf(rule, pod({ image: 'postgres:16', env }))[0]).toMatchObject({
    path: ['spec', 'containers', 0, 'env'],
    what:
      'postgres:16 is given none of what it needs to start: POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE, or ' +
      'POSTGRES_HOST_AUTH_METHOD=trust, for an empty data folder',
  });
});

test('takes an empty value for none', () => {
  expect(placesOf(rule, pod({ image: 'postgres:16', env: [{ name: 'POSTGRES_PASSWORD', value: '' }] }))).toHaveLength(
    1,
  );
});

test('only warns where a database may be there already, or a mirror has the image', () => {
  const volumeMounts = [{ name: 'data', mountPath: '/var/lib/postgresql/data' }];
  const claim = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'db' } }] };
  const scratch = { volumes: [{ name: 'data', emptyDir: {} }] };
  expect(placesOf(rule, pod({ image: 'postgres:16', volumeMounts }, claim))).toEqual([
    'warning app spec.containers[0]',
  ]);
  expect(placesOf(rule, pod({ image: 'postgres:16', volumeMounts }, scratch))).toEqual([
    'error app spec.containers[0]',
  ]);
  const initContainers = [{ name: 'restore', image: 'example.com/restore:1', volumeMounts }];
  expect(placesOf(rule, pod({ image: 'postgres:16', volumeMounts }, { ...scratch, initContainers }))).toEqual([
    'warning app spec.containers[0]',
  ]);
  expect(placesOf(rule, pod({ image: 'registry.example.com/postgres:16' }))).toEqual([
    'warning app spec.containers[0]',
  ]);
});

test.each([
  ['a Secret has the password', { image: 'postgres:16', env: [{ name: 'POSTGRES_PASSWORD', valueFrom: {} }] }],
  ['a variable stands for it', { image: 'mysql:8.4', env: [{ name: 'MYSQL_RANDOM_ROOT_PASSWORD', value: 'yes' }] }],
  ['variables come from elsewhere', { image: 'postgres:16', envFrom: [{ secretRef: { name: 'db' } }] }],
  [
    'an argument says it',
    { image: 'registry.k8s.io/git-sync/git-sync:v4.7.1', args: ['--repo=https://example.com/a'] },
  ],
  ['a file says it', { image: 'quay.io/oauth2-proxy/oauth2-proxy:v7.15.3', args: ['--config', '/etc/proxy.cfg'] }],
  ['the file is mounted', { image: 'haproxy:3.2', volumeMounts: [{ name: 'c', mountPath: '/usr/local/etc/haproxy' }] }],
  ['another file is named', { image: 'haproxy:3.2', args: ['haproxy', '-f', '/config/haproxy.cfg'] }],
  ['the instance is named', { image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.25.3', args: ['a:b:c'] }],
  ['a client of the database runs', { image: 'postgres:16', command: ['pg_dump', '-h', 'db'] }],
  ['a script runs', { image: 'mysql:8.4', command: ['sh', '-c', 'mysql -h db < /dump.sql'] }],
  ['the image starts without', { image: 'nginx:1.27' }],
  ['nothing is known about the image', { image: 'example.com/app:1' }],
])('is content where %s', (_, container) => {
  expect(placesOf(rule, pod(container))).toEqual([]);
});
