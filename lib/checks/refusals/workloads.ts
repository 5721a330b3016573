import { isPlaceholder } from '../../model/placeholder';
import { Data, dataOf, isData, listOf, numberOf, textOf } from '../../model/values';
import { Report } from '../rule';
import { Constraints, forbidden, invalid, isNone, required, shown, textOr, writtenText } from './refusal';

/**
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/apps/validation/validation.go
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/batch/validation/validation.go
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/policy/validation/validation.go
 */
export const WORKLOADS: Constraints = {
  *DeploymentSpec(data) {
    yield* lasting(data, 'ReplicaSet');
    yield* emptySelector(data, 'deployment');
    const [ready, deadline] = [data['minReadySeconds'] ?? 0, data['progressDeadlineSeconds'] ?? 600].map(numberOf);
    if (ready === undefined || deadline === undefined || deadline > ready) return;
    yield {
      path: [data['progressDeadlineSeconds'] == null ? 'minReadySeconds' : 'progressDeadlineSeconds'],
      what: `a rollout has ${deadline} s to get on, and each Pod ${ready} s to show that it is ready`,
      happens: invalid('progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds'),
      fix: `write a progressDeadlineSeconds above ${ready}`,
    };
  },

  *StatefulSetSpec(data) {
    yield* lasting(data, 'StatefulSet');
    yield* emptySelector(data, 'statefulset');
  },

  *DaemonSetSpec(data) {
    yield* lasting(data, 'DaemonSet');
    yield* emptySelector(data, 'daemonset');
  },

  *ReplicaSetSpec(data) {
    yield* lasting(data, 'ReplicaSet');
    yield* emptySelector(data, 'deployment');
  },

  *DeploymentStrategy(data) {
    if (data['type'] !== 'Recreate' || data['rollingUpdate'] == null) return;
    yield {
      path: ['rollingUpdate'],
      what: 'all Pods are to be replaced at once, and there is a rollingUpdate',
      happens: forbidden('rollingUpdate', "may not be specified when strategy `type` is 'Recreate'"),
      fix: 'leave it out, or write type: RollingUpdate',
    };
  },

  *RollingUpdateDeployment(data) {
    yield* percentages(data, ['maxUnavailable']);
    yield* percentages(data, ['maxSurge'], Infinity);
    if (!isZero(data['maxSurge']) || !isZero(data['maxUnavailable'])) return;
    yield {
      path: ['maxUnavailable'],
      what: 'no Pod may be missing and none may be added while Pods are replaced',
      happens: invalid('maxUnavailable', data['maxUnavailable'], 'may not be 0 when `maxSurge` is 0'),
      fix: 'write 1 for one of maxSurge and maxUnavailable',
    };
  },

  *DaemonSetUpdateStrategy(data) {
    if (textOr(data['type'], 'RollingUpdate') !== 'RollingUpdate') return;
    const rollingUpdate = dataOf(data['rollingUpdate']);
    for (const report of onNodes(rollingUpdate)) yield { ...report, path: ['rollingUpdate', ...report.path] };
  },

  *JobSpec(data) {
    const { completionMode, completions, parallelism, selector, manualSelector, podFailurePolicy } = data;
    // Without both, there is one.
    if (completionMode === 'Indexed' && completions == null && parallelism != null) {
      yield {
        path: ['completionMode'],
        what: 'the Pods of the Job are numbered, and it is not said how many there are',
        happens: required('completions', 'when completion mode is Indexed'),
        fix: 'add completions',
      };
    }
    if (data['backoffLimitPerIndex'] != null && completionMode !== 'Indexed' && !isPlaceholder(completionMode)) {
      yield {
        path: ['backoffLimitPerIndex'],
        what: 'failures of the Job are to be counted by index, and its Pods have none',
        happens: invalid('backoffLimitPerIndex', data['backoffLimitPerIndex'], 'requires indexed completion mode'),
        fix: 'add completionMode: Indexed, or write backoffLimit',
      };
    }
    if (selector != null && manualSelector !== true) {
      yield {
        path: ['selector'],
        what: 'the Job has a selector of its own',
        happens: invalid('selector', '', '`selector` not auto-generated'),
        fix: 'leave it out: a Job finds its Pods by a label that it gives them',
      };
    }
    const policy = writtenText(dataOf(dataOf(data['template'])['spec'])['restartPolicy']);
    if (podFailurePolicy != null && policy !== undefined && policy !== 'Never') {
      yield {
        path: ['podFailurePolicy'],
        what: `the Job has a podFailurePolicy and restartPolicy ${policy}`,
        happens: invalid('restartPolicy', policy, 'only "Never" is supported when podFailurePolicy is specified'),
        fix: 'write restartPolicy: Never in its template',
      };
    }
    for (const [index, rule] of listOf(dataOf(podFailurePolicy)['rules']).entries()) {
      const { operator, values } = dataOf(dataOf(rule)['onExitCodes']);
      const at = listOf(values).indexOf(0);
      if (operator !== 'In' || at < 0) continue;
      yield {
        path: ['podFailurePolicy', 'rules', index, 'onExitCodes', 'values', at],
        what: 'exit code 0 is called a failure',
        happens: invalid('values', 0, 'must not be 0 for the In operator'),
        fix: 'leave it out',
      };
    }
  },

  *RollingUpdateStatefulSetStrategy(data) {
    const partition = numberOf(data['partition']);
    if (partition === undefined || partition >= 0) return;
    yield {
      path: ['partition'],
      what: `partition is ${partition}`,
      happens: invalid('partition', partition, 'must be greater than or equal to 0'),
      fix: 'write the number of the first Pod that is to be replaced, or leave it out',
    };
  },

  *ReplicationControllerSpec(data) {
    yield* lasting(data, 'ReplicationController');
  },

  *StatefulSetUpdateStrategy({ type, rollingUpdate }) {
    if (type !== 'OnDelete' || rollingUpdate == null) return;
    yield {
      path: ['rollingUpdate'],
      what: 'Pods are to be replaced when they are deleted, and there is a rollingUpdate',
      happens: invalid('rollingUpdate', '', "only allowed for updateStrategy 'RollingUpdate'"),
      fix: 'leave it out, or write type: RollingUpdate',
    };
  },

  *PodDisruptionBudgetSpec(data) {
    const { minAvailable, maxUnavailable } = data;
    if (minAvailable != null && maxUnavailable != null) {
      yield {
        path: ['maxUnavailable'],
        what: 'the budget has minAvailable and maxUnavailable',
        happens: invalid('spec', '', 'minAvailable and maxUnavailable cannot be both set'),
        fix: 'leave one of the two out',
      };
    }
    yield* percentages(data, ['minAvailable', 'maxUnavailable']);
  },
};

