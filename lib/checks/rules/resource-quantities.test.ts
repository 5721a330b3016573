import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { resourceQuantities as rule } from './resource-quantities';

const app = (requests: object, limits: object = {}) =>
  podOf({ containers: [{ name: 'app', resources: { requests, limits } }] });

test('finds requests above limits', () => {
  const yaml = app({ cpu: 2, memory: '1Gi', 'ephemeral-storage': '1Gi' }, { cpu: '1500m', memory: '512Mi' });
  expect(placesOf(rule, yaml)).toEqual([
    'error app spec.containers[0].resources.requests.cpu',
    'error app spec.containers[0].resources.requests.memory',
  ]);
  expect(findingsOf(rule, yaml)[1]).toMatchObject({
    what: 'it requests 1Gi of memory, and its limit is 512Mi',
    happens:
      'The API server rejects it: requests: Invalid value: "1Gi": must be less than or equal to memory limit of 512Mi',
    fix: 'request 512Mi at most, or raise the limit',
  });
  expect(placesOf(rule, app({ cpu: '1m' }, { cpu: 0 }))).toHaveLength(1);
});

test('sees init containers and native sidecars', () => {
  const resources = { requests: { cpu: 2 }, limits: { cpu: 1 } };
  const initContainers = [
    { name: 'setup', resources },
    { name: 'helper', restartPolicy: 'Always', resources },
  ];
  expect(placesOf(rule, podOf({ initContainers, containers: [] }))).toEqual([
    'error setup spec.initContainers[0].resources.requests.cpu',
    'error helper spec.initContainers[1].resources.requests.cpu',
  ]);
});

test('finds quantities below zero', () => {
  const yaml = app({ cpu: -1 }, { memory: '-1Gi' });
  expect(placesOf(rule, yaml)).toEqual([
    'error app spec.containers[0].resources.requests.cpu',
    'error app spec.containers[0].resources.limits.memory',
  ]);
  expect(findingsOf(rule, yaml)[1]).toMatchObject({
    what: 'its limits for memory are -1Gi',
    happens: 'The API server rejects it: limits[memory]: Invalid value: "-1Gi": must be greater than or equal to 0',
    fix: 'write 0 or more, or leave it out',
  });
});

test.each([
  ['128m', 'its limits for memory are 128m, which is 0.128 bytes, as m stands for a thousandth', 'write 128Mi'],
  [64, 'its limits for memory are 64, which is 64 bytes', 'write 64Mi'],
  ['512Ki', 'its limits for memory are 512Ki, which is 524288 bytes', 'write a unit such as Mi or Gi'],
])('warns of a limit of %s for memory', (memory, what, fix) => {
  expect(placesOf(rule, app({}, { memory }))).toEqual(['warning app spec.containers[0].resources.limits.memory']);
  expect(findingsOf(rule, app({}, { memory }))).toMatchObject([{ what, fix: expect.stringContaining(fix) }]);
});

test('warns of requests in thousandths of a byte, and lets small ones be', () => {
  expect(placesOf(rule, app({ memory: '128m', 'ephemeral-storage': '1m' }))).toHaveLength(2);
  expect(placesOf(rule, app({ memory: 1, cpu: '1m' }, { cpu: '5m' }))).toEqual([]);
  expect(placesOf(rule, app({ memory: 0 }, { memory: 0, 'ephemeral-storage': '100Ki' }))).toEqual([]);
});

test('finds what is no resource of a container', () => {
  expect(findingsOf(rule, app({ storage: '1Gi' }))).toMatchObject([
    {
      what: '"storage" in its requests is no resource of a container',
      happens:
        'The API server rejects it: requests[storage]: Invalid value: "storage": must be a standard resource for containers',
      fix: 'write cpu, memory, ephemeral-storage, or the full name of a device, such as nvidia.com/gpu',
    },
  ]);
});

test('finds devices in parts, or requested without the same limit', () => {
  expect(findingsOf(rule, app({}, { 'nvidia.com/gpu': '500m' }))).toMatchObject([
    {
      what: 'its limits for nvidia.com/gpu are 500m',
      happens: 'The API server rejects it: limits[nvidia.com/gpu]: Invalid value: "500m": must be an integer',
      fix: 'write a whole number',
    },
  ]);
  expect(findingsOf(rule, app({ 'nvidia.com/gpu': 1 }, { 'nvidia.com/gpu': 2 }))).toMatchObject([
    {
      what: 'it requests 1 of nvidia.com/gpu, and its limit is 2',
      happens: 'The API server rejects it: requests: Invalid value: "1": must be equal to nvidia.com/gpu limit of 2',
      fix: 'write the same for both',
    },
  ]);
  expect(findingsOf(rule, app({ 'hugepages-2Mi': '4Mi' }))).toMatchObject([
    {
      severity: 'warning',
      what: 'it requests hugepages-2Mi without a limit',
      happens:
        'The API server rejects it: limits[hugepages-2Mi]: Required value: Limit must be set for non overcommitable resources',
      fix: 'set its limit to 4Mi too; the request may be left out then',
    },
  ]);
});

test.each<[string, object, object]>([
  ['equal amounts that are written differently', { cpu: '700m', memory: '1Gi' }, { cpu: 0.7, memory: '1024Mi' }],
  ['a limit alone', {}, { cpu: 1, 'nvidia.com/gpu': 1 }],
  ['a request alone', { cpu: 1 }, {}],
  ['devices in whole', { 'nvidia.com/gpu': '1' }, { 'nvidia.com/gpu': '1000m' }],
  ['pages that are reserved', { 'hugepages-2Mi': '4Mi' }, { 'hugepages-2Mi': '4096Ki' }],
  ["Kubernetes' own resources", { 'example.kubernetes.io/thing': '500m' }, {}],
  ['what is filled in later', { cpu: '${CPU}', memory: '1Gi' }, { cpu: 1, memory: '{{ .Values.memory }}' }],
  ['what is no quantity', { cpu: null, memory: {} }, { cpu: [], memory: 'much' }],
])('is content with %s', (_, requests, limits) => expect(placesOf(rule, app(requests, limits))).toEqual([]));

test('is content with resources of any type', () => {
  for (const resources of [null, [], 'x', { requests: [], limits: 5 }]) {
    expect(placesOf(rule, podOf({ containers: [{ name: 'app', resources }] }))).toEqual([]);
  }
});
