import { findingsOf, placesOf } from '../../../test/checks';
import { selectorMismatch as rule } from './selector-mismatch';

function workload(selector: unknown, labels: unknown, kind = 'Deployment'): string {
  return JSON.stringify({
    apiVersion: kind === 'ReplicationController' ? 'v1' : kind === 'Job' ? 'batch/v1' : 'apps/v1',
    kind,
    metadata: { name: 'web' },
    spec: {
      selector,
      template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] } },
    },
  });
}

test.each(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'])(
  'finds a %s that does not select its Pods',
  (kind) => {
    expect(
      placesOf(rule, workload({ matchLabels: { tier: 'a', app: 'web' } }, { tier: 'a', app: 'site' }, kind)),
    ).toEqual([`error ${kind} web spec.selector.matchLabels.app`]);
  },
);

test('finds the plain selector of a ReplicationController', () => {
  expect(placesOf(rule, workload({ app: 'web' }, { app: 'site' }, 'ReplicationController'))).toEqual([
    'error ReplicationController web spec.selector.app',
  ]);
});

test('says which labels the Pods have', () => {
  expect(findingsOf(rule, workload({ matchLabels: { app: 'web' } }, { app: 'site' }))[0]?.what).toBe(
    'its selector does not match the labels of its Pod template, app: site',
  );
  expect(findingsOf(rule, workload({ matchLabels: { app: 'web' } }, undefined))[0]?.what).toBe(
    'its selector does not match the labels of its Pod template, which has none',
  );
});

test('finds expressions that do not hold, and an empty selector', () => {
  const matchExpressions = [{ key: 'app', operator: 'In', values: ['api'] }];
  expect(placesOf(rule, workload({ matchExpressions }, { app: 'web' }))).toEqual([
    'error Deployment web spec.selector',
  ]);
  expect(placesOf(rule, workload({}, { app: 'web' }))).toEqual(['error Deployment web spec.selector']);
});

test('is content with a selector that is a part of the labels', () => {
  const matchExpressions = [{ key: 'app', operator: 'Exists' }];
  expect(placesOf(rule, workload({ matchLabels: { app: 'web' } }, { app: 'web', tier: 'a' }))).toEqual([]);
  expect(placesOf(rule, workload({ matchExpressions }, { app: 'web' }))).toEqual([]);
});

test('says nothing about Jobs, whose selector is made for them, nor about a selector that is missing or no selector', () => {
  expect(placesOf(rule, workload({ matchLabels: { app: 'web' } }, {}, 'Job'))).toEqual([]);
  expect(placesOf(rule, workload(undefined, { app: 'web' }))).toEqual([]);
  expect(placesOf(rule, workload('app=web', { app: 'web' }))).toEqual([]);
});

test('leaves labels that are no texts to the schema', () => {
  expect(placesOf(rule, workload({ matchLabels: { app: 1 } }, { app: 1 }))).toEqual([]);
  expect(placesOf(rule, workload({ matchLabels: { app: '1' } }, { app: 1 }))).toEqual([]);
});
