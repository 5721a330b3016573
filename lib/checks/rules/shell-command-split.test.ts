import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { shellCommandSplit as rule } from './shell-command-split';

const pod = (command: unknown[], rest: object = {}) =>
  podOf({ containers: [{ name: 'app', image: 'busybox:1.36', command, ...rest }] });

test('finds a script that is split over several words', () => {
  const echo = pod(['sh', '-c', 'echo', 'hello']);
  expect(placesOf(rule, echo)).toEqual(['error app spec.containers[0].command[3]']);
  expect(findingsOf(rule, echo)[0]).toMatchObject({
    what: 'sh -c takes "echo" as the whole script, and "hello" is not part of it',
    fix: 'write the script as one item: ["sh", "-c", "echo hello"]',
  });
});

test.each([
  [['sh', '-c', 'while', 'true;', 'do', 'date;', 'done']],
  [['sh', '-c', 'while true; do', 'date; sleep 5', 'done']],
  [['sh', '-c', 'cd /app', 'npm start']],
  [['/bin/bash', '-ec', 'echo a', '&&', 'echo', 'b']],
  [['sh', '-c', 'nginx', '-g', 'daemon off;']],
  [['tini', '--', 'sh', '-c', 'sleep', '5']],
])('finds the split in %j', (command) => expect(placesOf(rule, pod(command))).toHaveLength(1));

test('finds it where command and args share the words', () => {
  expect(placesOf(rule, pod(['sh', '-c'], { args: ['echo', 'hello'] }))).toEqual([
    'error app spec.containers[0].args[1]',
  ]);
});

test('finds a whole command in one word', () => {
  expect(placesOf(rule, pod(['echo hello']))).toEqual(['error app spec.containers[0].command[0]']);
  expect(findingsOf(rule, pod(['echo hello']))[0]).toMatchObject({
    happens:
      'RunContainerError: exec: "echo hello": executable file not found in $PATH, and the container never starts',
    fix: 'write every word as an item of its own: ["echo", "hello"]',
  });
  expect(findingsOf(rule, pod(['while true; do date; done']))[0]?.fix).toBe(
    'call a shell with it: ["sh", "-c", "while true; do date; done"]',
  );
  expect(placesOf(rule, pod(['/opt/my app/run']))).toEqual(['warning app spec.containers[0].command[0]']);
});

test.each([
  ["sh -c 'sleep 3600'", 'write every word as an item of its own: ["sh", "-c", "sleep 3600"]'],
  ['nginx -g "daemon off;"', 'write every word as an item of its own: ["nginx", "-g", "daemon off;"]'],
  ['grep "a  b" /x', 'write every word as an item of its own: ["grep", "a  b", "/x"]'],
  ['ls *.txt', 'call a shell with it: ["sh", "-c", "ls *.txt"]'],
  ['sh -c "echo $HOME"', 'call a shell with it: ["sh", "-c", "sh -c \\"echo $HOME\\""]'],
  ['A=b run it', 'call a shell with it: ["sh", "-c", "A=b run it"]'],
  ['echo a > /b', 'call a shell with it: ["sh", "-c", "echo a > /b"]'],
  ["echo it's", 'call a shell with it: ["sh", "-c", "echo it\'s"]'],
])('takes %s apart as a shell would', (command, fix) => {
  expect(findingsOf(rule, pod([command]))[0].fix).toBe(fix);
});

test('finds it in args where the image runs them', () => {
  const containers = [{ name: 'app', image: 'busybox:1.36', args: ['echo hello'] }];
  expect(placesOf(rule, podOf({ containers }))).toEqual(['error app spec.containers[0].args[0]']);
});

test('finds it in probes and hooks', () => {
  const rest = {
    livenessProbe: { exec: { command: ['wget -q -O /dev/null localhost'] } },
    lifecycle: { preStop: { exec: { command: ['sh', '-c', 'sleep', '5'] } } },
  };
  expect(placesOf(rule, pod(['httpd', '-f'], rest))).toEqual([
    'error app spec.containers[0].livenessProbe.exec.command[0]',
    'error app spec.containers[0].lifecycle.preStop.exec.command[3]',
  ]);
});

test('finds operators without a shell', () => {
  const chain = pod(['echo', 'a', '&&', 'echo', 'b']);
  expect(placesOf(rule, chain)).toEqual(['error app spec.containers[0].command[2]']);
  expect(findingsOf(rule, chain)[0]?.fix).toBe('call a shell: ["sh", "-c", "echo a && echo b"]');
  expect(placesOf(rule, pod(['/entrypoint.sh', 'a', '>', '/log']))).toEqual([
    'warning app spec.containers[0].command[2]',
  ]);
});

test('finds a shell without a script, and a script without -c', () => {
  expect(findingsOf(rule, pod(['sh', '-c']))[0]?.what).toBe('sh -c has no script after it');
  expect(findingsOf(rule, pod(['sh', 'echo hi; sleep 5']))[0]?.what).toBe('sh gets a script without -c before it');
});

test('sees init containers and native sidecars', () => {
  const command = ['sh', '-c', 'echo', 'hello'];
  const initContainers = [
    { name: 'init', image: 'busybox:1.36', command },
    { name: 'helper', image: 'busybox:1.36', restartPolicy: 'Always', command },
  ];
  expect(placesOf(rule, podOf({ initContainers, containers: [] }))).toEqual([
    'error init spec.initContainers[0].command[3]',
    'error helper spec.initContainers[1].command[3]',
  ]);
});

test.each([
  [['sh', '-c', 'echo hello']],
  [['sh', '-c', 'exec "$0" "$@"', 'nginx', '-g', 'daemon off;']],
  [['sh', '-c', 'echo $1', 'sh', 'a b']],
  [['sh', '-c', 'echo hello; sleep 5', 'my-script']],
  [['sh', '-c', '/run.sh', '--']],
  [['bash', '-euo', 'pipefail', '-c', 'echo a']],
  [['sh', '/run.sh', 'a', 'b']],
  [['sh']],
  [['find', '/data', '-name', '*.tmp', '-exec', 'rm', '{}', ';']],
  [['test', 'a', '<', 'b']],
  [['echo', 'a && b']],
  [['C:\\Program Files\\app.exe']],
  [['']],
])('is content with %j', (command) => expect(placesOf(rule, pod(command))).toEqual([]));

test('says nothing of args that an unknown entrypoint gets', () => {
  const containers = [{ name: 'app', image: 'example.com/app:1', args: ['serve && wait', '&&', 'b'] }];
  expect(placesOf(rule, podOf({ containers }))).toEqual([]);
});
