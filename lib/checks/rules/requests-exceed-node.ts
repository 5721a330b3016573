import { bytesText, coresText } from '../../model/quantity';
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
  function* (pod, { node }) {
    for (const resource of ['cpu', 'memory'] as const) {
      const { amount, largest, path } = requestOf(pod, resource);
      const has = node[resource];
      if (amount <= has) continue;
      const text = resource === 'cpu' ? coresText : bytesText;
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
