import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { KubernetesVersion } from '../../kubernetes-version';
import { invalidEnv as rule } from './invalid-env';

const app = (env: unknown, envFrom?: unknown) => podOf({ containers: [{ name: 'app', image: 'x', env, envFrom }] });
const relaxed = { version: KubernetesVersion.parse('1.30', 'test') };

test('finds a variable without a name', () => {
  expect(findingsOf(rule, app([{ name: '', value: 'x' }]))).toMatchObject([
    {
      path: ['spec', 'containers', 0, 'env', 0, 'name'],
      what: 'an environment variable has no name',
      happens: 'The API server rejects it: name: Required value',
    },
  ]);
});

test('finds a name with its value in it, in any version', () => {
  const yaml = app([{ name: 'MODE=fast' }]);
  expect(findingsOf(rule, yaml)).toMatchObject([
    {
      what: '"MODE=fast" is no name of an environment variable',
      happens: 'The API server rejects it: name: Invalid value: "MODE=fast"',
      fix: 'write what is after the "=" as its value',
    },
  ]);
  expect(placesOf(rule, yaml, relaxed)).toHaveLength(1);
});

test.each(['1ST', 'a b', 'A/B', '..', '..a', '.', 'a$'])('finds the name %s before Kubernetes 1.30 only', (name) => {
  expect(findingsOf(rule, app([{ name }]))).toMatchObject([
    { fix: 'use letters, digits, "_", "-" and ".", with no digit first and no ".." at the start' },
  ]);
  expect(placesOf(rule, app([{ name }]), relaxed)).toEqual([]);
});

test.each(['ä', 'a\n', 'a\t'])('finds the name %j in any version', (name) => {
  expect(placesOf(rule, app([{ name }]))).toHaveLength(1);
  expect(findingsOf(rule, app([{ name }]), relaxed)[0]?.fix).toBe('use printable ASCII characters but "="');
});

test('finds the prefixes of variables too', () => {
  expect(findingsOf(rule, app([], [{ prefix: '1_', configMapRef: { name: 'a' } }, { prefix: '' }]))).toMatchObject([
    { path: ['spec', 'containers', 0, 'envFrom', 0, 'prefix'], what: '"1_" is no prefix of an environment variable' },
  ]);
});

test('finds values that come from nowhere, or from two places', () => {
  const fieldRef = { fieldPath: 'metadata.name' };
  const yaml = app([
    { name: 'A', valueFrom: {} },
    { name: 'B', value: 'x', valueFrom: { fieldRef } },
    { name: 'C', valueFrom: { fieldRef, secretKeyRef: { name: 'a', key: 'b' } } },
  ]);
  expect(findingsOf(rule, yaml)).toMatchObject([
    {
      path: ['spec', 'containers', 0, 'env', 0, 'valueFrom'],
      what: 'the valueFrom of environment variable "A" is empty',
      happens:
        'The API server rejects it: valueFrom: Invalid value: "": must specify one of: fieldRef, resourceFieldRef, configMapKeyRef or secretKeyRef',
      fix: 'say where the value comes from, such as secretKeyRef, or write a value in its place',
    },
    {
      what: 'environment variable "B" has a value and valueFrom',
      happens:
        'The API server rejects it: valueFrom: Invalid value: "": may not be specified when `value` is not empty',
      fix: 'leave one of the two out',
    },
    {
      what: 'the value of environment variable "C" comes from fieldRef and secretKeyRef',
      happens:
        'The API server rejects it: valueFrom: Invalid value: "": may not have more than one field specified at a time',
      fix: 'leave one of them',
    },
  ]);
});

test('sees init containers', () => {
  const initContainers = [{ name: 'setup', env: [{ name: '' }] }];
  expect(placesOf(rule, podOf({ initContainers, containers: [] }))).toEqual([
    'error setup spec.initContainers[0].env[0].name',
  ]);
});

test.each<[string, unknown]>([
  ['names that are allowed', [{ name: '_a' }, { name: 'spring.datasource.url' }, { name: 'a-b' }, { name: '.a' }]],
  ['an empty value beside valueFrom', [{ name: 'A', value: '', valueFrom: { fieldRef: {} } }]],
  ['sources that are null', [{ name: 'A', valueFrom: { fieldRef: {}, secretKeyRef: null } }]],
  ['what is filled in later', [{ name: '${NAME}=x' }, { name: '{{ .Values.name }}' }]],
  ['what is no list or text', 'x'],
  ['entries of any type', [null, 5, [], { name: 5, valueFrom: 'x' }]],
])('is content with %s', (_, env) => expect(placesOf(rule, app(env, [null, { prefix: 5 }]))).toEqual([]));
