import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { mixedQos as rule } from './mixed-qos';

const EQUAL = { requests: { cpu: '500m', memory: '1Gi' }, limits: { cpu: 0.5, memory: '1024Mi' } };
const MAIN = { name: 'app', resources: EQUAL };

test('finds a helper without limits, and with limits that differ from its requests', () => {
  const helpers = [
    { name: 'none' },
    { name: 'no-cpu', resources: { limits: { memory: '64Mi' } } },
    { name: 'burst', resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '20m', memory: '64Mi' } } },
  ];
  const yaml = podOf({ containers: [MAIN, ...helpers] });
  expect(placesOf(rule, yaml)).toEqual([
    'warning none spec.containers[1]',
    'warning no-cpu spec.containers[2].resources',
    'warning burst spec.containers[3].resources',
  ]);
  expect(findingsOf(rule, yaml)[1]).toMatchObject({
    what: 'it has no equal requests and limits for cpu, as app has',
    fix: "set limits for cpu in no-cpu's resources, and requests equal to them",
  });
});

test('sees init containers and native sidecars, which count as well', () => {
  const initContainers = [{ name: 'setup' }, { name: 'helper', restartPolicy: 'Always' }];
  expect(placesOf(rule, podOf({ initContainers, containers: [MAIN] }))).toEqual([
    'warning setup spec.initContainers[0]',
    'warning helper spec.initContainers[1]',
  ]);
});

test.each([
  ['all are equal', [MAIN, { name: 'helper', resources: EQUAL }]],
  ['limits alone stand for requests', [MAIN, { name: 'helper', resources: { limits: { cpu: 1, memory: '1Mi' } } }]],
  ['nobody asks for the class', [{ name: 'app', resources: { requests: EQUAL.requests } }, { name: 'helper' }]],
  ['limits alone do not show that it is wanted', [{ name: 'app', resources: { limits: EQUAL.limits } }, { name: 'b' }]],
  ['the limit of memory alone is equal', [{ name: 'app', resources: { limits: { memory: '1Gi' } } }, { name: 'b' }]],
  ['only a helper has it', [{ name: 'app' }]],
])('is content where %s', (_, containers) => {
  expect(placesOf(rule, podOf({ containers }))).toEqual([]);
});

test('leaves Pods alone whose resources are those of the Pod', () => {
  const resources = { limits: { cpu: 1, memory: '2Gi' } };
  expect(placesOf(rule, podOf({ resources, containers: [MAIN, { name: 'helper' }] }))).toEqual([]);
});
