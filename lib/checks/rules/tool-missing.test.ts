import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { toolMissing as rule } from './tool-missing';

const exec = (...command: string[]) => ({ exec: { command } });
const busybox = (rest: object) => podOf({ containers: [{ name: 'app', image: 'busybox:1.36', ...rest }] });

test('finds the program of a probe', () => {
  const pod = busybox({ livenessProbe: exec('curl', '-f', 'http://localhost') });
  expect(placesOf(rule, pod)).toEqual(['error app spec.containers[0].livenessProbe.exec.command[0]']);
  expect(findingsOf(rule, pod)[0]).toMatchObject({
    what: 'busybox:1.36 has no curl, which its livenessProbe calls',
    happens:
      'Unhealthy: Liveness probe failed: exec: "curl": executable file not found in $PATH, ' +
      'and the container is restarted again and again',
    fix: 'use an httpGet or tcpSocket probe, or call wget -q -O - in its place, or an image with curl in it',
  });
});

test('finds the shell that an image does not have, and leaves its script alone', () => {
  const proxy = { name: 'proxy', image: 'gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.25.3' };
  const pod = podOf({ containers: [{ ...proxy, lifecycle: { preStop: exec('sh', '-c', 'sleep 10') } }] });
  expect(placesOf(rule, pod)).toEqual(['error proxy spec.containers[0].lifecycle.preStop.exec.command[0]']);
  expect(findingsOf(rule, pod)[0]?.happens).toMatch(
    /^FailedPreStopHook: exec: "sh": executable file not found in \$PATH/,
  );
});

test('finds what the script of a container calls, once', () => {
  const pod = busybox({ command: ['sh', '-c', 'until curl -s web; do sleep 1; done; X=$(curl web) && exec httpd -f'] });
  expect(placesOf(rule, pod)).toEqual(['error app spec.containers[0].command[2]']);
  expect(findingsOf(rule, pod)[0]?.happens).toBe(
    '"sh: curl: not found" is in the log, and that command ends with exit code 127',
  );
});

test('finds a program behind a path or another program', () => {
  expect(placesOf(rule, busybox({ command: ['/bin/bash', '-c', 'sleep 5'] }))).toHaveLength(1);
  expect(placesOf(rule, busybox({ livenessProbe: exec('timeout', '5', 'curl', 'localhost') }))).toHaveLength(1);
  expect(findingsOf(rule, busybox({ command: ['/bin/bash', '-c', 'sleep 5'] }))[0]?.fix).toBe(
    'call sh in its place, or use an image with bash in it',
  );
});

test('sees init containers and native sidecars', () => {
  const command = ['bash', '-c', 'true'];
  const initContainers = [
    { name: 'init', image: 'alpine:3.20', command },
    { name: 'helper', image: 'alpine:3.20', restartPolicy: 'Always', command },
  ];
  expect(placesOf(rule, podOf({ initContainers, containers: [{ name: 'web', image: 'nginx:1.27' }] }))).toEqual([
    'error init spec.initContainers[0].command[0]',
    'error helper spec.initContainers[1].command[0]',
  ]);
});

test('only warns where the image has no more than the name of a known one', () => {
  const app = { name: 'app', image: 'registry.example.com/busybox:1', command: ['curl', 'web'] };
  expect(placesOf(rule, podOf({ containers: [app] }))).toEqual(['warning app spec.containers[0].command[0]']);
});

test.each<[string, object]>([
  ['the image has it', { livenessProbe: exec('wget', '-q', '--spider', 'http://localhost') }],
  ['nothing is known about the image', { image: 'example.com/app:1', livenessProbe: exec('curl', 'localhost') }],
  ['nothing is known about the program', { livenessProbe: exec('my-check') }],
  ['the script has another way', { command: ['sh', '-c', 'curl -s web || wget -q -O - web'] }],
  ['the script asks for it', { command: ['sh', '-c', 'if command -v curl; then curl web; else wget web; fi'] }],
  ['the script installs it', { image: 'alpine:3.20', command: ['sh', '-c', 'apk add --no-cache curl && curl web'] }],
  [
    'the script installs it for a probe',
    {
      image: 'debian:12',
      command: ['bash', '-c', 'apt-get update && apt-get install -y curl && exec run'],
      livenessProbe: exec('curl', 'localhost'),
    },
  ],
  ['it is in a volume', { command: ['/tools/curl', 'web'] }],
  [
    'a volume is mounted where programs are',
    { command: ['curl', 'web'], volumeMounts: [{ name: 'tools', mountPath: '/usr/local/bin' }] },
  ],
  ['the path is changed', { env: [{ name: 'PATH', value: '/tools:/bin' }], command: ['curl', 'web'] }],
  ['its name is only said', { command: ['sh', '-c', 'echo curl is missing'] }],
])('is content where %s', (_, container) => expect(placesOf(rule, busybox(container))).toEqual([]));

test("finds apk in busybox, as in the tutorial's table", () => {
  const pod = (image: string) =>
    podOf({ containers: [{ name: 'web', image, command: ['sh', '-c', 'apk add --no-cache curl && exec httpd -f'] }] });
  expect(placesOf(rule, pod('busybox:1.36'))).toEqual(['error web spec.containers[0].command[2]']);
  expect(placesOf(rule, pod('alpine:3.20'))).toEqual([]);
});
