import { ofPod } from '../../../test/refusals';

const ofToleration = (toleration: object) => ofPod({ tolerations: [toleration] });
const ofNodes = (nodeAffinity: object) => ofPod({ affinity: { nodeAffinity } });
const ofTerms = (...nodeSelectorTerms: object[]) =>
  ofNodes({ requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } });
const ofRequirement = (requirement: object) => ofTerms({ matchExpressions: [{ key: 'zone', ...requirement }] });
const ofLabels = (requirement: object) =>
  ofPod({
    topologySpreadConstraints: [{ ...SPREAD, labelSelector: { matchExpressions: [{ key: 'app', ...requirement }] } }],
  });
const SPREAD = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' };

test.each<[string, string[], string[]]>([
  [
    'a toleration of another operator',
    ofToleration({ key: 'a', operator: 'Exist' }),
    [
      'spec.tolerations[0].operator | "Exist" is no operator of a toleration | operator: Unsupported value: "Exist": supported values: "Equal", "Exists"',
    ],
  ],
  [
    'a toleration without a key',
    ofToleration({ value: 'b' }),
    [
      'spec.tolerations[0] | a toleration has no key, and is not for all taints | operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"',
    ],
  ],
  [
    'a toleration with a value in vain',
    ofToleration({ key: 'a', operator: 'Exists', value: 'b' }),
    [
      `spec.tolerations[0].value | a toleration has a value that is not compared | operator: Invalid value: "b": value must be empty when \`operator\` is 'Exists'`,
    ],
  ],
  [
    'seconds of another effect',
    ofToleration({ key: 'a', operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 5 }),
    [
      `spec.tolerations[0].tolerationSeconds | a toleration of NoSchedule has tolerationSeconds | effect: Invalid value: "NoSchedule": effect must be 'NoExecute' when \`tolerationSeconds\` is set`,
    ],
  ],
  [
    'no terms',
    ofTerms(),
    [
      'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms | an affinity to nodes names none | nodeSelectorTerms: Required value: must have at least one node selector term',
    ],
  ],
  [
    'no values to be in',
    ofRequirement({ operator: 'In' }),
    [
      "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0] | the requirement of zone has no values | values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
    ],
  ],
  [
    'values that are not compared',
    ofRequirement({ operator: 'Exists', values: ['a'] }),
    [
      "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values | the requirement of zone is Exists, and has values | values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
    ],
  ],
  [
    'two values to be above',
    ofRequirement({ operator: 'Gt', values: ['1', '2'] }),
    [
      "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values | the requirement of zone has 2 values to compare with | values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'",
    ],
  ],
  [
    'an operator that labels do not have',
    ofLabels({ operator: 'Gt', values: ['1'] }).filter((found) => !found.includes('cannot be handled')),
    [
      'spec.topologySpreadConstraints[0].labelSelector.matchExpressions[0].operator | "Gt" is no operator | operator: Invalid value: "Gt": not a valid selector operator',
    ],
  ],
  [
    'labels without values',
    ofLabels({ operator: 'NotIn', values: [] }),
    [
      "spec.topologySpreadConstraints[0].labelSelector.matchExpressions[0].values | the requirement of app has no values | values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
    ],
  ],
  [
    'a weight of nodes',
    ofNodes({ preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, preference: {} }] }),
    [
      'spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight | a preference has the weight 0 | weight: Invalid value: 0: must be in the range 1-100',
    ],
  ],
  [
    'a weight of Pods',
    ofPod({
      affinity: {
        podAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 101, podAffinityTerm: { topologyKey: 'zone' } }],
        },
      },
    }),
    [
      'spec.affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight | a preference has the weight 101 | weight: Invalid value: 101: must be in the range 1-100',
    ],
  ],
  [
    'a condition that is none',
    ofPod({ readinessGates: [{ conditionType: 'a b' }] }),
    [
      'spec.readinessGates[0].conditionType | "a b" is no type of a condition | conditionType: Invalid value: "a b": name part must consist of alphanumeric characters, "-", "_" or "."',
    ],
  ],
  [
    'domains in vain',
    ofPod({ topologySpreadConstraints: [{ ...SPREAD, minDomains: 2 }] }),
    [
      'spec.topologySpreadConstraints[0].minDomains | Pods are to be spread over at least so many domains, and anywhere if need be | minDomains: Invalid value: 2: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway',
    ],
  ],
  [
    'Pods that are spread twice',
    ofPod({ topologySpreadConstraints: [SPREAD, { ...SPREAD, maxSkew: 2 }] }),
    [
      'spec.topologySpreadConstraints[1] | the Pods are spread over zone twice | {topologyKey, whenUnsatisfiable}: Duplicate value: "{zone, ScheduleAnyway}"',
    ],
  ],
  [
    'a toleration that is nothing',
    ofPod({ tolerations: [null] }),
    [
      'spec.tolerations[0] | a toleration has no key, and is not for all taints | operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"',
    ],
  ],
  [
    'a toleration with an operator that is null',
    ofToleration({ key: null, operator: null }),
    [
      'spec.tolerations[0] | a toleration has no key, and is not for all taints | operator: Invalid value: "Equal": operator must be Exists when `key` is empty, which means "match all values and all keys"',
    ],
  ],
  [
    'labels to tell Pods apart without Pods',
    ofPod({ topologySpreadConstraints: [{ ...SPREAD, matchLabelKeys: ['a'] }] }),
    [
      'spec.topologySpreadConstraints[0].matchLabelKeys | Pods are to be told apart by labels, and it is not said which Pods are meant | matchLabelKeys: Forbidden: must not be specified when labelSelector is not set',
    ],
  ],
  [
    'no key of a topology',
    ofPod({ topologySpreadConstraints: [{ ...SPREAD, topologyKey: '' }] }),
    ['spec.topologySpreadConstraints[0].topologyKey | topologyKey is empty | topologyKey: Required value'],
  ],
  [
    'a gate twice',
    ofPod({ schedulingGates: [{ name: 'a' }, { name: 'a' }] }),
    ['spec.schedulingGates[1] | the Pod has the gate a twice | schedulingGates: Duplicate value: "a"'],
  ],
  [
    'a key that is none',
    ofToleration({ key: 'a b', operator: 'Exists' }),
    [
      'spec.tolerations[0].key | "a b" is no name of a label | key: Invalid value: "a b": at most 63 letters, digits, "-", "_" and ".", after a DNS name and "/" if it has a prefix',
    ],
  ],
  [
    'a value that is none',
    ofToleration({ key: 'a', value: 'x y' }),
    [
      'spec.tolerations[0].value | "x y" is no label value | value: Invalid value: "x y": at most 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends',
    ],
  ],
  [
    'a requirement of no label',
    ofTerms({ matchExpressions: [{ key: 'a b', operator: 'Exists' }] }),
    [
      'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key | "a b" is no name of a label | key: Invalid value: "a b": at most 63 letters, digits, "-", "_" and ".", after a DNS name and "/" if it has a prefix',
    ],
  ],
])('finds %s', (_, found, expected) => expect(found).toEqual(expected));

