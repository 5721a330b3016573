import { podRule } from '../rule';

/**
 * The later one wins, without a word at runtime. Client-side and server-side apply merge the list by name, so what is
 * left after the next change is either of them.
 */
export const envTwice = podRule(
  {
    id: 'env-twice',
    severity: 'warning',
    title: 'an environment variable that is set twice',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/api/pod/warnings.go',
      'https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy',
    ],
  },
  function* (pod) {
    for (const container of pod.containers) {
      const seen = new Set<string>();
      for (const { name, path } of container.env) {
        if (seen.has(name)) {
          yield {
            container,
            path,
            what: `the environment variable ${name} is set before`,
            happens: 'The later value hides the earlier one, and apply may drop either of them',
            fix: `leave one entry named ${name}`,
          };
        }
        seen.add(name);
      }
    }
  },
);
