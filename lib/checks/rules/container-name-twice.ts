import { pathText } from '../../model/values';
import { podRule } from '../rule';

/** Containers and init containers share one space of names. cdk8s-plus calls every container without a name "main". */
export const containerNameTwice = podRule(
  {
    id: 'container-name-twice',
    severity: 'error',
    title: 'two containers have one name',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go',
      'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container',
    ],
  },
  function* (pod) {
    const seen = new Set<string>();
    for (const container of [...pod.regular, ...pod.containers.filter(({ role }) => role !== 'main')]) {
      const { name } = container;
      const path = [...container.path, 'name'];
      if (name === '') continue;
      if (seen.has(name)) {
        yield {
          container,
          path,
          what: `another container of the Pod is named "${name}" as well`,
          happens: `The API server rejects it: ${pathText(path)}: Duplicate value: "${name}"`,
          fix: 'give it a name of its own, such as what it does in the Pod',
        };
      }
      seen.add(name);
    }
  },
);