/** A node has room for one Pod of a DaemonSet, or for a second one meanwhile. */
function* onNodes(data: Data): Iterable<Report> {
  yield* percentages(data, ['maxSurge', 'maxUnavailable']);
  const { maxSurge } = data;
  const maxUnavailable = data['maxUnavailable'] ?? 1;
  if ([maxSurge, maxUnavailable].some(isPlaceholder)) return;
  const none = maxSurge == null || isZero(maxSurge);
  if (!none && !isZero(maxUnavailable)) {
    const gone = data['maxUnavailable'] == null ? 'one' : shown(maxUnavailable);
    yield {
      path: ['maxSurge'],
      what: `a Pod may be added and ${gone} may be missing on a node while it is replaced`,
      happens: invalid('maxSurge', maxSurge, 'may not be set when maxUnavailable is non-zero'),
      fix: 'write maxUnavailable: 0, as it is 1 where it is left out',
    };
  } else if (none && isZero(maxUnavailable)) {
    yield {
      path: ['maxUnavailable'],
      what: 'no Pod may be missing and none may be added while Pods are replaced',
      happens: required('maxUnavailable', 'cannot be 0 when maxSurge is 0'),
      fix: 'write 1 for one of maxSurge and maxUnavailable',
    };
  }
}

function* lasting(data: Data, kind: string): Iterable<Report> {
  const seconds = dataOf(dataOf(data['template'])['spec'])['activeDeadlineSeconds'];
  if (seconds == null) return;
  yield {
    path: ['template', 'spec', 'activeDeadlineSeconds'],
    what: `Pods that are replaced when they end are to end after ${shown(seconds)} s`,
    happens: forbidden('activeDeadlineSeconds', `activeDeadlineSeconds in ${kind} is not Supported`),
    fix: 'leave it out, or use a Job',
  };
}

function* emptySelector({ selector }: Data, kind: string): Iterable<Report> {
  const { matchLabels, matchExpressions } = dataOf(selector);
  if (!isData(selector) || isPlaceholder(matchLabels)) return;
  if (Object.keys(dataOf(matchLabels)).length > 0 || !isNone(matchExpressions)) return;
  yield {
    path: ['selector'],
    what: 'its selector is empty',
    happens: invalid('selector', {}, `empty selector is invalid for ${kind}`),
    fix: "add matchLabels with labels of the template's Pods",
  };
}

/** Numbers, or percentages of the replicas. */
function* percentages(data: Data, fields: readonly string[], most = 100): Iterable<Report> {
  for (const field of fields) {
    const [number, text] = [numberOf(data[field]), writtenText(data[field])];
    if (number !== undefined && number < 0) {
      yield {
        path: [field],
        what: `${field} is ${number}`,
        happens: invalid(field, number, 'must be greater than or equal to 0'),
        fix: 'write 0 or more, or a percentage',
      };
    }
    if (text === undefined) continue;
    const percent = /^(\d+)%$/.exec(text)?.[1];
    if (percent === undefined) {
      yield {
        path: [field],
        what: `${field} is "${text}"`,
        happens: invalid(
          field,
          text,
          "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%', or '93%')",
        ),
        fix: /^\d+$/.test(text)
          ? `write ${text} without quotes for so many Pods, or ${text}%`
          : 'write a number, or a percentage such as 50%',
      };
    } else if (Number(percent) > most) {
      yield {
        path: [field],
        what: `${field} is ${text}`,
        happens: invalid(field, text, 'must not be greater than 100%'),
        fix: 'write 100% or less',
      };
    }
  }
}

function isZero(value: unknown): boolean {
  return value === 0 || (textOf(value) !== undefined && /^0+%$/.test(value as string));
}
