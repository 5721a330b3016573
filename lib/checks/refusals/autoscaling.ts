import { Data, dataOf, isData, numberOf } from '../../model/values';
import { Report } from '../rule';
import { Constraints, forbidden, given, invalid, required, writtenText } from './refusal';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/autoscaling/validation/validation.go */
export const AUTOSCALING: Constraints = {
  *MetricSpec(data) {
    const type = writtenText(data['type']);
    if (type === undefined) return;
    const source = `${type[0].toLowerCase()}${type.slice(1)}`;
    if (data[source] == null) {
      yield {
        path: [],
        what: `a metric of type ${type} has no ${source}`,
        happens: required(source, 'must populate information for the given metric source'),
        fix: `add ${source}`,
      };
      return;
    }
    const other = SOURCES.find((each) => each !== source && data[each] != null);
    if (other !== undefined) {
      yield {
        path: [other],
        what: `a metric of type ${type} has ${other} as well`,
        happens: forbidden(other, 'must populate the given metric source only'),
        fix: 'leave it out, or make two metrics of it',
      };
    }
    const { target } = dataOf(data[source]);
    if (isData(target)) yield* ofTarget(type, source, target);
  },

  *HPAScalingRules(data) {
    yield* within(data, 'stabilizationWindowSeconds', 0, 3600);
  },

  *HPAScalingPolicy(data) {
    yield* within(data, 'periodSeconds', 1, 1800);
    yield* within(data, 'value', 1);
  },

  *AutoscalingV2HorizontalPodAutoscalerSpec(data) {
    yield* replicas(data);
  },

  *AutoscalingV1HorizontalPodAutoscalerSpec(data) {
    yield* replicas(data);
  },
};

const SOURCES = ['resource', 'containerResource', 'pods', 'object', 'external'];

function* ofTarget(type: string, source: string, target: Data): Iterable<Report> {
  yield* within(target, 'averageUtilization', 1, undefined, [source, 'target']);
  if (type === 'Pods' && target['averageValue'] == null) {
    yield {
      path: [source, 'target'],
      what: 'a metric of Pods has no value to be kept to',
      happens: required('averageValue', 'must specify a positive target averageValue'),
      fix: 'add averageValue',
    };
  }
  if (type !== 'Resource' && type !== 'ContainerResource') return;
  const goals = given(target, ['averageUtilization', 'averageValue']);
  if (goals.length === 1) return;
  yield {
    path: [source, 'target'],
    what: `a metric has ${goals.length === 0 ? 'no value to be kept to' : 'two values to be kept to'}`,
    happens:
      goals.length === 0
        ? required('averageUtilization', 'must set either a target raw value or a target utilization')
        : forbidden('averageValue', 'may not set both a target raw value and a target utilization'),
    fix: goals.length === 0 ? 'add averageUtilization, such as 80' : 'leave averageUtilization or averageValue out',
  };
}

function* within(
  data: Data,
  field: string,
  least: number,
  most?: number,
  at: readonly string[] = [],
): Iterable<Report> {
  const value = numberOf(data[field]);
  if (value === undefined || (value >= least && (most === undefined || value <= most))) return;
  const rule =
    value < least
      ? `must be greater than ${least === 0 ? 'or equal to zero' : 'zero'}`
      : `must be less than or equal to ${most}`;
  yield {
    path: [...at, field],
    what: `${field} is ${value}`,
    happens: invalid(field, value, rule),
    fix: most === undefined ? `write ${least} or more` : `write a number between ${least} and ${most}`,
  };
}

function* replicas(data: Data): Iterable<Report> {
  const [least, most] = [numberOf(data['minReplicas']), numberOf(data['maxReplicas'])];
  if (most !== undefined && most < 1) {
    yield {
      path: ['maxReplicas'],
      what: `maxReplicas is ${most}`,
      happens: invalid('maxReplicas', most, 'must be greater than 0'),
      fix: 'write 1 or more',
    };
  } else if (most !== undefined && (least ?? 1) > most) {
    yield {
      path: ['maxReplicas'],
      what: `there are to be at least ${least} replicas and at most ${most}`,
      happens: invalid('maxReplicas', most, 'must be greater than or equal to `minReplicas`'),
      fix: `write ${least} or more, or a smaller minReplicas`,
    };
  }
  // With a feature gate, 0 is allowed.
  if (least !== undefined && least < 0) {
    yield {
      path: ['minReplicas'],
      what: `minReplicas is ${least}`,
      happens: invalid('minReplicas', least, 'must be greater than or equal to 1'),
      fix: 'write 1 or more',
    };
  }
}
