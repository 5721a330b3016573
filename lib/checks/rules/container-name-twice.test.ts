import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { containerNameTwice as rule } from './container-name-twice';

const MAIN = { name: 'main', image: 'example.com/app:1' };

test('finds the second and every later container of a name', () => {
  expect(placesOf(rule, podOf({ containers: [MAIN, MAIN, { ...MAIN, name: 'proxy' }, MAIN] }))).toEqual([
    'error main spec.containers[1].name',
    'error main spec.containers[3].name',
  ]);
});

test('compares regular containers with init containers and native sidecars, and these with each other', () => {
  const sidecar = { ...MAIN, restartPolicy: 'Always' };
  expect(placesOf(rule, podOf({ initContainers: [sidecar], containers: [MAIN] }))).toEqual([
    'error main spec.initContainers[0].name',
  ]);
  expect(
    placesOf(
      rule,
      podOf({
        initContainers: [
          { ...MAIN, name: 'a' },
          { ...sidecar, name: 'a' },
        ],
        containers: [MAIN],
      }),
    ),
  ).toEqual(['error a spec.initContainers[1].name']);
});

test('quotes the API server', () => {
  const [finding] = findingsOf(rule, podOf({ containers: [MAIN, MAIN] }));
  expect(finding).toMatchObject({
    what: 'another container of the Pod is named "main" as well',
    happens: 'The API server rejects it: spec.containers[1].name: Duplicate value: "main"',
    fix: 'give it a name of its own, such as what it does in the Pod',
  });
});

test('is content with names of their own', () => {
  expect(placesOf(rule, podOf({ containers: [MAIN, { ...MAIN, name: 'Main' }] }))).toEqual([]);
});

test('leaves containers without a usable name to others', () => {
  expect(
    placesOf(rule, podOf({ containers: [{ name: 5 }, { name: 5 }, {}, { name: null }, { name: '' }, 7] })),
  ).toEqual([]);
});
