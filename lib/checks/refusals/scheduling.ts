import { fits, KEY, NameForm, VALUE } from '../../model/name-forms';
import { isPlaceholder } from '../../model/placeholder';
import { Data, dataOf, listOf, numberOf, Path, textOf } from '../../model/values';
import { Report } from '../rule';
import { Constraints, forbidden, invalid, isNone, required, textOr, writtenText } from './refusal';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go */
export const SCHEDULING: Constraints = {
  *Toleration(data) {
    const { key, value, tolerationSeconds } = data;
    yield* labelText(key, KEY, ['key']);
    yield* labelText(value, VALUE, ['value']);
    const [operator, effect] = [textOr(data['operator'], 'Equal'), textOr(data['effect'], 'all effects')];
    if (operator === undefined) return;
    if (!OPERATORS.includes(operator)) {
      yield {
        path: ['operator'],
        what: `"${operator}" is no operator of a toleration`,
        happens: `The API server rejects it: operator: Unsupported value: "${operator}": supported values: "Equal", "Exists"`,
        fix: 'write Equal or Exists',
      };
    } else if (operator !== 'Exists' && (key == null || key === '')) {
      yield {
        path: [],
        what: 'a toleration has no key, and is not for all taints',
        happens: invalid(
          'operator',
          operator,
          'operator must be Exists when `key` is empty, which means "match all values and all keys"',
        ),
        fix: 'add the key of the taint, or write operator: Exists for all of them',
      };
    } else if (operator === 'Exists' && value != null && value !== '') {
      yield {
        path: ['value'],
        what: 'a toleration has a value that is not compared',
        happens: invalid('operator', value, "value must be empty when `operator` is 'Exists'"),
        fix: 'leave value out, or write operator: Equal',
      };
    }
    if (tolerationSeconds != null && effect !== undefined && effect !== 'NoExecute') {
      yield {
        path: ['tolerationSeconds'],
        what: `a toleration of ${effect} has tolerationSeconds`,
        happens: invalid('effect', data['effect'] ?? '', "effect must be 'NoExecute' when `tolerationSeconds` is set"),
        fix: 'leave it out, or write effect: NoExecute',
      };
    }
  },

  *NodeSelector(data) {
    if (data['nodeSelectorTerms'] == null || !isNone(data['nodeSelectorTerms'])) return;
    yield {
      path: ['nodeSelectorTerms'],
      what: 'an affinity to nodes names none',
      happens: required('nodeSelectorTerms', 'must have at least one node selector term'),
      fix: 'add a term, or leave the affinity out',
    };
  },

  *NodeSelectorRequirement(data) {
    yield* requirement(data, ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']);
  },

  *LabelSelectorRequirement(data) {
    yield* requirement(data, ['In', 'NotIn', 'Exists', 'DoesNotExist']);
  },

  *PreferredSchedulingTerm(data) {
    yield* weight(data);
  },

  *WeightedPodAffinityTerm(data) {
    yield* weight(data);
  },

  *PodReadinessGate(data) {
    const type = writtenText(data['conditionType']);
    if (type === undefined || fits(type, KEY)) return;
    yield {
      path: ['conditionType'],
      what: `"${type}" is no type of a condition`,
      happens: invalid('conditionType', type, 'name part must consist of alphanumeric characters, "-", "_" or "."'),
      fix: `use ${KEY.rule}`,
    };
  },

  *TopologySpreadConstraint({ minDomains, whenUnsatisfiable, matchLabelKeys, labelSelector }) {
    if (listOf(matchLabelKeys).length > 0 && labelSelector == null) {
      yield {
        path: ['matchLabelKeys'],
        what: 'Pods are to be told apart by labels, and it is not said which Pods are meant',
        happens: forbidden('matchLabelKeys', 'must not be specified when labelSelector is not set'),
        fix: 'add a labelSelector',
      };
    }
    if (minDomains == null || whenUnsatisfiable !== 'ScheduleAnyway') return;
    yield {
      path: ['minDomains'],
      what: 'Pods are to be spread over at least so many domains, and anywhere if need be',
      happens: invalid(
        'minDomains',
        minDomains,
        'can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway',
      ),
      fix: 'leave it out, or write whenUnsatisfiable: DoNotSchedule',
    };
  },

  *PodSpec(data) {
    yield* gatesTwice(data);
    const seen = new Set<string>();
    for (const [index, constraint] of listOf(data['topologySpreadConstraints']).entries()) {
      const { topologyKey, whenUnsatisfiable } = dataOf(constraint);
      const pair = `{${textOf(topologyKey) ?? ''}, ${textOf(whenUnsatisfiable) ?? ''}}`;
      if (seen.has(pair)) {
        yield {
          path: ['topologySpreadConstraints', index],
          what: `the Pods are spread over ${textOf(topologyKey) ?? ''} twice`,
          happens: `The API server rejects it: {topologyKey, whenUnsatisfiable}: Duplicate value: "${pair}"`,
          fix: 'leave one of the two out',
        };
      }
      seen.add(pair);
    }
  },
};

function* gatesTwice(data: Data): Iterable<Report> {
  const seen = new Set<string>();
  for (const [index, gate] of listOf(data['schedulingGates']).entries()) {
    const name = writtenText(dataOf(gate)['name']);
    if (name === undefined) continue;
    if (seen.has(name)) {
      yield {
        path: ['schedulingGates', index],
        what: `the Pod has the gate ${name} twice`,
        happens: `The API server rejects it: schedulingGates: Duplicate value: "${name}"`,
        fix: 'leave one of the two out',
      };
    }
    seen.add(name);
  }
}

/** The last two are for numbers, behind a feature gate. */
const OPERATORS = ['Equal', 'Exists', 'Lt', 'Gt'];

/** Keys and values are those of labels. */
function* labelText(value: unknown, form: NameForm, path: Path): Iterable<Report> {
  const text = writtenText(value);
  if (text === undefined || fits(text, form)) return;
  yield {
    path,
    what: `"${text.slice(0, 80)}" is no ${form === KEY ? 'name of a label' : 'label value'}`,
    happens: invalid(String(path[0]), text, form.rule),
    fix: `use ${form.rule}`,
  };
}

function* requirement(data: Data, operators: readonly string[]): Iterable<Report> {
  const { key, values } = data;
  yield* labelText(key, KEY, ['key']);
  const operator = writtenText(data['operator']);
  const count = listOf(values).length;
  const said = `the requirement of ${textOf(key) ?? 'a label'}`;
  if (operator === undefined) return;
  if (!operators.includes(operator)) {
    yield {
      path: ['operator'],
      what: `"${operator}" is no operator`,
      happens: invalid('operator', operator, `not a valid selector operator`),
      fix: `write one of ${operators.join(', ')}`,
    };
  } else if ((operator === 'In' || operator === 'NotIn') && isNone(values)) {
    yield {
      path: values == null ? [] : ['values'],
      what: `${said} has no values`,
      happens: required('values', "must be specified when `operator` is 'In' or 'NotIn'"),
      fix: 'add the values, or write Exists',
    };
  } else if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0) {
    yield {
      path: ['values'],
      what: `${said} is ${operator}, and has values`,
      happens: forbidden('values', "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"),
      fix: 'leave them out, or write In',
    };
  } else if ((operator === 'Gt' || operator === 'Lt') && count !== 1 && !isPlaceholder(values)) {
    yield {
      path: values == null ? [] : ['values'],
      what: `${said} has ${count} values to compare with`,
      happens: required('values', "must be specified single value when `operator` is 'Lt' or 'Gt'"),
      fix: 'leave one value',
    };
  }
}

function* weight(data: Data): Iterable<Report> {
  const value = numberOf(data['weight']);
  if (value === undefined || (value >= 1 && value <= 100)) return;
  yield {
    path: ['weight'],
    what: `a preference has the weight ${value}`,
    happens: invalid('weight', value, 'must be in the range 1-100'),
    fix: 'write a number between 1 and 100',
  };
}
