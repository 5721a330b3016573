import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { KubernetesVersion } from '../../kubernetes-version';
import { stopsBeforeMain as rule } from './stops-before-main';

const volumes = [{ name: 'logs', emptyDir: {} }];
const volumeMounts = [{ name: 'logs', mountPath: '/logs' }];
const APP = { name: 'app', image: 'example.com/app:1', volumeMounts };
const LOGS = { name: 'logs', image: 'fluent/fluent-bit:3.2.0', volumeMounts };
const PROXY = {
  name: 'proxy',
  image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.25.3',
  args: ['--port=5432', 'p:r:db'],
};
const CALLER = { ...APP, env: [{ name: 'DB_HOST', value: '127.0.0.1' }] };
const exec = (...command: string[]) => ({ lifecycle: { preStop: { exec: { command } } } });

test('finds a log shipper that is stopped with the one who writes', () => {
  const pod = podOf({ containers: [APP, LOGS], volumes });
  expect(placesOf(rule, pod)).toEqual(['warning logs spec.containers[1]']);
  expect(findingsOf(rule, pod)[0]).toMatchObject({
    what: 'it is a regular container, and it ships the logs that app writes',
    fix: 'move logs to spec.initContainers with restartPolicy: Always: it is stopped last',
  });
});

test('finds a proxy that is stopped with the one who connects through it', () => {
  expect(findingsOf(rule, podOf({ containers: [CALLER, PROXY], volumes }))[0]?.what).toBe(
    'it is a regular container, and app connects through it',
  );
});

test.each([
  [exec('sh', '-c', 'sleep 5; kill 1')],
  [exec('pkill', 'envoy')],
  [exec('wget', '-qO-', 'http://localhost:9901/quitquitquit')],
  [exec('nginx', '-s', 'quit')],
  [{ lifecycle: { preStop: { httpGet: { path: '/quitquitquit', port: 9091 } } } }],
])('finds a native sidecar that stops itself: %j', (lifecycle) => {
  const initContainers = [{ ...PROXY, restartPolicy: 'Always', ...lifecycle }];
  expect(placesOf(rule, podOf({ initContainers, containers: [APP] }))).toEqual([
    'warning proxy spec.initContainers[0].lifecycle.preStop',
  ]);
});

test.each<[string, object]>([
  [
    'the log shipper is a native sidecar',
    { initContainers: [{ ...LOGS, restartPolicy: 'Always' }], containers: [APP] },
  ],
  ['a hook holds it', { containers: [APP, { ...LOGS, ...exec('sleep', '10') }] }],
  ['the log shipper has its own logs', { containers: [{ ...APP, volumeMounts: [] }, LOGS] }],
  ['nobody connects through the proxy', { containers: [APP, PROXY] }],
  ['it is the only container', { containers: [LOGS] }],
  [
    'the hook of a native sidecar only waits',
    { initContainers: [{ ...PROXY, restartPolicy: 'Always', ...exec('sleep', '5') }], containers: [CALLER] },
  ],
  ['a main container stops itself', { containers: [{ ...APP, ...exec('nginx', '-s', 'quit') }] }],
])('is content where %s', (_, spec) => expect(placesOf(rule, podOf({ ...spec, volumes }))).toEqual([]));

test('is content where there is nothing better', () => {
  const context = { version: KubernetesVersion.parse('1.28', 'test') };
  expect(placesOf(rule, podOf({ containers: [APP, LOGS], volumes }), context)).toEqual([]);
});
