import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { writeToReadOnly as rule } from './write-to-read-only';

const LOOP = 'while true; do date > /site/index.html; sleep 5; done';
const EMPTY = { name: 'site', emptyDir: {} };
const CONFIG = { name: 'site', configMap: { name: 'site' } };
const READ_ONLY = { securityContext: { readOnlyRootFilesystem: true } };

function writer(script: string, mount?: object, more: object = {}) {
  const volumeMounts = mount ? [{ name: 'site', mountPath: '/site', ...mount }] : [];
  return { name: 'writer', image: 'busybox:1.36', command: ['sh', '-c', script], volumeMounts, ...more };
}

test('finds a script that writes to a mount that is read-only', () => {
  const yaml = podOf({ containers: [writer(LOOP, { readOnly: true })], volumes: [EMPTY] });
  expect(placesOf(rule, yaml)).toEqual(['error writer spec.containers[0].volumeMounts[0].readOnly']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'it writes to /site/index.html, and volume "site" is mounted read-only there',
    happens: '"/site/index.html: Read-only file system", and nothing is written',
    fix: 'leave readOnly out in the mount of "site", or write to another volume',
  });
});

test('finds a script that writes to a volume that always is', () => {
  const yaml = podOf({ containers: [writer(LOOP, {})], volumes: [CONFIG] });
  expect(placesOf(rule, yaml)).toEqual(['error writer spec.containers[0].volumeMounts[0]']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'it writes to /site/index.html, and volume "site" is read-only, as every configMap is',
    fix: 'mount an emptyDir to write to, and copy what is needed of "site" into it in an init container',
  });
  const claim = { name: 'site', persistentVolumeClaim: { claimName: 'site', readOnly: true } };
  expect(findingsOf(rule, podOf({ containers: [writer(LOOP, {})], volumes: [claim] }))[0]?.what).toBe(
    'it writes to /site/index.html, and volume "site" is read-only itself',
  );
});

test('sees init containers, native sidecars and hooks', () => {
  const initContainers = [
    writer('cp -r /defaults/. /site', {}, { name: 'setup' }),
    writer(LOOP, {}, { name: 'helper', restartPolicy: 'Always' }),
  ];
  const hook = { lifecycle: { postStart: { exec: { command: ['touch', '/site/started'] } } } };
  const containers = [{ ...writer('', {}, hook), name: 'web', image: 'nginx:1.27', command: undefined }];
  expect(placesOf(rule, podOf({ initContainers, containers, volumes: [CONFIG] }))).toEqual([
    'error setup spec.initContainers[0].volumeMounts[0]',
    'error helper spec.initContainers[1].volumeMounts[0]',
    'error web spec.containers[0].volumeMounts[0]',
  ]);
});

test('finds a script that writes beside all mounts of a read-only root', () => {
  const yaml = podOf({ containers: [writer('date > /state/now; sleep 1d', undefined, READ_ONLY)] });
  expect(placesOf(rule, yaml)).toEqual(['error writer spec.containers[0].command[2]']);
  expect(findingsOf(rule, yaml)[0]?.fix).toBe('mount an emptyDir at /state');
});

test('only warns where the image may have a volume there, and where the script is ready for it', () => {
  const unknown = { ...writer('date > /state/now', undefined, READ_ONLY), image: 'example.com/app:1' };
  expect(placesOf(rule, podOf({ containers: [unknown] }))).toEqual(['warning writer spec.containers[0].command[2]']);
  const guarded = writer('touch /site/now || echo no', { readOnly: true });
  expect(placesOf(rule, podOf({ containers: [guarded], volumes: [EMPTY] }))[0]).toMatch(/^warning/);
});

test('warns about data that cannot be kept', () => {
  const redis = {
    name: 'redis',
    image: 'redis:7.4',
    volumeMounts: [{ name: 'data', mountPath: '/data', readOnly: true }],
  };
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
  expect(placesOf(rule, podOf({ containers: [redis], volumes }))).toEqual([
    'warning redis spec.containers[0].volumeMounts[0].readOnly',
  ]);
});

test.each([
  ['a mount that can be written to', [writer(LOOP, {})], [EMPTY]],
  ['another folder than the mount', [writer(LOOP, { mountPath: '/sites', readOnly: true })], [EMPTY]],
  [
    'a deeper mount that can be',
    [
      writer(
        LOOP,
        {},
        {
          volumeMounts: [
            { name: 'site', mountPath: '/', readOnly: true },
            { name: 'site', mountPath: '/site' },
          ],
        },
      ),
    ],
    [EMPTY],
  ],
  [
    'a folder that is made in case it is not there',
    [writer('mkdir -p /site && ls /site', { readOnly: true })],
    [EMPTY],
  ],
  ['output that goes nowhere', [writer('ls /site > /dev/null 2>&1', { readOnly: true })], [EMPTY]],
  ['a script that only reads', [writer('cat /site/index.html; sleep 1d', { readOnly: true }, READ_ONLY)], [EMPTY]],
  ['a script that is not understood', [writer('echo "a > /site/x', { readOnly: true })], [EMPTY]],
])('is content with %s', (_, containers, volumes) => {
  expect(placesOf(rule, podOf({ containers, volumes }))).toEqual([]);
});
