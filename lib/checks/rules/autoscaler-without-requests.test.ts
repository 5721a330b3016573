import { findingsOf, placesOf } from '../../../test/checks';
import { autoscalerWithoutRequests as rule } from './autoscaler-without-requests';

const yamlOf = (...objects: object[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');

const REQUESTS = { resources: { requests: { cpu: '100m', memory: '64Mi' } } };
const container = (name: string, more: object = {}) => ({ name, image: 'example.com/app:1', ...more });
const deployment = (spec: object) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { template: { spec } },
});
const autoscaler = (spec: object = {}, name = 'web') => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, ...spec },
});
const share = (name: string, target: object = { type: 'Utilization', averageUtilization: 70 }) => ({
  metrics: [{ type: 'Resource', resource: { name, target } }],
});

test('finds the one container without a request, native sidecars included', () => {
  const spec = {
    initContainers: [container('side', { restartPolicy: 'Always', resources: {} }), container('init')],
    containers: [container('main', REQUESTS), container('helper')],
  };
  const yaml = yamlOf(deployment(spec), autoscaler(share('cpu')));
  expect(placesOf(rule, yaml)).toEqual([
    'error side spec.template.spec.initContainers[0].resources',
    'error helper spec.template.spec.containers[1]',
  ]);
  const [finding] = findingsOf(rule, yaml);
  expect(finding.what).toBe('it requests no cpu, and HorizontalPodAutoscaler web scales by the utilization of cpu');
  expect(finding.fix).toBe(
    'set resources.requests.cpu of side, or measure one container with a ContainerResource metric',
  );
});

test('measures CPU where the autoscaler says nothing', () => {
  const old = { ...autoscaler({ targetCPUUtilizationPercentage: 80 }), apiVersion: 'autoscaling/v1' };
  expect(placesOf(rule, yamlOf(deployment({ containers: [container('main')] }), old))).toHaveLength(1);
});

test('reports each resource once, however many autoscalers there are', () => {
  const spec = { containers: [container('main')] };
  const yaml = yamlOf(
    deployment(spec),
    autoscaler(share('cpu')),
    autoscaler(share('cpu'), 'b'),
    autoscaler(share('memory'), 'c'),
  );
  expect(findingsOf(rule, yaml).map(({ fix }) => fix)).toEqual([
    'set resources.requests.cpu of main',
    'set resources.requests.memory of main',
  ]);
});

test('looks at one container where the metric is of one', () => {
  const metric = {
    metrics: [
      {
        type: 'ContainerResource',
        containerResource: { name: 'cpu', container: 'main', target: { averageUtilization: 70 } },
      },
    ],
  };
  const yaml = (main: object) =>
    yamlOf(deployment({ containers: [container('main', main), container('helper')] }), autoscaler(metric));
  expect(placesOf(rule, yaml(REQUESTS))).toEqual([]);
  expect(placesOf(rule, yaml({}))).toEqual(['error main spec.template.spec.containers[0]']);
});

const bare = { containers: [container('main')] };
const range = (namespace?: string) => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'defaults', namespace },
  spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '100m' } }] },
});

test.each([
  [
    'all containers request it',
    yamlOf(deployment({ containers: [container('main', REQUESTS)] }), autoscaler(share('cpu'))),
  ],
  [
    'a limit is the request too',
    yamlOf(
      deployment({ containers: [container('main', { resources: { limits: { cpu: 1 } } })] }),
      autoscaler(share('cpu')),
    ),
  ],
  [
    'the Pod requests it as a whole',
    yamlOf(deployment({ ...bare, resources: { requests: { cpu: 1 } } }), autoscaler(share('cpu'))),
  ],
  ['a LimitRange fills it in', yamlOf(deployment(bare), autoscaler(share('cpu')), range())],
  [
    'a value is wanted, not a share',
    yamlOf(deployment(bare), autoscaler(share('cpu', { type: 'AverageValue', averageValue: '500m' }))),
  ],
  [
    'the metric is another one',
    yamlOf(deployment(bare), autoscaler({ metrics: [{ type: 'Pods', pods: { metric: { name: 'rps' } } }] })),
  ],
  ['the workload is not in the set', yamlOf(autoscaler(share('cpu')))],
])('is content where %s', (_, yaml) => {
  expect(placesOf(rule, yaml)).toEqual([]);
});

test('a LimitRange of another namespace is of no use', () => {
  expect(placesOf(rule, yamlOf(deployment(bare), autoscaler(share('cpu')), range('other')))).toHaveLength(1);
});
