import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { variableNotExpanded as rule } from './variable-not-expanded';

const app = (rest: object) => podOf({ containers: [{ name: 'app', image: 'busybox:1.36', ...rest }] });
const HOST = { name: 'HOST', value: 'db' };
const IP = { name: 'IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } };

test('finds a variable that comes later in the list', () => {
  const pod = app({ env: [{ name: 'URL', value: 'http://$(HOST)/' }, HOST] });
  expect(placesOf(rule, pod)).toEqual(['error app spec.containers[0].env[0].value']);
  expect(findingsOf(rule, pod)[0]).toMatchObject({
    what: 'URL is made of $(HOST), which comes after it in env',
    fix: 'move HOST before URL in env',
  });
});

test('finds a variable that is made of itself', () => {
  const pod = app({ env: [{ name: 'PATH', value: '$(PATH):/tools' }] });
  expect(findingsOf(rule, pod)[0]?.what).toBe('PATH is made of $(PATH), which is itself');
});

test('warns of names that are not known', () => {
  expect(placesOf(rule, app({ env: [{ name: 'URL', value: '$(HOST)' }] }))).toEqual([
    'warning app spec.containers[0].env[0].value',
  ]);
  expect(placesOf(rule, app({ command: ['serve'], args: ['--host=$(HOST)', '$(hostname)'] }))).toEqual([
    'warning app spec.containers[0].args[0]',
    'warning app spec.containers[0].args[1]',
  ]);
  const unknown = podOf({
    initContainers: [{ name: 'init', image: 'example.com/x:1', args: ['$(HOST)'] }],
    containers: [],
  });
  expect(placesOf(rule, unknown)).toEqual(['warning init spec.initContainers[0].args[0]']);
});

test('says that a shell takes an unknown name for a command', () => {
  const pod = app({ command: ['sh', '-c', 'echo $(HOST) $(date)'] });
  expect(placesOf(rule, pod)).toEqual(['warning app spec.containers[0].command[2]']);
  expect(findingsOf(rule, pod)[0]).toMatchObject({
    happens: '"sh: HOST: not found" in the log: Kubernetes leaves it as it is, and the shell runs HOST as a command',
    fix: 'add HOST to env, or write $HOST for a variable of the shell',
  });
});

test('finds a variable of a shell where there is none', () => {
  const pod = app({ env: [HOST], command: ['wget', 'http://$HOST', 'http://${HOST}'] });
  expect(placesOf(rule, pod)).toEqual([
    'warning app spec.containers[0].command[1]',
    'warning app spec.containers[0].command[2]',
  ]);
  expect(findingsOf(rule, pod)[0]).toMatchObject({
    what: '$HOST is among the words of its command, and no shell expands it',
    fix: 'write $(HOST), which Kubernetes expands',
  });
});

test('finds in probes what has no plain value', () => {
  const livenessProbe = { exec: { command: ['wget', '$(IP)', '$(HOST)'] } };
  const pod = app({ env: [IP, HOST], livenessProbe });
  expect(placesOf(rule, pod)).toEqual(['error app spec.containers[0].livenessProbe.exec.command[1]']);
  expect(findingsOf(rule, pod)[0]?.fix).toBe('let a shell expand it: ["sh", "-c", "... $IP ..."]');
});

test('finds everything in hooks, of native sidecars too', () => {
  const lifecycle = {
    preStop: { exec: { command: ['wget', '$(HOST)'] } },
    postStart: { exec: { command: ['sh', '-c', 'x $(HOST)'] } },
  };
  const initContainers = [{ name: 'helper', image: 'busybox:1.36', restartPolicy: 'Always', env: [HOST], lifecycle }];
  expect(placesOf(rule, podOf({ initContainers, containers: [] }))).toEqual([
    'error helper spec.initContainers[0].lifecycle.postStart.exec.command[2]',
    'error helper spec.initContainers[0].lifecycle.preStop.exec.command[1]',
  ]);
});

test.each<[string, object]>([
  ['it is known by then', { env: [HOST, { name: 'URL', value: '$(HOST)' }], args: ['$(URL)'] }],
  [
    'it may come from elsewhere',
    { envFrom: [{ configMapRef: { name: 'x' } }], args: ['$(HOST)'], env: [{ name: 'A', value: '$(B)' }] },
  ],
  ['the text is meant', { args: ['$$(HOST)'] }],
  ['a Service sets it', { command: ['serve', '$(WEB_SERVICE_HOST):$(WEB_SERVICE_PORT_HTTP)'] }],
  ['a shell expands it', { env: [HOST], command: ['sh', '-c', 'echo $HOST ${HOST} $(date +%s) $(cat /x)'] }],
  ['a shell gets it in the end', { env: [HOST], command: ['timeout', '5', 'sh', '-c', 'echo $HOST'] }],
  ['nobody knows what the entrypoint does', { image: 'example.com/app:1', env: [HOST], args: ['$HOST'] }],
  ['the program may expand it itself', { env: [HOST], command: ['collector', '--url=${HOST}'] }],
  ['it is no variable of the container', { command: ['awk', '{ print $NF }'] }],
  [
    'a hook lets a shell do it',
    { env: [HOST], lifecycle: { preStop: { exec: { command: ['sh', '-c', 'wget $HOST; x=$(date)'] } } } },
  ],
])('is content where %s', (_, container) => expect(placesOf(rule, app(container))).toEqual([]));
