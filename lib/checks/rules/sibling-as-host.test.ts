import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { siblingAsHost as rule } from './sibling-as-host';

const REDIS = { name: 'cache', image: 'redis:7.4' };
const app = (more: object) => ({ name: 'app', image: 'example.com/app:1', ...more });
const url = (value: string) => app({ env: [{ name: 'REDIS_URL', value }] });

test('finds the name of a sibling with a port that it opens', () => {
  const pod = podOf({ containers: [REDIS, url('redis://cache:6379/0')] });
  expect(placesOf(rule, pod)).toEqual(['error app spec.containers[1].env[0].value']);
  const [finding] = findingsOf(rule, pod);
  expect(finding.what).toBe('it takes "cache" for a host, which is the name of a container of the same Pod');
  expect(finding.fix).toBe('write localhost:6379, or make a Service of that name if another Pod is meant');
});

test('sees native sidecars on either side, and init containers', () => {
  const sidecar = { ...REDIS, restartPolicy: 'Always' };
  const waiting = { ...url('redis://cache:6379'), name: 'wait' };
  expect(
    placesOf(rule, podOf({ initContainers: [sidecar, waiting], containers: [url('redis://cache:6379')] })),
  ).toEqual(['error wait spec.initContainers[1].env[0].value', 'error app spec.containers[0].env[0].value']);
  expect(
    placesOf(
      rule,
      podOf({ initContainers: [{ ...url('redis://cache:6379'), restartPolicy: 'Always' }], containers: [REDIS] }),
    ),
  ).toHaveLength(1);
});

test.each([
  ['a host in a variable', app({ env: [{ name: 'REDIS_HOST', value: 'cache' }] })],
  ['a list of hosts', app({ env: [{ name: 'BROKERS', value: 'other:9092,cache:9092' }] })],
  ['an argument', app({ args: ['--upstream', 'http://cache/'] })],
  ['a script', app({ command: ['sh', '-c', 'until nc -z cache 1234; do sleep 1; done; exec app'] })],
])('warns of %s without a port that it opens', (_, container) => {
  const found = findingsOf(rule, podOf({ containers: [REDIS, container] }));
  expect(found.map(({ severity }) => severity)).toEqual(['warning']);
  expect(findingsOf(rule, podOf({ containers: [REDIS, container] }), { complete: true })[0].severity).toBe('error');
});

const SERVICE = JSON.stringify({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'cache' }, spec: {} });

test.each([
  ['there is a Service of that name', `${podOf({ containers: [REDIS, url('redis://cache:6379')] })}\n---\n${SERVICE}`],
  [
    'the name is in the hosts file',
    podOf({ hostAliases: [{ ip: '127.0.0.1', hostnames: ['cache'] }], containers: [REDIS, url('redis://cache:6379')] }),
  ],
  ["it is the Pod's own name", podOf({ hostname: 'cache', containers: [REDIS, url('redis://cache:6379')] })],
  ['a host has the name as its first part only', podOf({ containers: [REDIS, url('redis://cache.data.svc:6379')] })],
  [
    'the word is no host',
    podOf({
      containers: [
        REDIS,
        app({
          env: [
            { name: 'LOGGER', value: 'cache' },
            { name: 'IMAGE', value: 'cache:1234' },
          ],
        }),
      ],
    }),
  ],
  [
    'the word is an owner',
    podOf({ containers: [REDIS, app({ command: ['sh', '-c', 'chown cache:1000 /data; exec app'] })] }),
  ],
  ['a container says its own name', podOf({ containers: [REDIS, { ...url('redis://app:6379') }] })],
  ['the container of that name has ended', podOf({ initContainers: [REDIS], containers: [url('redis://cache:6379')] })],
])('is content where %s', (_, yaml) => {
  expect(placesOf(rule, yaml)).toEqual([]);
});
