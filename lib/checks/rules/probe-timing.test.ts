import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { probeTiming as rule } from './probe-timing';

const tcp = (rest: object = {}) => ({ tcpSocket: { port: 3306 }, ...rest });
const exec = (command: string[], rest: object = {}) => ({ exec: { command }, ...rest });
const app = (rest: object) => podOf({ containers: [{ name: 'app', image: 'example.com/app:1', ...rest }] });
const mysql = (rest: object) => podOf({ containers: [{ name: 'db', image: 'mysql:8.4', ...rest }] });

test('finds a command that takes longer than it may', () => {
  const pod = app({ readinessProbe: exec(['sh', '-c', 'sleep 5; test -f /ready']) });
  expect(placesOf(rule, pod)).toEqual(['error app spec.containers[0].readinessProbe.exec.command[2]']);
  expect(findingsOf(rule, pod)[0]).toMatchObject({
    what: 'the command of its readinessProbe takes 5 s, and timeoutSeconds is 1',
    fix: 'leave the pause out: periodSeconds is the time between two probes',
  });
  expect(placesOf(rule, app({ livenessProbe: exec(['tail', '-f', '/log'], { timeoutSeconds: 9 }) }))).toHaveLength(1);
});

test('finds several successes where the API server wants one', () => {
  const pod = app({ livenessProbe: tcp({ successThreshold: 2 }), startupProbe: tcp({ successThreshold: 3 }) });
  expect(placesOf(rule, pod)).toEqual([
    'error app spec.containers[0].startupProbe.successThreshold',
    'error app spec.containers[0].livenessProbe.successThreshold',
  ]);
});

test('warns of a slow client with a timeout of one second', () => {
  const pod = app({ livenessProbe: exec(['rabbitmq-diagnostics', '-q', 'ping']) });
  expect(placesOf(rule, pod)).toEqual(['warning app spec.containers[0].livenessProbe']);
  expect(findingsOf(rule, pod)[0]?.fix).toBe(
    'set livenessProbe.timeoutSeconds to 10 and periodSeconds to 30, or use a tcpSocket probe',
  );
  const script = exec(['sh', '-c', 'mongosh --eval "db.hello()" | grep -q true'], { timeoutSeconds: 1 });
  expect(placesOf(rule, app({ readinessProbe: script }))).toEqual([
    'warning app spec.containers[0].readinessProbe.timeoutSeconds',
  ]);
});

test('warns where a slow image is killed while it starts', () => {
  expect(placesOf(rule, mysql({ livenessProbe: tcp() }))).toEqual(['warning db spec.containers[0].livenessProbe']);
  expect(findingsOf(rule, mysql({ livenessProbe: tcp() }))[0]?.what).toBe(
    'its livenessProbe gives up after 20 s, and mysql:8.4 takes 30 s and more for its first start',
  );
  expect(placesOf(rule, mysql({ startupProbe: tcp({ periodSeconds: 1 }) }))).toEqual([
    'warning db spec.containers[0].startupProbe',
  ]);
});

test('warns where the first failure is the end, of native sidecars too', () => {
  expect(placesOf(rule, app({ livenessProbe: tcp({ failureThreshold: 1 }) }))).toHaveLength(1);
  const initContainers = [
    { name: 'proxy', image: 'x', restartPolicy: 'Always', startupProbe: tcp({ failureThreshold: 1 }) },
  ];
  expect(placesOf(rule, podOf({ initContainers, containers: [] }))).toEqual([
    'warning proxy spec.initContainers[0].startupProbe',
  ]);
});

test.each<[string, string]>([
  ['the defaults are for an image that starts at once', app({ livenessProbe: tcp(), readinessProbe: tcp() })],
  ['the startup probe waits', mysql({ startupProbe: tcp({ failureThreshold: 30 }), livenessProbe: tcp() })],
  ['the delay is long', mysql({ livenessProbe: tcp({ initialDelaySeconds: 60 }) })],
  ['only readiness fails at once', app({ readinessProbe: tcp({ failureThreshold: 1, successThreshold: 2 }) })],
  ['the timeout is long enough', app({ livenessProbe: exec(['mongosh', '--eval', '1'], { timeoutSeconds: 10 }) })],
  ['zero successes stand for one', app({ livenessProbe: tcp({ successThreshold: 0 }) })],
  ['the client is quick', app({ livenessProbe: exec(['redis-cli', 'ping']) })],
  ['a database image does something else', mysql({ command: ['/run'], livenessProbe: tcp({ periodSeconds: 5 }) })],
  ['the image is not known', app({ livenessProbe: tcp({ periodSeconds: 5 }) })],
])('is content where %s', (_, pod) => expect(placesOf(rule, pod)).toEqual([]));
