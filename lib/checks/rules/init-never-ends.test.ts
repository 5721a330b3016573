import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { KubernetesVersion } from '../../kubernetes-version';
import { initNeverEnds as rule } from './init-never-ends';

const WEB = { name: 'web', image: 'nginx:1.27' };
const LOGS = { name: 'logs', image: 'busybox:1.36', command: ['sh', '-c', 'tail -F /log/app.log'] };
const OLD = { version: KubernetesVersion.parse('1.28', 'test') };

test('finds an init container that serves', () => {
  const initContainers = [LOGS, { name: 'proxy', image: 'envoyproxy/envoy:v1.31.0' }];
  expect(placesOf(rule, podOf({ initContainers, containers: [WEB] }))).toEqual([
    'error logs spec.initContainers[0].command[2]',
    'error proxy spec.initContainers[1].image',
  ]);
  expect(findingsOf(rule, podOf({ initContainers: [LOGS], containers: [WEB] }))[0]).toMatchObject({
    what: 'its script never ends, and everything after this init container waits for its end',
    fix: 'give logs restartPolicy: Always, which makes it a native sidecar, or let it end',
  });
});

test('only warns where the image has no more than the name of a known one', () => {
  const initContainers = [{ name: 'cache', image: 'registry.example.com/redis:7' }];
  expect(placesOf(rule, podOf({ initContainers, containers: [WEB] }))).toEqual([
    'warning cache spec.initContainers[0].image',
  ]);
});

test('finds native sidecars where the cluster has none', () => {
  const pod = podOf({ initContainers: [{ ...LOGS, restartPolicy: 'Always' }], containers: [WEB] });
  expect(placesOf(rule, pod, OLD)).toEqual(['error logs spec.initContainers[0].restartPolicy']);
  expect(placesOf(rule, pod)).toEqual([]);
  const [finding] = findingsOf(rule, podOf({ initContainers: [LOGS], containers: [WEB] }), OLD);
  expect(finding?.fix).toBe('move logs to spec.containers, or let it end');
});

test.each<[string, object]>([
  ['it does its work and ends', { ...LOGS, command: ['sh', '-c', 'mkdir -p /data/x && chown 101 /data/x'] }],
  ['it waits for something to come', { ...LOGS, command: ['sh', '-c', 'until nslookup db; do sleep 2; done'] }],
  ['it may end', { ...LOGS, command: ['sh', '-c', 'while true; do nc -z db 5432 && break; sleep 1; done'] }],
  ['nothing is known about it', { name: 'init', image: 'example.com/migrate:1' }],
  [
    'it does something else with the image',
    { name: 'init', image: 'postgres:17', command: ['pg_isready', '-h', 'db'] },
  ],
  ['git-sync runs once', { name: 'git', image: 'registry.k8s.io/git-sync/git-sync:v4.7.1', args: ['--one-time'] }],
])('is content where %s', (_, container) => {
  expect(placesOf(rule, podOf({ initContainers: [container], containers: [WEB] }))).toEqual([]);
});

test('is content with a reloader that is told to look once', () => {
  const reloader = (interval: string) =>
    podOf({
      initContainers: [
        {
          name: 'init-config-reloader',
          image: 'quay.io/prometheus-operator/prometheus-config-reloader:v0.93.0',
          args: [`--watch-interval=${interval}`, '--config-file=/etc/prometheus/config/prometheus.yaml.gz'],
        },
      ],
      containers: [{ name: 'web', image: 'nginx:1.27' }],
    });
  expect(placesOf(rule, reloader('0'))).toEqual([]);
  expect(placesOf(rule, reloader('30s'))).toEqual(['error init-config-reloader spec.initContainers[0].image']);
});
