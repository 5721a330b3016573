import { findingsOf, objectsIn, placesOf } from '../../../test/checks';
import { KubeObject } from '../../model/kube-object';
import { check } from '../engine';
import { duplicateObject as rule } from './duplicate-object';

const object = (name: unknown, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  ...more,
});
const documents = (...objects: object[]) => objects.map((each) => JSON.stringify(each)).join('\n---\n');

test('finds two objects of one kind and name', () => {
  const yaml = documents(object('a'), object('b'), object('a', { data: { key: 'other' } }));
  expect(findingsOf(rule, yaml)).toMatchObject([
    {
      severity: 'error',
      path: ['metadata', 'name'],
      what: 'there is another ConfigMap a before it',
      happens:
        'kubectl create says AlreadyExists, Helm and Kustomize refuse it, and kubectl apply replaces the first by the second',
      fix: 'give one of them another name, or make one object of the two',
    },
  ]);
});

test('warns where both are the same', () => {
  expect(findingsOf(rule, documents(object('a'), object('a')))).toMatchObject([
    {
      severity: 'warning',
      what: 'there is another ConfigMap a before it, which is the same',
      happens: 'kubectl create says AlreadyExists, Helm and Kustomize refuse it, and kubectl apply applies it twice',
      fix: 'leave one of them out',
    },
  ]);
});

test('takes versions of one API for one kind, and items of a list for objects', () => {
  const scaler = (version: string) => ({
    apiVersion: `autoscaling/${version}`,
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
  });
  expect(placesOf(rule, documents(scaler('v1'), scaler('v2')))).toEqual([
    'error HorizontalPodAutoscaler web metadata.name',
  ]);
  const list = { apiVersion: 'v1', kind: 'List', items: [object('a'), object('a')] };
  expect(placesOf(rule, JSON.stringify(list))).toEqual(['warning ConfigMap a metadata.name']);
});

test.each<[string, object[]]>([
  ['other kinds', [object('a'), object('a', { kind: 'Secret' })]],
  ['other groups', [object('a', { apiVersion: 'a.example.com/v1' }), object('a', { apiVersion: 'b.example.com/v1' })]],
  ['other namespaces', [object('a'), object('a', { metadata: { name: 'a', namespace: 'shop' } })]],
  [
    'names that are made',
    [object(undefined, { metadata: { generateName: 'a-' } }), object(undefined, { metadata: { generateName: 'a-' } })],
  ],
  ['names that are filled in later', [object('${A}'), object('${A}')]],
  ['names that are none', [object(''), object(''), object(5), object(5), object(null), object(null)]],
])('is content with %s', (_, objects) => expect(placesOf(rule, documents(...objects))).toEqual([]));

test('leaves objects of different files alone, which may be alternatives', () => {
  const from = (file: string) => objectsIn(documents(object('a'))).map(({ data }) => new KubeObject(data, { file }));
  const settings = {
    rules: [rule.id],
    context: { unitOf: ({ origin }: KubeObject) => (origin as { file: string }).file },
  };
  expect(check([...from('dev.yaml'), ...from('prod.yaml')], settings)).toEqual([]);
  expect(check([...from('dev.yaml'), ...from('dev.yaml')], settings)).toHaveLength(1);
});
