import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { nestedMounts as rule } from './nested-mounts';

const READ_ONLY = { readOnly: true };

function app(outer: object, inner: object = {}, more: object = {}) {
  const volumeMounts = [
    { name: 'data', mountPath: '/data', ...outer },
    { name: 'cache', mountPath: '/data/cache', ...inner },
  ];
  return { name: 'app', image: 'example.com/app:1', volumeMounts, ...more };
}

function pod(containers: object[], data: object = { emptyDir: {} }, more: object = {}) {
  return podOf({
    containers,
    volumes: [
      { name: 'data', ...data },
      { name: 'cache', emptyDir: {} },
    ],
    ...more,
  });
}

const CLAIM = { persistentVolumeClaim: { claimName: 'data' } };
const INNER = 'spec.containers[0].volumeMounts[1].mountPath';

test('finds a mount inside a read-only emptyDir, which nobody can have made a folder in', () => {
  expect(placesOf(rule, pod([app(READ_ONLY)]))).toEqual([`error app ${INNER}`]);
  expect(findingsOf(rule, pod([app(READ_ONLY)]))[0]).toMatchObject({
    what: '/data/cache is inside /data, where volume "data" is mounted read-only',
    happens: 'RunContainerError: mkdir /data/cache: read-only file system',
    fix: 'mount "cache" outside /data, or leave readOnly out in the mount of "data"',
  });
});

test('warns where the folder may be there', () => {
  const writer = { name: 'writer', image: 'example.com/app:1', volumeMounts: [{ name: 'data', mountPath: '/data' }] };
  expect(placesOf(rule, pod([app(READ_ONLY), writer]))).toEqual([`warning app ${INNER}`]);
  expect(placesOf(rule, pod([app(READ_ONLY)], CLAIM))).toEqual([`warning app ${INNER}`]);
  expect(placesOf(rule, pod([app({})], { persistentVolumeClaim: { claimName: 'data', readOnly: true } }))).toEqual([
    `warning app ${INNER}`,
  ]);
});

describe('a writer whose words tell all that it makes', () => {
  const severityWith = (script: string, ...mounts: object[]) => {
    const writer = {
      name: 'writer',
      image: 'busybox:1.36',
      command: ['sh', '-c', script],
      volumeMounts: [{ name: 'data', mountPath: '/out' }, ...mounts],
    };
    return findingsOf(rule, pod([app(READ_ONLY), writer])).map(({ severity }) => severity)[0];
  };

  test.each([
    'while true; do date > /out/index.html; sleep 5; done',
    'mkdir -p /out/other && touch /out/other/a /out/cached; sleep 1d',
  ])('does not make the folder with "%s"', (script) => {
    expect(severityWith(script)).toBe('error');
  });

  test.each([
    'mkdir /out/cache; sleep 1d',
    'mkdir -p /out/cache/pages; sleep 1d',
    'mkdir -p $FOLDER; sleep 1d',
    'cd /out; mkdir cache; sleep 1d',
    'cp -r /site/. /out; sleep 1d',
    'tar -x -C /out -f /site.tar; sleep 1d',
    './fill /out',
  ])('may make it with "%s"', (script) => {
    expect(severityWith(script)).toBe('warning');
  });

  test('makes it by a mount of its own', () => {
    expect(severityWith('sleep 1d', { name: 'cache', mountPath: '/out/cache' })).toBe('warning');
  });
});

test('knows the claim templates of a StatefulSet', () => {
  const template = { spec: { containers: [app(READ_ONLY)], volumes: [{ name: 'cache', emptyDir: {} }] } };
  const spec = { template, volumeClaimTemplates: [{ metadata: { name: 'data' } }] };
  const yaml = JSON.stringify({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' }, spec });
  expect(placesOf(rule, yaml)).toEqual(['warning app spec.template.spec.containers[0].volumeMounts[1].mountPath']);
});

test('sees init containers and native sidecars', () => {
  const initContainers = [
    app(READ_ONLY, {}, { name: 'a' }),
    app(READ_ONLY, {}, { name: 'b', restartPolicy: 'Always' }),
  ];
  expect(placesOf(rule, pod([], undefined, { initContainers }))).toEqual([
    'error a spec.initContainers[0].volumeMounts[1].mountPath',
    'error b spec.initContainers[1].volumeMounts[1].mountPath',
  ]);
});

test('finds an inner mount that hides what another container writes', () => {
  const writer = {
    name: 'writer',
    image: 'busybox:1.36',
    command: ['sh', '-c', 'date > /shared/cache/now'],
    volumeMounts: [{ name: 'data', mountPath: '/shared' }],
  };
  expect(findingsOf(rule, pod([app({}), writer]))).toMatchObject([
    {
      severity: 'warning',
      what: 'writer writes /shared/cache/now to volume "data", and here /data/cache is volume "cache"',
      happens: 'app does not see that file: the inner mount hides it',
    },
  ]);
  const elsewhere = { ...writer, command: ['sh', '-c', 'date > /shared/now'] };
  expect(placesOf(rule, pod([app({}), elsewhere]))).toEqual([]);
});

test.each([
  ['an outer mount that can be written to', [app({})], undefined],
  ['a ConfigMap as the outer volume', [app({})], { configMap: { name: 'data' } }],
  ['a read-only mount of a ConfigMap', [app(READ_ONLY)], { configMap: { name: 'data' } }],
  ['a folder of the node', [app(READ_ONLY)], { hostPath: { path: '/var/log' } }],
  ['a read-only inner mount', [app({}, READ_ONLY)], undefined],
  ['mounts side by side', [app(READ_ONLY, { mountPath: '/database' })], undefined],
])('is content with %s', (_, containers, data) => expect(placesOf(rule, pod(containers, data))).toEqual([]));
