import { matchesPairs, Selector } from '../../model/selector';
import { dataOf, isData, pairsOf, Path } from '../../model/values';
import { Workload } from '../../model/workload';
import { podRule } from '../rule';

/** A controller that does not select the Pods it makes would make new ones forever, so the API server refuses it. */
export const selectorMismatch = podRule(
  {
    id: 'selector-mismatch',
    severity: 'error',
    title: 'a workload does not select the Pods it makes',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/apps/validation/validation.go',
      'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
    ],
  },
  function* (pod) {
    const { workload } = pod;
    const data = workload.object.spec['selector'];
    if (!SELECTING.includes(workload.kind) || !isData(data)) return;
    const path = ['spec', 'selector'];
    const plain = workload.kind === 'ReplicationController';
    // Numbers and booleans among the labels are a matter of the schema.
    if (!allTexts(plain ? data : data['matchLabels']) || !allTexts(pod.metadata['labels'])) return;
    if (plain ? Object.keys(data).length === 0 : new Selector(data).empty) {
      yield {
        path,
        what: 'its selector is empty',
        happens: `The API server rejects it: spec.selector: Invalid value: empty selector is invalid for ${workload.kind.toLowerCase()}`,
        fix: `select the labels of the Pod template${labelsText(pod.labels)}`,
      };
      return;
    }
    const selects = plain ? matchesPairs(pairsOf(data), pod.labels) : new Selector(data).matches(pod.labels);
    if (selects) return;
    yield {
      path: mismatch(workload, data, plain) ?? path,
      what: `its selector does not match the labels of its Pod template${labelsText(pod.labels)}`,
      happens: 'The API server rejects it: spec.template.metadata.labels: `selector` does not match template `labels`',
      fix: 'make the selector and the labels of the Pod template the same; the selector of an existing workload cannot be changed',
    };
  },
);

const SELECTING = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController'];

/** The pair of the selector that no label matches, where it is a matter of one. */
function mismatch({ pod }: Workload, data: { readonly [key: string]: unknown }, plain: boolean): Path | undefined {
  const pairs = pairsOf(plain ? data : data['matchLabels']);
  const wrong = [...pairs].find(([label, value]) => pod.labels.get(label) !== value);
  return wrong && ['spec', 'selector', ...(plain ? [] : ['matchLabels']), wrong[0]];
}

function allTexts(labels: unknown): boolean {
  return Object.values(dataOf(labels)).every((value) => typeof value === 'string');
}

function labelsText(labels: ReadonlyMap<string, string>): string {
  if (labels.size === 0) return ', which has none';
  const pairs = [...labels].slice(0, 5).map(([label, value]) => `${label}: ${value}`);
  return `, ${pairs.join(', ')}${labels.size > 5 ? ', ...' : ''}`;
}
