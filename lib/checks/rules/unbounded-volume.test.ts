import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { unboundedVolume as rule } from './unbounded-volume';

const mounts = (mountPath: string) => ({ volumeMounts: [{ name: 'logs', mountPath }] });
const shell = (script: string, more: object = {}) => ({
  name: 'app',
  image: 'busybox:1.36',
  command: ['sh', '-c', script],
  ...mounts('/logs'),
  ...more,
});
const pod = (containers: object[], emptyDir: object | null = {}, more: object = {}) =>
  podOf({ containers, volumes: [{ name: 'logs', emptyDir }], ...more });

const LOOP = 'while true; do date >> /logs/app.log; sleep 1; done';

test('finds a loop that adds to a file', () => {
  const yaml = pod([shell(LOOP)]);
  expect(placesOf(rule, yaml)).toEqual(['warning app spec.volumes[0].emptyDir']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'it adds to /logs/app.log as long as it runs, and nothing limits the emptyDir "logs"',
    fix: 'set emptyDir.sizeLimit of "logs", which evicts only this Pod, and remove or rotate the file before that',
  });
});

test.each([
  'while true; do date; sleep 1; done > /logs/app.log 2>&1',
  'until false; do { date; uptime; } >> /logs/$HOSTNAME.log; sleep 1; done',
  'while :; do date | tee -a /logs/app.log; sleep 1; done',
  '(while true; do date &>> /logs/app.log; sleep 1; done) & wait',
])('finds %s', (script) => expect(placesOf(rule, pod([shell(script)]))).toHaveLength(1));

test('finds the logs of a web server that a volume makes files of', () => {
  const nginx = { name: 'nginx', image: 'nginx:1.27', ...mounts('/var/log/nginx') };
  const reader = { name: 'shipper', image: 'example.com/shipper:1', ...mounts('/logs') };
  expect(findingsOf(rule, pod([nginx, reader])).map(({ what }) => what)).toEqual([
    'it adds to /var/log/nginx/access.log as long as it runs, and nothing limits the emptyDir "logs"',
  ]);
});

test('sees native sidecars, and lets init containers end', () => {
  const containers = [{ name: 'main', image: 'example.com/app:1' }];
  expect(placesOf(rule, pod(containers, {}, { initContainers: [shell(LOOP, { restartPolicy: 'Always' })] }))).toEqual([
    'warning app spec.volumes[0].emptyDir',
  ]);
  expect(placesOf(rule, pod(containers, {}, { initContainers: [shell(LOOP)] }))).toEqual([]);
});

test.each([
  ['a volume with a size', [shell(LOOP)], { sizeLimit: '1Gi' }],
  ['a volume in memory', [shell(LOOP)], { medium: 'Memory' }],
  ['a container with a limit', [shell(LOOP, { resources: { limits: { 'ephemeral-storage': '1Gi' } } })], {}],
  ['a file that is written anew each time', [shell('while true; do date > /logs/now; sleep 1; done')], {}],
  ['a file that is added to once', [shell('date >> /logs/app.log; sleep 1d')], {}],
  ['a loop that ends', [shell('for i in 1 2 3; do date >> /logs/app.log; done; sleep 1d')], {}],
  ['a loop that cleans up', [shell('while true; do date >> /logs/a; find /logs -mtime +1 -delete; sleep 1; done')], {}],
  ['somebody else who cleans up', [shell(LOOP), shell('while true; do : > /logs/app.log; sleep 1d; done')], {}],
  ['a loop that writes to its output', [shell('while true; do date >> /dev/stdout; sleep 1; done')], {}],
  ['a script that is not understood', [shell('while true; do date >> /logs/"x; done')], {}],
])('is content with %s', (_, containers, emptyDir) => expect(placesOf(rule, pod(containers, emptyDir))).toEqual([]));

test('says nothing about claims', () => {
  const volumes = [{ name: 'logs', persistentVolumeClaim: { claimName: 'logs' } }];
  expect(placesOf(rule, podOf({ containers: [shell(LOOP)], volumes }))).toEqual([]);
});
