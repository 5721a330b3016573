import { amountText } from '../../model/quantity';
import { requestOf } from '../../model/requests';
import { podRule } from '../rule';

/**
 * A Pod needs one node that has room for all its containers at once. Init containers run before the regular ones, so the
 * largest of them counts alone, together with the native sidecars that were started before it.
 */
export const requestsExceedNode = podRule(
  {
    id: 'requests-exceed-node',
    severity: 'error',
    title: 'a Pod requests more than a node has',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/staging/src/k8s.io/component-helpers/resource/helpers.go',
      'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
    ],
  },
  function* (pod, { node, version }) {
    for (const resource of ['cpu', 'memory'] as const) {
      const { amount, largest, path } = requestOf(pod, resource, version);
      const has = node[resource];
      // A sum such as 100m + 200m is a little more than 300m, as numbers are added here.
      if (amount <= has * (1 + 1e-12)) continue;
      const short = (each: number) => amountText(each, resource);
      // Where they differ by less than is shown, the reader needs all of it.
      const text = resource === 'memory' && short(amount) === short(has) ? inBytes : short;
      const unit = resource === 'cpu' ? ' CPU' : ' of memory';
      yield {
        container: largest,
        severity: node.assumed ? 'warning' : 'error',
        path,
        what: `the Pod requests ${text(amount)}${unit} in all, and a node has ${text(has)}`,
        happens: `Pending: 0/1 nodes are available: 1 Insufficient ${resource}`,
        fix: largest
          ? `request less, first in ${largest.name}, which takes most of it, or say how large your nodes are`
          : 'request less, or say how large your nodes are',
      };
    }
  },
);

function inBytes(amount: number): string {
  return `${amount} bytes`;
}
