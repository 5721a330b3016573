import { ofObject } from '../../../test/refusals';

const SELECTOR = { matchLabels: { app: 'web' } };
const template = (spec: object = {}) => ({ metadata: { labels: { app: 'web' } }, spec: { containers: [], ...spec } });
const ofApp = (kind: string, spec: object) =>
  ofObject('apps/v1', kind, { spec: { selector: SELECTOR, template: template(), ...spec } });
const ofRollout = (rollingUpdate: object) => ofApp('Deployment', { strategy: { rollingUpdate } });
const ofNodes = (rollingUpdate: object) => ofApp('DaemonSet', { updateStrategy: { rollingUpdate } });
const ofJob = (spec: object) =>
  ofObject('batch/v1', 'Job', { spec: { template: template({ restartPolicy: 'Never' }), ...spec } });
const ofBudget = (spec: object) =>
  ofObject('policy/v1', 'PodDisruptionBudget', { spec: { selector: SELECTOR, ...spec } });

test.each<[string, string[], string[]]>([
  [
    'Pods of a Deployment that are to end',
    ofApp('Deployment', { template: template({ activeDeadlineSeconds: 5 }) }),
    [
      'spec.template.spec.activeDeadlineSeconds | Pods that are replaced when they end are to end after 5 s | activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported',
    ],
  ],
  [
    'Pods of a StatefulSet that are to end',
    ofApp('StatefulSet', { template: template({ activeDeadlineSeconds: 5 }) }),
    [
      'spec.template.spec.activeDeadlineSeconds | Pods that are replaced when they end are to end after 5 s | activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in StatefulSet is not Supported',
    ],
  ],
  [
    'Pods of a DaemonSet that are to end',
    ofApp('DaemonSet', { template: template({ activeDeadlineSeconds: 5 }) }),
    [
      'spec.template.spec.activeDeadlineSeconds | Pods that are replaced when they end are to end after 5 s | activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in DaemonSet is not Supported',
    ],
  ],
  [
    'a selector of nothing',
    ofApp('Deployment', { selector: {} }),
    ['spec.selector | its selector is empty | selector: Invalid value: {}: empty selector is invalid for deployment'],
  ],
  [
    'a selector of a StatefulSet of nothing',
    ofApp('StatefulSet', { selector: { matchLabels: {} } }),
    ['spec.selector | its selector is empty | selector: Invalid value: {}: empty selector is invalid for statefulset'],
  ],
  [
    'a deadline that no Pod can keep',
    ofApp('Deployment', { minReadySeconds: 60, progressDeadlineSeconds: 60 }),
    [
      'spec.progressDeadlineSeconds | a rollout has 60 s to get on, and each Pod 60 s to show that it is ready | progressDeadlineSeconds: Invalid value: 60: must be greater than minReadySeconds',
    ],
  ],
  [
    'a deadline that is left out',
    ofApp('Deployment', { minReadySeconds: 600 }),
    [
      'spec.minReadySeconds | a rollout has 600 s to get on, and each Pod 600 s to show that it is ready | progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds',
    ],
  ],
  [
    'Recreate with a rollingUpdate',
    ofApp('Deployment', { strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } }),
    [
      "spec.strategy.rollingUpdate | all Pods are to be replaced at once, and there is a rollingUpdate | rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
    ],
  ],
  [
    'a rollout that cannot begin',
    ofRollout({ maxSurge: '0%', maxUnavailable: 0 }),
    [
      'spec.strategy.rollingUpdate.maxUnavailable | no Pod may be missing and none may be added while Pods are replaced | maxUnavailable: Invalid value: 0: may not be 0 when `maxSurge` is 0',
    ],
  ],
  [
    'more than all Pods',
    ofRollout({ maxUnavailable: '150%' }),
    [
      'spec.strategy.rollingUpdate.maxUnavailable | maxUnavailable is 150% | maxUnavailable: Invalid value: "150%": must not be greater than 100%',
    ],
  ],
  [
    'a number in quotes',
    ofRollout({ maxSurge: '1' }),
    [
      `spec.strategy.rollingUpdate.maxSurge | maxSurge is "1" | maxSurge: Invalid value: "1": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%', or '93%')`,
    ],
  ],
  [
    'a number below zero',
    ofRollout({ maxUnavailable: -1 }),
    [
      'spec.strategy.rollingUpdate.maxUnavailable | maxUnavailable is -1 | maxUnavailable: Invalid value: -1: must be greater than or equal to 0',
    ],
  ],
  [
    'a Pod more and a Pod less on a node',
    ofNodes({ maxSurge: 1 }),
    [
      'spec.updateStrategy.rollingUpdate.maxSurge | a Pod may be added and one may be missing on a node while it is replaced | maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero',
    ],
  ],
  [
    'no Pod more and no Pod less on a node',
    ofNodes({ maxUnavailable: 0 }),
    [
      'spec.updateStrategy.rollingUpdate.maxUnavailable | no Pod may be missing and none may be added while Pods are replaced | maxUnavailable: Required value: cannot be 0 when maxSurge is 0',
    ],
  ],
  [
    'OnDelete with a rollingUpdate',
    ofApp('StatefulSet', { updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } }),
    [
      `spec.updateStrategy.rollingUpdate | Pods are to be replaced when they are deleted, and there is a rollingUpdate | rollingUpdate: Invalid value: "": only allowed for updateStrategy 'RollingUpdate'`,
    ],
  ],
  [
    'indexes without an end',
    ofJob({ completionMode: 'Indexed', parallelism: 2 }),
    [
      'spec.completionMode | the Pods of the Job are numbered, and it is not said how many there are | completions: Required value: when completion mode is Indexed',
    ],
  ],
  [
    'failures by an index that there is not',
    ofJob({ backoffLimitPerIndex: 1 }),
    [
      'spec.backoffLimitPerIndex | failures of the Job are to be counted by index, and its Pods have none | backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode',
    ],
  ],
  [
    'a selector of a Job',
    ofJob({ selector: SELECTOR }),
    ['spec.selector | the Job has a selector of its own | selector: Invalid value: "": `selector` not auto-generated'],
  ],
  [
    'a policy for containers that are started again',
    ofJob({ podFailurePolicy: { rules: [] }, template: template({ restartPolicy: 'OnFailure' }) }),
    [
      'spec.podFailurePolicy | the Job has a podFailurePolicy and restartPolicy OnFailure | restartPolicy: Invalid value: "OnFailure": only "Never" is supported when podFailurePolicy is specified',
    ],
  ],
  [
    'success that is a failure',
    ofJob({ podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1, 0] } }] } }),
    [
      'spec.podFailurePolicy.rules[0].onExitCodes.values[1] | exit code 0 is called a failure | values: Invalid value: 0: must not be 0 for the In operator',
    ],
  ],
  [
    'a budget of both kinds',
    ofBudget({ minAvailable: 1, maxUnavailable: 1 }),
    [
      'spec.maxUnavailable | the budget has minAvailable and maxUnavailable | spec: Invalid value: "": minAvailable and maxUnavailable cannot be both set',
    ],
  ],
  [
    'a budget that is no percentage',
    ofBudget({ minAvailable: 'half' }),
    [
      `spec.minAvailable | minAvailable is "half" | minAvailable: Invalid value: "half": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%', or '93%')`,
    ],
  ],
  [
    'no Pod more on a node, said by null',
    ofNodes({ maxSurge: 1, maxUnavailable: null }),
    [
      'spec.updateStrategy.rollingUpdate.maxSurge | a Pod may be added and one may be missing on a node while it is replaced | maxSurge: Invalid value: 1: may not be set when maxUnavailable is non-zero',
    ],
  ],
  [
    'Pods of a ReplicationController that are to end',
    ofObject('v1', 'ReplicationController', {
      spec: { selector: { app: 'web' }, template: template({ activeDeadlineSeconds: 5 }) },
    }),
    [
      'spec.template.spec.activeDeadlineSeconds | Pods that are replaced when they end are to end after 5 s | activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicationController is not Supported',
    ],
  ],
  [
    'a selector of a ReplicaSet of nothing',
    ofApp('ReplicaSet', { selector: {} }),
    ['spec.selector | its selector is empty | selector: Invalid value: {}: empty selector is invalid for deployment'],
  ],
  [
    'a partition below zero',
    ofApp('StatefulSet', { updateStrategy: { rollingUpdate: { partition: -1 } } }),
    [
      'spec.updateStrategy.rollingUpdate.partition | partition is -1 | partition: Invalid value: -1: must be greater than or equal to 0',
    ],
  ],
])('finds %s', (_, found, expected) => expect(found).toEqual(expected));

