import { KubernetesVersion } from '../../kubernetes-version';
import { isPlaceholder } from '../../model/placeholder';
import { dataOf, isData, listOf, Path, textOf } from '../../model/values';
import { CheckContext, PodReport, podRule } from '../rule';

/** From here on a feature gate allows all that can be printed, and from 1.32 on that is the default. */
const RELAXED = KubernetesVersion.parse('1.30', 'invalid-env');

/** Names that programs cannot look up, and variables with two values or none. */
export const invalidEnv = podRule(
  {
    id: 'invalid-env',
    severity: 'error',
    title: 'an environment variable that the API server rejects',
    sources: [
      'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/staging/src/k8s.io/apimachinery/pkg/util/validation/validation.go',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go',
    ],
  },
  function* (pod, context) {
    for (const container of pod.containers) {
      for (const [index, variable] of listOf(container.data['env']).entries()) {
        const path = [...container.path, 'env', index];
        const { name, value, valueFrom } = dataOf(variable);
        yield* withContainer(container, ofName(textOf(name), 'name', [...path, 'name'], context));
        if (isData(valueFrom)) yield* withContainer(container, ofSources(valueFrom, textOf(name), value, path));
      }
      for (const [index, source] of listOf(container.data['envFrom']).entries()) {
        const prefix = textOf(dataOf(source)['prefix']);
        const path = [...container.path, 'envFrom', index, 'prefix'];
        if (prefix !== '') yield* withContainer(container, ofName(prefix, 'prefix', path, context));
      }
    }
  },
);

function* withContainer(container: PodReport['container'], reports: Iterable<PodReport>): Iterable<PodReport> {
  for (const report of reports) yield { container, ...report };
}

/** What is missing or no text is a matter of the schema. */
function* ofName(
  name: string | undefined,
  field: 'name' | 'prefix',
  path: Path,
  { version }: CheckContext,
): Iterable<PodReport> {
  if (name === undefined || isPlaceholder(name)) return;
  const strict = !version.atLeast(RELAXED);
  if (name !== '' && isAllowed(name, strict)) return;
  const rule = strict
    ? 'letters, digits, "_", "-" and ".", with no digit first and no ".." at the start'
    : 'printable ASCII characters but "="';
  yield {
    path,
    what: name === '' ? 'an environment variable has no name' : `"${name}" is no ${field} of an environment variable`,
    happens: `The API server rejects it: ${field}: ${name === '' ? 'Required value' : `Invalid value: "${name}"`}`,
    fix: name.includes('=') ? 'write what is after the "=" as its value' : `use ${rule}`,
  };
}

function isAllowed(name: string, strict: boolean): boolean {
  if (!strict) return /^[ -<>-~]+$/.test(name);
  return /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name) && name !== '.' && !name.startsWith('..');
}

function* ofSources(valueFrom: object, name: string | undefined, value: unknown, path: Path): Iterable<PodReport> {
  const sources = Object.entries(valueFrom).filter(([, source]) => source != null);
  const variable = name ? `environment variable "${name}"` : 'an environment variable';
  const place = [...path, 'valueFrom'];
  if (sources.length === 0) {
    yield {
      path: place,
      what: `the valueFrom of ${variable} is empty`,
      happens:
        'The API server rejects it: valueFrom: Invalid value: "": must specify one of: fieldRef, resourceFieldRef, configMapKeyRef or secretKeyRef',
      fix: 'say where the value comes from, such as secretKeyRef, or write a value in its place',
    };
  } else if (typeof value === 'string' && value !== '') {
    yield {
      path: place,
      what: `${variable} has a value and valueFrom`,
      happens:
        'The API server rejects it: valueFrom: Invalid value: "": may not be specified when `value` is not empty',
      fix: 'leave one of the two out',
    };
  } else if (sources.length > 1) {
    yield {
      path: place,
      what: `the value of ${variable} comes from ${sources.map(([source]) => source).join(' and ')}`,
      happens:
        'The API server rejects it: valueFrom: Invalid value: "": may not have more than one field specified at a time',
      fix: 'leave one of them',
    };
  }
}
