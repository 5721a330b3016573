import { encode } from '../format/json';
import { diagnosesOf, Result } from './result';

/** The version of the shape, which docs/diagnose.md describes. Fields may be added without a new one. */
const VERSION = 1;

export function* json(result: Result): Iterable<string> {
  const { pods, problems } = result;
  const diagnoses = diagnosesOf(result);
  const troubled = pods.filter((pod) => pod.diagnoses.length > 0).length;
  const summary = { pods: pods.length, troubled, diagnoses: diagnoses.length, unreadable: problems.length };
  yield `{\n  "version": ${VERSION},\n  "summary": ${encode(summary)},\n`;
  const states = pods.map(({ pod, state, containers }) => {
    return { namespace: pod.namespace, name: pod.name, state, containers };
  });
  yield* list('pods', states, ',');
  yield* list('diagnoses', diagnoses, ',');
  yield* list('unreadable', problems, '');
  yield '}\n';
}

function* list(name: string, items: readonly object[], end: string): Iterable<string> {
  yield `  "${name}": [`;
  for (const [index, item] of items.entries()) yield `${index === 0 ? '' : ','}\n    ${encode(item)}`;
  yield `${items.length === 0 ? '' : '\n  '}]${end}\n`;
}
