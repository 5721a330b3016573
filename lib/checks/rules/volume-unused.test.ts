import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { volumeUnused as rule } from './volume-unused';

const app = (...mounts: string[]) => ({
  name: 'app',
  image: 'example.com/app:1',
  volumeMounts: mounts.map((name) => ({ name, mountPath: `/${name}` })),
});
const volume = (name: string, source: object = { emptyDir: {} }) => ({ name, ...source });

test('finds a volume that nothing mounts', () => {
  const yaml = podOf({ containers: [app('data')], volumes: [volume('data'), volume('cache')] });
  expect(placesOf(rule, yaml)).toEqual(['warning Pod pod spec.volumes[1].name']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'no container mounts the volume "cache"',
    happens: 'No container sees it: what was to be read or shared is not there',
    fix: 'add it to the volumeMounts of the containers that are to use it, or remove the volume',
  });
});

test('says that a claim still holds the Pod back', () => {
  const volumes = [volume('data', { persistentVolumeClaim: { claimName: 'data' } })];
  expect(findingsOf(rule, podOf({ containers: [app()], volumes }))[0]?.happens).toBe(
    'No container sees it, and the Pod is still Pending until its claim is bound',
  );
});

test('finds a claim template that nothing mounts', () => {
  const volumeClaimTemplates = [{ metadata: { name: 'data' } }, { metadata: { name: 'wal' } }];
  const spec = { template: { spec: { containers: [app('data')] } }, volumeClaimTemplates };
  const yaml = JSON.stringify({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'db' }, spec });
  expect(placesOf(rule, yaml)).toEqual(['warning StatefulSet db spec.volumeClaimTemplates[1]']);
});

test.each([
  ['an init container', { initContainers: [app('data')] }],
  ['a native sidecar', { initContainers: [{ ...app('data'), restartPolicy: 'Always' }] }],
  ['an ephemeral container', { ephemeralContainers: [app('data')] }],
  ['a block device', { containers: [{ ...app(), volumeDevices: [{ name: 'data', devicePath: '/dev/xvda' }] }] }],
])('is content with a volume that is for %s', (_, spec) => {
  expect(placesOf(rule, podOf({ containers: [app()], volumes: [volume('data')], ...spec }))).toEqual([]);
});

test('is content with a volume that an annotation hands to an injected container', () => {
  const yaml = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'pod',
      annotations: { 'sidecar.istio.io/userVolumeMount': '[{"name": "certs", "mountPath": "/etc/certs"}]' },
    },
    spec: { containers: [app()], volumes: [volume('certs', { secret: { secretName: 'certs' } })] },
  });
  expect(placesOf(rule, yaml)).toEqual([]);
});

test('leaves what is no volume alone', () => {
  expect(placesOf(rule, podOf({ containers: 5, volumes: [null, 'data', { emptyDir: {} }, { name: 7 }] }))).toEqual([]);
});
