import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { envTwice as rule } from './env-twice';

const app = (env: unknown, more: object = {}) => ({ name: 'app', image: 'example.com/app:1', env, ...more });

test('finds the second entry, wherever its value is from', () => {
  const env = [
    { name: 'MODE', value: 'a' },
    { name: 'PORT', value: '80' },
    { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'app', key: 'mode' } } },
  ];
  expect(placesOf(rule, podOf({ containers: [app(env)] }))).toEqual(['warning app spec.containers[0].env[2]']);
});

test('sees init containers and native sidecars', () => {
  const env = [{ name: 'A' }, { name: 'A' }];
  const initContainers = [app(env, { name: 'setup' }), app(env, { name: 'helper', restartPolicy: 'Always' })];
  expect(placesOf(rule, podOf({ initContainers, containers: [app([])] }))).toEqual([
    'warning setup spec.initContainers[0].env[1]',
    'warning helper spec.initContainers[1].env[1]',
  ]);
});

test('names the variable', () => {
  const [finding] = findingsOf(rule, podOf({ containers: [app([{ name: 'A' }, { name: 'A' }])] }));
  expect(finding?.what).toBe('the environment variable A is set before');
  expect(finding?.fix).toBe('leave one entry named A');
});

test('is content with one variable in two containers, and with names that differ in case', () => {
  const containers = [app([{ name: 'A' }, { name: 'a' }]), app([{ name: 'A' }], { name: 'other' })];
  expect(placesOf(rule, podOf({ containers }))).toEqual([]);
});

test('is content with an entry over one that comes from envFrom, which is how to override it', () => {
  const envFrom = [{ configMapRef: { name: 'app' } }];
  expect(placesOf(rule, podOf({ containers: [app([{ name: 'A', value: 'b' }], { envFrom })] }))).toEqual([]);
});

test('leaves what is no variable alone', () => {
  expect(
    placesOf(rule, podOf({ containers: [app('A=1'), app([null, { name: 1 }, { name: 1 }], { name: 'b' })] })),
  ).toEqual([]);
});
