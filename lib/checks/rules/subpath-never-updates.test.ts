import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { subpathNeverUpdates as rule } from './subpath-never-updates';

const mounts = (subPath?: string, mountPath = '/conf') => ({ volumeMounts: [{ name: 'files', mountPath, subPath }] });
const app = (subPath?: string, more: object = {}) => ({
  name: 'app',
  image: 'example.com/app:1',
  ...mounts(subPath),
  ...more,
});
const reloader = (subPath?: string) => ({
  name: 'reload',
  image: 'jimmidyson/configmap-reload:v0.9.0',
  ...mounts(subPath),
});
const gitSync = (more: object = {}, subPath?: string) => ({
  name: 'sync',
  image: 'registry.k8s.io/git-sync/git-sync:v4.4.0',
  ...mounts(subPath, '/git'),
  ...more,
});
const pod = (containers: object[], volume: object, more: object = {}) =>
  podOf({ containers, volumes: [{ name: 'files', ...volume }], ...more });

const CONFIG = { configMap: { name: 'app' } };
const EMPTY = { emptyDir: {} };
const TOKEN = { projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } };
const FIRST = 'app spec.containers[0].volumeMounts[0].subPath';

test('finds a file that a reloader beside it waits for', () => {
  const yaml = pod([app('app.yaml'), reloader()], CONFIG);
  expect(placesOf(rule, yaml)).toEqual([`warning ${FIRST}`]);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'it mounts app.yaml of volume "files", and reload waits for changes of it',
    happens: 'A change never arrives, and a reload reads the old file again',
    fix: 'mount the volume as a folder, without subPath',
  });
});

test('finds a reloader that is a script, or a native sidecar, or has the subPath itself', () => {
  const script = 'while inotifywait /conf; do nginx -s reload; done';
  const own = { ...reloader('app.yaml'), image: 'example.com/tools:1', command: ['sh', '-c', script] };
  expect(placesOf(rule, pod([app('app.yaml'), own], CONFIG))).toEqual([
    `warning ${FIRST}`,
    'warning reload spec.containers[1].volumeMounts[0].subPath',
  ]);
  const initContainers = [{ ...reloader(), restartPolicy: 'Always' }];
  expect(placesOf(rule, pod([app('app.yaml')], CONFIG, { initContainers }))).toEqual([`warning ${FIRST}`]);
});

test('finds the link that git-sync changes', () => {
  const yaml = pod([app('repo'), gitSync()], EMPTY);
  expect(placesOf(rule, yaml)).toEqual([`warning ${FIRST}`]);
  expect(findingsOf(rule, yaml)[0]?.fix).toBe('mount the whole volume, and use the path with the link in it');
  const expression = { volumeMounts: [{ name: 'files', mountPath: '/conf', subPathExpr: '$(REPO)' }] };
  expect(placesOf(rule, pod([app(undefined, expression), gitSync()], EMPTY))).toEqual([
    'warning app spec.containers[0].volumeMounts[0].subPathExpr',
  ]);
});

test('finds a token that expires', () => {
  expect(findingsOf(rule, pod([app('token')], TOKEN))[0]?.what).toBe(
    'it mounts token of volume "files", and the kubelet renews the token in it',
  );
});

test.each([
  ['a file of a ConfigMap that nobody waits for', [app('app.yaml')], CONFIG],
  ['a folder with a reloader', [app(), reloader()], CONFIG],
  ['a reloader of another volume', [app('app.yaml'), { ...reloader(), volumeMounts: [] }], CONFIG],
  ['a token in a folder', [app()], TOKEN],
  ['a whole volume of git-sync', [app(), gitSync()], EMPTY],
  ['git-sync in a folder of a shared volume', [app('site'), gitSync({}, 'site')], EMPTY],
  ['git-sync that runs once', [app('repo'), gitSync({ args: ['--one-time'] })], EMPTY],
  ['a claim in parts', [app('uploads')], { persistentVolumeClaim: { claimName: 'data' } }],
])('is content with %s', (_, containers, volume) => expect(placesOf(rule, pod(containers, volume))).toEqual([]));

test('is content with git-sync as an init container', () => {
  expect(placesOf(rule, pod([app('repo')], EMPTY, { initContainers: [gitSync()] }))).toEqual([]);
});
