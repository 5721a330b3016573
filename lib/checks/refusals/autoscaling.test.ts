import { ofObject } from '../../../test/refusals';

const ofScaler = (spec: object) =>
  ofObject('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: { maxReplicas: 3, scaleTargetRef: { kind: 'Deployment', name: 'web' }, ...spec },
  });
const ofMetric = (metric: object) => ofScaler({ metrics: [metric] });

test.each<[string, string[], string[]]>([
  [
    'more replicas than the most',
    ofScaler({ minReplicas: 5 }),
    [
      'spec.maxReplicas | there are to be at least 5 replicas and at most 3 | maxReplicas: Invalid value: 3: must be greater than or equal to `minReplicas`',
    ],
  ],
  [
    'no replicas',
    ofScaler({ maxReplicas: 0 }),
    ['spec.maxReplicas | maxReplicas is 0 | maxReplicas: Invalid value: 0: must be greater than 0'],
  ],
  [
    'replicas below zero',
    ofScaler({ minReplicas: -1 }),
    ['spec.minReplicas | minReplicas is -1 | minReplicas: Invalid value: -1: must be greater than or equal to 1'],
  ],
  [
    'a metric of another type',
    ofMetric({ type: 'Pods', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }),
    [
      'spec.metrics[0] | a metric of type Pods has no pods | pods: Required value: must populate information for the given metric source',
    ],
  ],
  [
    'a metric without a goal',
    ofMetric({ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } }),
    [
      'spec.metrics[0].resource.target | a metric has no value to be kept to | averageUtilization: Required value: must set either a target raw value or a target utilization',
    ],
  ],
  [
    'a metric with two goals',
    ofMetric({
      type: 'Resource',
      resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80, averageValue: '1' } },
    }),
    [
      'spec.metrics[0].resource.target | a metric has two values to be kept to | averageValue: Forbidden: may not set both a target raw value and a target utilization',
    ],
  ],
  [
    'a metric of two sources',
    ofMetric({
      type: 'Resource',
      resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
      pods: {},
    }),
    [
      'spec.metrics[0].pods | a metric of type Resource has pods as well | pods: Forbidden: must populate the given metric source only',
    ],
  ],
  [
    'a metric of Pods without a goal',
    ofMetric({ type: 'Pods', pods: { metric: { name: 'a' }, target: { type: 'AverageValue' } } }),
    [
      'spec.metrics[0].pods.target | a metric of Pods has no value to be kept to | averageValue: Required value: must specify a positive target averageValue',
    ],
  ],
  [
    'a goal of nothing',
    ofMetric({ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 0 } } }),
    [
      'spec.metrics[0].resource.target.averageUtilization | averageUtilization is 0 | averageUtilization: Invalid value: 0: must be greater than zero',
    ],
  ],
  [
    'a window that is too long',
    ofScaler({ behavior: { scaleDown: { stabilizationWindowSeconds: 3601 } } }),
    [
      'spec.behavior.scaleDown.stabilizationWindowSeconds | stabilizationWindowSeconds is 3601 | stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600',
    ],
  ],
  [
    'a period that is too long',
    ofScaler({ behavior: { scaleUp: { policies: [{ type: 'Pods', value: 0, periodSeconds: 1801 }] } } }),
    [
      'spec.behavior.scaleUp.policies[0].periodSeconds | periodSeconds is 1801 | periodSeconds: Invalid value: 1801: must be less than or equal to 1800',
      'spec.behavior.scaleUp.policies[0].value | value is 0 | value: Invalid value: 0: must be greater than zero',
    ],
  ],
])('finds %s', (_, found, expected) => expect(found).toEqual(expected));

test.each<[string, string[]]>([
  [
    'metrics',
    [
      ...ofMetric({ type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue: '1' } } }),
      ...ofMetric({
        type: 'Pods',
        pods: { metric: { name: 'a' }, target: { type: 'AverageValue', averageValue: '1' } },
      }),
    ],
  ],
  ['scaling to nothing, which a cluster may allow', ofScaler({ minReplicas: 0 })],
  [
    'behavior',
    ofScaler({
      behavior: {
        scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: 'Pods', value: 1, periodSeconds: 1800 }] },
      },
    }),
  ],
  ['wrong types', ofScaler({ metrics: [5, { type: 5 }], behavior: 5 })],
])('is content with %s', (_, found) => expect(found).toEqual([]));
