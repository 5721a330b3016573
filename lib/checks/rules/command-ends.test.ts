import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { commandEnds as rule } from './command-ends';

const WEB = { name: 'web', image: 'nginx:1.27' };
const once = { name: 'once', image: 'busybox:1.36', command: ['sh', '-c', 'date > /shared/index.html'] };

test('finds a script that ends, and one in args', () => {
  expect(placesOf(rule, podOf({ containers: [WEB, once] }))).toEqual(['error once spec.containers[1].command[2]']);
  const inArguments = { name: 'once', image: 'busybox:1.36', args: ['sh', '-c', 'echo hi'] };
  expect(placesOf(rule, podOf({ containers: [inArguments] }))).toEqual(['error once spec.containers[0].args[2]']);
});

test('finds a command without a shell', () => {
  const [finding] = findingsOf(
    rule,
    podOf({ containers: [{ name: 'hello', image: 'x', command: ['echo'], args: ['hi'] }] }),
  );
  expect(finding).toMatchObject({
    path: ['spec', 'containers', 0, 'command', 0],
    what: '"echo hi" ends by itself',
    fix:
      'let hello repeat it in a loop with a pause, or start a program that keeps running; ' +
      'with restartPolicy: OnFailure if it is to run once',
  });
});

test.each(['busybox:1.36', 'alpine:3.20', 'python:3.12', 'node:22', 'debian:12', 'eclipse-temurin:21'])(
  'finds that the own command of %s ends',
  (image) => {
    const [finding] = findingsOf(rule, podOf({ containers: [{ name: 'main', image }] }));
    expect(finding?.severity).toBe('error');
    expect(finding?.what).toBe(`the command of ${image} ends by itself, because nobody writes to it`);
  },
);

test('says what an image misses that ends for the want of it', () => {
  const [finding] = findingsOf(rule, podOf({ containers: [{ name: 'curl', image: 'curlimages/curl:8.10.1' }] }));
  expect(finding?.what).toBe('the command of curlimages/curl:8.10.1 ends by itself without a URL as argument');
});

test('finds native sidecars that end, in Jobs too', () => {
  const spec = { initContainers: [{ ...once, restartPolicy: 'Always' }], containers: [WEB], restartPolicy: 'Never' };
  expect(placesOf(rule, podOf(spec))).toEqual(['error once spec.initContainers[0].command[2]']);
  const job = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'job' }, spec: { template: { spec } } };
  expect(placesOf(rule, JSON.stringify(job))).toEqual(['error once spec.template.spec.initContainers[0].command[2]']);
});

test('finds an nginx that goes to the background', () => {
  const web = {
    name: 'web',
    image: 'nginx:1.27',
    command: ['sh', '-c', 'echo hi > /usr/share/nginx/html/index.html && nginx'],
  };
  const [finding] = findingsOf(rule, podOf({ containers: [web] }));
  expect(finding?.what).toBe('its script ends by itself: nginx goes to the background');
});

test.each([
  ['nginx:1.27', ['nginx'], 'nginx'],
  ['nginx:1.27', ['nginx', '-g', 'daemon on;'], 'nginx'],
  ['nginx:1.27', ['/usr/sbin/nginx'], 'nginx'],
  ['redis:7', ['redis-server', '--daemonize', 'yes'], 'redis-server'],
  ['redis:7', ['sh', '-c', 'redis-server --port 6380 --daemonize yes'], 'redis-server'],
])('finds that in %s %j goes to the background', (image, command, name) => {
  const [finding] = findingsOf(rule, podOf({ containers: [{ name: 'web', image, command }] }));
  expect(finding).toMatchObject({
    severity: 'error',
    what: expect.stringContaining(`: ${name} goes to the background`),
  });
  expect(finding.fix).toMatch(/daemon off|leave out --daemonize yes/);
});

test('is content with an end that something is said to follow from', () => {
  const rules = [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [88] } }];
  const helper = { name: 'helper', image: 'busybox:1.36', command: ['sh', '-c', 'sleep 60; exit 88'] };
  const spec = (more: object) =>
    podOf({ initContainers: [{ ...helper, restartPolicy: 'Always', ...more }], containers: [] });
  expect(placesOf(rule, spec({}))).toHaveLength(1);
  expect(placesOf(rule, spec({ restartPolicyRules: rules }))).toEqual([]);
});

test.each([
  ['nginx:1.27', ['nginx', '-g', 'daemon off;']],
  ['nginx:1.27', ['nginx', '-c', '/my.conf']],
  ['registry.example.com/nginx:1.27', ['nginx']],
  ['redis:7', ['redis-server', '--daemonize', 'no']],
  ['redis:7', ['sh', '-c', 'redis-server --daemonize yes && exec sleep infinity']],
])('is content with %s %j', (image, command) => {
  expect(placesOf(rule, podOf({ containers: [{ name: 'web', image, command }] }))).toEqual([]);
});

test('only warns where the image has no more than the name of a known one', () => {
  const containers = [{ name: 'main', image: 'registry.example.com/python:3.12' }];
  expect(placesOf(rule, podOf({ containers }))).toEqual(['warning main spec.containers[0].image']);
});

test.each<[string, object]>([
  ['the Pod is to run once', { restartPolicy: 'Never', containers: [once] }],
  ['the Pod is to run once well', { restartPolicy: 'OnFailure', containers: [once] }],
  ['the container has a restartPolicy of its own', { containers: [{ ...once, restartPolicy: 'Never' }] }],
  ['it is an init container', { initContainers: [once], containers: [WEB] }],
  ['a terminal is attached', { containers: [{ name: 'shell', image: 'busybox:1.36', stdin: true, tty: true }] }],
  ['the image serves', { containers: [WEB] }],
  ['nothing is known about the image', { containers: [{ name: 'app', image: 'example.com/app:1' }] }],
  ['arguments name a program', { containers: [{ name: 'app', image: 'python:3.12', args: ['python', 'app.py'] }] }],
  ['the script loops', { containers: [{ ...once, command: ['sh', '-c', 'while true; do date; sleep 5; done'] }] }],
  ['it sleeps long', { containers: [{ ...once, command: ['sleep', '3600'] }] }],
  ['its program is not known', { containers: [{ ...once, command: ['sh', '-c', 'cd /app && ./serve'] }] }],
  [
    'nginx is told by a mounted configuration',
    {
      containers: [
        { ...WEB, command: ['sh', '-c', 'nginx'], volumeMounts: [{ name: 'c', mountPath: '/etc/nginx/nginx.conf' }] },
      ],
    },
  ],
  ['the script is not understood', { containers: [{ ...once, command: ['sh', '-c', 'echo "a'] }] }],
])('is content where %s', (_, spec) => expect(placesOf(rule, podOf(spec))).toEqual([]));