test.each<[string, string[]]>([
  ['a toleration of all', ofToleration({ operator: 'Exists' })],
  ['a toleration of a value', ofToleration({ key: 'a', value: 'b', effect: 'NoExecute', tolerationSeconds: 5 })],
  ['a toleration of numbers', ofToleration({ key: 'a', operator: 'Gt', value: '5' })],
  [
    'requirements',
    ofTerms({
      matchExpressions: [
        { key: 'a', operator: 'In', values: ['b'] },
        { key: 'a', operator: 'DoesNotExist' },
        { key: 'a', operator: 'Lt', values: ['1'] },
      ],
    }),
  ],
  ['what is filled in later', ofRequirement({ operator: '${OPERATOR}' })],
  [
    'weights',
    ofNodes({
      preferredDuringSchedulingIgnoredDuringExecution: [
        { weight: 1, preference: {} },
        { weight: 100, preference: {} },
      ],
    }),
  ],
  [
    'Pods that are spread in two ways',
    ofPod({ topologySpreadConstraints: [SPREAD, { ...SPREAD, whenUnsatisfiable: 'DoNotSchedule', minDomains: 2 }] }),
  ],
  ['a condition', ofPod({ readinessGates: [{ conditionType: 'example.com/ready' }] })],
  ['wrong types', ofPod({ tolerations: [5], topologySpreadConstraints: {}, readinessGates: [null] })],
  [
    'a toleration that is filled in later',
    [
      ...ofToleration({ operator: '${OPERATOR}' }),
      ...ofToleration({ key: 'a', effect: '${EFFECT}', tolerationSeconds: 5 }),
    ],
  ],
  ['what is no text by itself', ofToleration({ key: 'a', effect: { toString: 1 }, tolerationSeconds: 5 })],
  [
    'labels to tell Pods apart',
    ofPod({ topologySpreadConstraints: [{ ...SPREAD, matchLabelKeys: ['a'], labelSelector: {} }] }),
  ],
])('is content with %s', (_, found) => expect(found).toEqual([]));
