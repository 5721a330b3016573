import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { ignoresSigterm as rule } from './ignores-sigterm';

const run = (script: string, rest: object = {}) => ({
  name: 'app',
  image: 'busybox:1.36',
  command: ['sh', '-c', script],
  ...rest,
});
const places = (script: string, spec: object = {}) => placesOf(rule, podOf({ containers: [run(script)], ...spec }));

test('finds a loop without a trap', () => {
  expect(places('while true; do date; sleep 5; done')).toEqual(['warning app spec.containers[0].command[2]']);
  const [finding] = findingsOf(rule, podOf({ containers: [run('while true; do date; sleep 5; done')] }));
  expect(finding).toMatchObject({
    what: 'the shell is process 1, runs a loop, and has no trap for SIGTERM',
    fix: "begin the script with: trap 'exit 0' TERM, and pause with: sleep 5 & wait $!",
  });
});

test('advises the pause that the loop makes, and knows what exec does', () => {
  const finding = (script: string) => findingsOf(rule, podOf({ containers: [run(script)] }))[0];
  expect(finding('while true; do if true; then date; fi; sleep 30; done').fix).toMatch(/ with: sleep 30 & wait \$!$/);
  expect(finding('while true; do nc -l -p 80 < /x; done').fix).toMatch(/ with: sleep 5 & wait \$!$/);
  expect(finding('exec sleep infinity')).toMatchObject({
    what: 'sleep infinity becomes process 1 in place of the shell, and ignores SIGTERM',
    fix: "begin the script with: trap 'exit 0' TERM, and pause with: sleep infinity & wait $!",
  });
});

test.each([
  'echo started; sleep infinity',
  'exec sleep infinity',
  'tail -f /dev/null',
  'sleep 3600',
  'touch /x && tail -F /x | grep y',
  'nginx -g "daemon off;" & wait',
  '{ date; sleep infinity; }',
])('finds that nothing ends: %s', (script) => expect(places(script)).toHaveLength(1));

test('finds sleep and tail without a shell', () => {
  const containers = [{ name: 'app', image: 'busybox:1.36', command: ['sleep', 'infinity'] }];
  expect(placesOf(rule, podOf({ containers }))).toEqual(['warning app spec.containers[0].command[0]']);
  expect(findingsOf(rule, podOf({ containers }))[0]).toMatchObject({
    what: 'sleep as process 1 ignores SIGTERM',
    fix: `run it in a shell that can be stopped: ["sh", "-c", "trap 'exit 0' TERM; sleep infinity & wait $!"]`,
  });
});

test('finds a trap that has to wait for a long sleep', () => {
  const pod = podOf({ containers: [run("trap 'exit 0' TERM; while true; do date; sleep 60; done")] });
  expect(findingsOf(rule, pod)[0]).toMatchObject({
    what: 'the trap for SIGTERM comes after "sleep 60", for which the shell waits first',
    fix: 'let it run in the background, where the trap ends the wait: sleep 60 & wait $!',
  });
});

test('sees native sidecars, in Jobs too', () => {
  const helper = run('while true; do sleep 5; done', { restartPolicy: 'Always' });
  const template = { spec: { initContainers: [helper], containers: [run('while true; do sleep 5; done')] } };
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'job' }, spec: { template } };
  expect(placesOf(rule, JSON.stringify(job))).toEqual(['warning app spec.template.spec.initContainers[0].command[2]']);
});

test.each<[string, string, object?]>([
  ['there is a trap', "trap 'exit 0' TERM; while true; do date; sleep 5 & wait $!; done"],
  ['the trap waits a little', "trap 'exit 0' TERM; while true; do date; sleep 5; done"],
  ['the trap calls a function', 'stop() { exit 0; }; trap stop SIGTERM INT; sleep infinity & wait'],
  ['a program takes over', 'setup; exec nginx -g "daemon off;"'],
  ['its program is not known', 'cd /app && ./serve'],
  ['it ends soon', 'echo hi; sleep 5'],
  ['the grace period is short', 'sleep infinity', { terminationGracePeriodSeconds: 2 }],
  ['processes are shared', 'sleep infinity', { shareProcessNamespace: true }],
  ["the processes are the node's", 'sleep infinity', { hostPID: true }],
])('is content where %s', (_, script, spec = {}) => expect(places(script, spec)).toEqual([]));

test('is content where something else stops it', () => {
  const script = 'while true; do sleep 1; done';
  const lifecycle = { preStop: { exec: { command: ['sh', '-c', 'touch /stop'] } } };
  expect(placesOf(rule, podOf({ containers: [run(script, { lifecycle })] }))).toEqual([]);
  const containers = [{ name: 'app', image: 'x', command: ['tini', '--', 'sh', '-c', script] }];
  expect(placesOf(rule, podOf({ containers }))).toEqual([]);
});
