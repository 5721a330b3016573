import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { mountPathTwice as rule } from './mount-path-twice';

const app = (...paths: unknown[]) => ({
  name: 'app',
  image: 'example.com/app:1',
  volumeMounts: paths.map((mountPath, index) => ({ name: `volume-${index}`, mountPath })),
});

test('finds the second mount on a path', () => {
  const yaml = podOf({ containers: [app('/data', '/cache', '/data')] });
  expect(placesOf(rule, yaml)).toEqual(['error app spec.containers[0].volumeMounts[2].mountPath']);
  expect(findingsOf(rule, yaml)[0]).toMatchObject({
    what: 'volumes "volume-0" and "volume-2" are both mounted at /data',
    happens: 'The API server rejects it: mountPath: Invalid value: "/data": must be unique',
    fix: 'mount one of the two at another path, or remove the one that is not needed',
  });
});

test('finds the same path with other slashes, which the API server lets pass', () => {
  const [finding] = findingsOf(rule, podOf({ containers: [app('/data', '//data/')] }));
  expect(finding?.happens).toBe(
    'It is accepted, as "/data" and "//data/" differ as texts; then the one hides the other',
  );
});

test('sees init containers and native sidecars', () => {
  const initContainers = [
    { ...app('/a', '/a'), name: 'setup' },
    { ...app('/a', '/a'), name: 'helper', restartPolicy: 'Always' },
  ];
  expect(placesOf(rule, podOf({ initContainers, containers: [app()] }))).toEqual([
    'error setup spec.initContainers[0].volumeMounts[1].mountPath',
    'error helper spec.initContainers[1].volumeMounts[1].mountPath',
  ]);
});

test('is content with one path in two containers, and with a mount below another', () => {
  const containers = [app('/data', '/data/cache', '/database'), { ...app('/data'), name: 'other' }];
  expect(placesOf(rule, podOf({ containers }))).toEqual([]);
});

test('leaves what is no path alone', () => {
  expect(placesOf(rule, podOf({ containers: [app(1, 1, null, null, '', '')] }))).toEqual([]);
});
