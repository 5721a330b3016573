import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { prestopExceedsGrace as rule } from './prestop-exceeds-grace';

const pod = (preStop: object, rest: object = {}) =>
  podOf({ containers: [{ name: 'web', image: 'nginx:1.27', lifecycle: { preStop } }], ...rest });
const exec = (...command: string[]) => ({ exec: { command } });
const HOOK = 'web spec.containers[0].lifecycle.preStop';

test('finds a script that sleeps through the grace period', () => {
  const long = pod(exec('sh', '-c', 'sleep 30; nginx -s quit'));
  expect(placesOf(rule, long)).toEqual([`error ${HOOK}.exec.command[2]`]);
  expect(findingsOf(rule, long)[0]).toMatchObject({
    what: 'its preStop hook takes 30 s of a grace period of 30 s',
    fix: 'set spec.terminationGracePeriodSeconds to 60, or pause for less',
  });
});

test('adds up what is slept in any case', () => {
  expect(placesOf(rule, pod(exec('sh', '-c', 'sleep 20 && { date; sleep 15s; }')))).toHaveLength(1);
  expect(placesOf(rule, pod(exec('sh', '-c', 'sleep 20 & sleep 15 || sleep 20; exit; sleep 60')))).toEqual([]);
});

test('finds sleep without a shell, and hooks that never end', () => {
  expect(placesOf(rule, pod(exec('sleep', '40')))).toEqual([`error ${HOOK}.exec.command`]);
  const endless = pod(exec('sh', '-c', 'while true; do sleep 1; done'));
  expect(findingsOf(rule, endless)[0]).toMatchObject({
    what: 'its preStop hook takes all of a grace period of 30 s',
    fix: 'let the hook end by itself',
  });
});

test("finds the kubelet's own sleep", () => {
  expect(placesOf(rule, pod({ sleep: { seconds: 31 } }))).toEqual([`error ${HOOK}.sleep.seconds`]);
  expect(findingsOf(rule, pod({ sleep: { seconds: 31 } }))[0]?.happens).toMatch(
    /^The API server rejects it: must be non-negative/,
  );
  expect(findingsOf(rule, pod({ sleep: { seconds: 30 } }))[0]?.happens).toMatch(/^SIGKILL while the hook/);
});

test('warns where next to nothing is left', () => {
  expect(placesOf(rule, pod(exec('sleep', '28')))).toEqual([`warning ${HOOK}.exec.command`]);
  expect(placesOf(rule, pod(exec('sleep', '9'), { terminationGracePeriodSeconds: 10 }))).toHaveLength(1);
});

test('sees native sidecars', () => {
  const initContainers = [
    { name: 'proxy', image: 'x', restartPolicy: 'Always', lifecycle: { preStop: exec('sleep', '60') } },
  ];
  expect(placesOf(rule, podOf({ initContainers, containers: [] }))).toEqual([
    'error proxy spec.initContainers[0].lifecycle.preStop.exec.command',
  ]);
});

test.each<[string, object, object?]>([
  ['the pause is short', exec('sleep', '5')],
  ['the grace period is long enough', exec('sleep', '60'), { terminationGracePeriodSeconds: 90 }],
  ['half of a short one is left', exec('sleep', '5'), { terminationGracePeriodSeconds: 10 }],
  ['nobody knows how long it takes', exec('sh', '-c', 'while pgrep worker; do sleep 1; done')],
  ['the time comes from a variable', exec('sh', '-c', 'sleep $DRAIN')],
  ['it is a request', { httpGet: { path: '/drain', port: 80 } }],
])('is content where %s', (_, hook, rest = {}) => expect(placesOf(rule, pod(hook, rest))).toEqual([]));
