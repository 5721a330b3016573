import { isPlaceholder } from '../../model/placeholder';
import { isSafeSysctl } from '../../model/pod-security/sysctls';
import { dataOf, listOf, textOf } from '../../model/values';
import { podRule } from '../rule';

/** The API server takes it, and the kubelet then does not. Administrators of nodes can allow more. */
export const unsafeSysctl = podRule(
  {
    id: 'unsafe-sysctl',
    severity: 'warning',
    title: 'a sysctl that nodes do not let Pods set',
    sources: [
      'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/kubelet/sysctl/allowlist.go',
    ],
  },
  function* (pod, { version }) {
    for (const [index, sysctl] of listOf(pod.securityContext['sysctls']).entries()) {
      const name = textOf(dataOf(sysctl)['name']);
      if (!name || isPlaceholder(name) || isSafeSysctl(name.replaceAll('/', '.'), version)) continue;
      yield {
        path: [...pod.path, 'securityContext', 'sysctls', index, 'name'],
        what: `the Pod sets the sysctl ${name}, which is not safe in Kubernetes ${version.toString()}`,
        happens: `SysctlForbidden: forbidden sysctl: "${name}" not allowlisted; the Pod fails, and its workload makes the next one`,
        fix: `leave it out, or start the kubelets with --allowed-unsafe-sysctls=${name} and waive this`,
      };
    }
  },
);