test.each<[string, string[]]>([
  [
    'rollouts',
    [
      ...ofRollout({ maxSurge: '200%', maxUnavailable: 0 }),
      ...ofRollout({ maxSurge: 0 }),
      ...ofRollout({ maxUnavailable: '${PERCENT}' }),
    ],
  ],
  [
    'rollouts of a DaemonSet',
    [...ofNodes({ maxSurge: 1, maxUnavailable: 0 }), ...ofNodes({ maxUnavailable: '10%' }), ...ofNodes({})],
  ],
  [
    'a selector of expressions',
    ofApp('Deployment', { selector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] } }),
  ],
  ['a rollout that takes its time', ofApp('Deployment', { minReadySeconds: 599 })],
  ['one Pod with an index', ofJob({ completionMode: 'Indexed' })],
  ['indexes', ofJob({ completionMode: 'Indexed', completions: 3, parallelism: 2, backoffLimitPerIndex: 1 })],
  ['a selector that is meant', ofJob({ manualSelector: true, selector: SELECTOR })],
  ['a Job that ends', ofJob({ template: template({ restartPolicy: 'Never', activeDeadlineSeconds: 5 }) })],
  [
    'a policy',
    ofJob({ podFailurePolicy: { rules: [{ action: 'Ignore', onExitCodes: { operator: 'NotIn', values: [0] } }] } }),
  ],
  ['budgets', [...ofBudget({ minAvailable: '50%' }), ...ofBudget({ maxUnavailable: 0 }), ...ofBudget({})]],
  ['wrong types', ofJob({ podFailurePolicy: { rules: [null, 5, { onExitCodes: [] }] } })],
  [
    'OnDelete of a DaemonSet',
    ofApp('DaemonSet', { updateStrategy: { type: 'OnDelete', rollingUpdate: { maxUnavailable: 0 } } }),
  ],
  [
    'what is filled in later',
    [
      ...ofNodes({ maxSurge: '${SURGE}' }),
      ...ofNodes({ maxSurge: 1, maxUnavailable: '${NONE}' }),
      ...ofJob({ completionMode: '${MODE}', backoffLimitPerIndex: 1 }),
      ...ofJob({ podFailurePolicy: { rules: [] }, template: template({ restartPolicy: '${POLICY}' }) }),
    ],
  ],
  [
    'what is no text by itself',
    [
      ...ofNodes({ maxSurge: 0, maxUnavailable: { toString: 1 } }),
      ...ofJob({ podFailurePolicy: { rules: [] }, template: template({ restartPolicy: { toString: 1 } }) }),
    ],
  ],
])('is content with %s', (_, found) => expect(found).toEqual([]));
