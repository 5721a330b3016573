import { isNearMiss, nearMiss } from './near-miss';

test.each([
  ['volumeMount', 'volumeMounts'],
  ['containerport', 'containerPort'],
  ['shared_data', 'shared-data'],
  ['apiVerison', 'apiVersion'],
  ['imagePulPolcy', 'imagePullPolicy'],
  ['nginx-confg', 'nginx-config'],
])('"%s" is a near-miss of "%s"', (a, b) => {
  expect([isNearMiss(a, b), isNearMiss(b, a)]).toEqual([true, true]);
});

test.each([
  ['data-1', 'data-2'],
  ['web', 'api'],
  ['db-a', 'db-b2'],
  ['cache', 'config'],
  ['hostnameOverride', 'hostname'],
  ['', '-'],
  ['a'.repeat(200), `${'a'.repeat(199)}b`],
])('"%s" is none of "%s"', (a, b) => {
  expect([isNearMiss(a, b), isNearMiss(b, a)]).toEqual([false, false]);
});

test('takes the one that is near, and none of several', () => {
  expect(nearMiss('confg', ['cache', 'config', 'config'])).toBe('config');
  expect(nearMiss('confg', ['config', 'confi'])).toBeUndefined();
  expect(nearMiss('config', ['config'])).toBeUndefined();
});
