import { findingsOf, placesOf } from '../../../test/checks';
import { serviceSelector as rule } from './service-selector';

const yamlOf = (...objects: object[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');

const deployment = (name: string, labels: object, more: { own?: object; ports?: object[]; kind?: string } = {}) => ({
  apiVersion: more.kind === 'Job' ? 'batch/v1' : 'apps/v1',
  kind: more.kind ?? 'Deployment',
  metadata: { name, labels: more.own },
  spec: {
    template: {
      metadata: { labels },
      spec: { containers: [{ name: 'app', image: 'example.com/app:1', ports: more.ports }] },
    },
  },
});
const withSpec = (object: { spec: object }, spec: object) => ({ ...object, spec: { ...object.spec, ...spec } });
const service = (name: string, selector: object, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector, ports: [{ port: 80, targetPort: 8080 }], ...more },
});
const OPEN = { ports: [{ containerPort: 8080 }] };

test.each([
  ['a slip in the value', deployment('x', { app: 'web-frontend' }), { app: 'web-frontned' }, 'write app: web-frontend'],
  ['another value under the same name', deployment('web', { app: 'website' }), { app: 'web' }, 'write app: website'],
  [
    'one of several labels',
    deployment('x', { app: 'shop', tier: 'frontend' }),
    { app: 'shop', tier: 'fronted' },
    'write tier: frontend',
  ],
  [
    'labels of the workload only',
    deployment('web', { name: 'a' }, { own: { tier: 'front' } }),
    { tier: 'front' },
    'add tier: front to the labels of the Pod template, not only to those of the workload',
  ],
  [
    'another label under the same name',
    deployment('web', { run: 'web' }),
    { app: 'web' },
    'add app: web to the labels of the Pod template, not only to those of the workload',
  ],
])('warns of %s', (_, workload, selector, fix) => {
  const found = findingsOf(rule, yamlOf(workload, service('web', selector)));
  expect(found).toMatchObject([{ severity: 'warning', fix }]);
});

test('says which label is wrong', () => {
  const yaml = yamlOf(deployment('x', { app: 'web-frontend' }), service('web', { app: 'web-frontned' }));
  expect(placesOf(rule, yaml)).toEqual(['warning Service web spec.selector.app']);
  expect(findingsOf(rule, yaml)[0].what).toBe(
    'it selects Pods with app: web-frontned, and those of Deployment x have app: web-frontend',
  );
});

test('finds a Service without Pods where the set is all there is', () => {
  const yaml = yamlOf(deployment('x', { app: 'y' }), service('web', { app: 'api' }));
  expect(placesOf(rule, yaml)).toEqual([]);
  expect(placesOf(rule, yaml, { complete: true })).toEqual(['error Service web spec.selector']);
});

test('only warns where a label may be put on Pods while they run', () => {
  const yaml = yamlOf(deployment('x', { app: 'db' }), service('db', { app: 'db', role: 'primary' }));
  expect(placesOf(rule, yaml, { complete: true })).toEqual(['warning Service db spec.selector']);
  expect(placesOf(rule, yaml)).toEqual([]);
});

test.each([
  ['a worker', deployment('worker', { app: 'shop', component: 'worker' })],
  ['a Job', deployment('migrate', { app: 'shop' }, { kind: 'Job' })],
  ['a database with another port', deployment('db', { app: 'shop' }, { ports: [{ containerPort: 5432 }] })],
])('warns of Pods of %s beside those that open the port', (_, other) => {
  const yaml = yamlOf(
    deployment('web', { app: 'shop', component: 'web' }, OPEN),
    other,
    service('shop', { app: 'shop' }),
  );
  expect(placesOf(rule, yaml)).toEqual(['warning Service shop spec.selector']);
  expect(findingsOf(rule, yaml)[0].what).toContain(`it selects the Pods of ${other.kind} ${other.metadata.name} too`);
});

test.each([
  [
    'the other waits without a Pod',
    yamlOf(
      deployment('green', { app: 'web', track: 'green' }, OPEN),
      withSpec(deployment('blue', { app: 'web', track: 'blue' }), { replicas: 0 }),
      service('web', { app: 'web' }),
    ),
  ],
  ['it selects what it means', yamlOf(deployment('web', { app: 'web' }, OPEN), service('web', { app: 'web' }))],
  [
    'several workloads open the port',
    yamlOf(
      deployment('a', { app: 'web', track: 'stable' }, OPEN),
      deployment('b', { app: 'web', track: 'canary' }, OPEN),
      service('web', { app: 'web' }),
    ),
  ],
  [
    'the port is named',
    yamlOf(
      deployment('a', { app: 'web' }, { ports: [{ name: 'http', containerPort: 80 }] }),
      deployment('b', { app: 'web' }),
      service('web', { app: 'web' }, { ports: [{ port: 80, targetPort: 'http' }] }),
    ),
  ],
  [
    'nothing is known of any',
    yamlOf(deployment('a', { app: 'web' }), deployment('b', { app: 'web' }), service('web', { app: 'web' })),
  ],
  [
    'the version is to be switched',
    yamlOf(deployment('web', { app: 'web', version: 'blue' }), service('web', { app: 'web', version: 'green' })),
  ],
  ['the other is a neighbour', yamlOf(deployment('x', { app: 'team-a-web' }), service('y', { app: 'team-b-web' }))],
  ['the number is another', yamlOf(deployment('x', { app: 'redis-1' }), service('y', { app: 'redis-2' }))],
  ['it has no selector', yamlOf(deployment('web', { app: 'website' }), service('web', {}))],
  [
    'it leads to a name elsewhere',
    yamlOf(deployment('web', { app: 'website' }), service('web', { app: 'web' }, { type: 'ExternalName' })),
  ],
  [
    'the Pods are in another namespace',
    yamlOf(
      { ...deployment('web', { app: 'website' }), metadata: { name: 'web', namespace: 'shop' } },
      { ...service('web', { app: 'web' }), metadata: { name: 'web', namespace: 'other' } },
    ),
  ],
])('is content where %s', (_, yaml) => {
  expect(placesOf(rule, yaml)).toEqual([]);
});

test('takes Pods without a namespace for those of the Service', () => {
  const there = { ...service('web', { app: 'web' }), metadata: { name: 'web', namespace: 'shop' } };
  expect(placesOf(rule, yamlOf(deployment('web', { app: 'web' }), there), { complete: true })).toEqual([]);
});

test.each([
  [
    'the controller adds the label',
    yamlOf(
      { ...deployment('db', { app: 'db' }), kind: 'StatefulSet' },
      service('db-0', { 'statefulset.kubernetes.io/pod-name': 'db-0' }),
    ),
  ],
  [
    'an object of another kind makes such Pods',
    yamlOf(
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        metadata: { name: 'web' },
        spec: { template: { metadata: { labels: { app: 'web' } } } },
      },
      service('web', { app: 'web' }),
    ),
  ],
])('is content with a whole set where %s', (_, yaml) => {
  expect(placesOf(rule, yaml, { complete: true })).toEqual([]);
});
