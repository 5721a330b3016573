import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { droppedCapabilities as rule } from './dropped-capabilities';

const PLACE = 'spec.containers[0].securityContext.capabilities.drop';

function pod(container: object, drop: string[] = ['ALL'], add: string[] = []) {
  const securityContext = { capabilities: { drop, add } };
  return podOf({ containers: [{ name: 'app', securityContext, ...container }] });
}

test.each([
  'nginx:1.27',
  'redis:7.4',
  'postgres:16',
  'mysql:8.4',
  'mongo:8.0',
  'httpd:2.4',
  'envoyproxy/envoy:v1.36.6',
])('finds %s', (image) => {
  expect(placesOf(rule, pod({ image }))).toEqual([`error app ${PLACE}`]);
});

test('sees init containers and native sidecars', () => {
  const securityContext = { capabilities: { drop: ['all'] } };
  const initContainers = [
    { name: 'once', image: 'redis:7.4', securityContext },
    { name: 'cache', image: 'redis:7.4', restartPolicy: 'Always', securityContext },
  ];
  expect(placesOf(rule, podOf({ initContainers, containers: [] }))).toEqual([
    'error once spec.initContainers[0].securityContext.capabilities.drop',
    'error cache spec.initContainers[1].securityContext.capabilities.drop',
  ]);
});

test('names what is missing, and the user with whom nothing is', () => {
  expect(findingsOf(rule, pod({ image: 'redis:7.4' }, ['ALL'], ['CHOWN']))[0]).toMatchObject({
    what: 'redis:7.4 starts as root to become another user, for which it needs SETGID, SETUID, and they are dropped',
    happens: 'CrashLoopBackOff: setgid: Operation not permitted',
    fix:
      "set securityContext.runAsUser to 999, so that it need not become another user, or add SETGID, SETUID to app's " +
      'securityContext.capabilities.add',
  });
});

test('finds what is dropped by name, although it is added', () => {
  expect(placesOf(rule, pod({ image: 'redis:7.4' }, ['SETUID'], ['SETUID']))).toEqual([`error app ${PLACE}`]);
});

test('finds a program that has its capability in its file, whoever runs it', () => {
  const found = findingsOf(
    rule,
    pod({ image: 'caddy:2.11', securityContext: { runAsUser: 1000, capabilities: { drop: ['ALL'] } } }),
  );
  expect(found[0]).toMatchObject({
    severity: 'error',
    what: 'the program of caddy:2.11 has the capability NET_BIND_SERVICE in its file, and it is dropped',
    fix: "add NET_BIND_SERVICE to app's securityContext.capabilities.add",
  });
});

test('only warns where the folders may be the right ones already, or a mirror has the image', () => {
  expect(placesOf(rule, pod({ image: 'redis:7.4' }, ['ALL'], ['SETUID', 'SETGID']))).toEqual([`warning app ${PLACE}`]);
  expect(placesOf(rule, pod({ image: 'registry.example.com/redis:7.4' }))).toEqual([`warning app ${PLACE}`]);
});

const DROPPED = { capabilities: { drop: ['ALL'] } };

test.each([
  ['it starts as another user', { image: 'redis:7.4', securityContext: { runAsUser: 999, ...DROPPED } }],
  ['it steps down only where it may', { image: 'redis:8.2' }],
  ['it does not start as root', { image: 'nginxinc/nginx-unprivileged:1.27' }],
  ['the entrypoint is left out', { image: 'redis:7.4', command: ['redis-server'] }],
  ['a script is all the entrypoint sees', { image: 'redis:7.4', args: ['sh', '-c', 'exec redis-server'] }],
  ['another program runs', { image: 'postgres:16', command: ['sh', '-c', 'pg_dump -h db app > /tmp/dump'] }],
  ['it is told to stay root', { image: 'envoyproxy/envoy:v1.36.6', env: [{ name: 'ENVOY_UID', value: '0' }] }],
  ['it is privileged', { image: 'redis:7.4', securityContext: { privileged: true, ...DROPPED } }],
  ['nothing is known about the image', { image: 'example.com/app:1' }],
])('is content where %s', (_, container) => {
  expect(placesOf(rule, pod(container))).toEqual([]);
});

test.each([
  ['nginx:1.27', ['CHOWN', 'SETGID', 'SETUID', 'NET_BIND_SERVICE']],
  ['httpd:2.4', ['SETGID', 'SETUID']],
  ['caddy:2.11', ['CAP_NET_BIND_SERVICE']],
])('is content where %s gets back what it needs', (image, add) => {
  expect(placesOf(rule, pod({ image }, ['ALL'], add))).toEqual([]);
});
