import { Container } from '../../model/container';
import { podRule } from '../rule';

/**
 * The kubelet starts a container with runAsNonRoot only when it can tell that its user is not root. Many images run as
 * root when nobody says otherwise.
 */
export const imageRootUnderNonRoot = podRule(
  {
    id: 'image-root-under-non-root',
    severity: 'error',
    title: 'runAsNonRoot with an image that runs as root',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/kubelet/kuberuntime/security_context.go',
      'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
    ],
  },
  function* (pod) {
    for (const container of pod.containers) {
      if (!container.runAsNonRoot) continue;
      const said = container.runAsUser;
      const facts = container.image?.facts ?? container.image?.likely;
      const asRoot = said === 0 || (said === undefined && /^(?:0(?::.*)?)?$/.test(facts?.imageUser ?? 'unknown'));
      if (!asRoot) continue;
      const sure = said === 0 || container.image?.facts !== undefined;
      yield {
        container,
        severity: sure ? 'error' : 'warning',
        path: saidPath(container),
        what:
          said === 0
            ? 'runAsNonRoot is true and runAsUser is 0'
            : `runAsNonRoot is true, and ${container.image!.text} runs as root`,
        happens: 'CreateContainerConfigError: container has runAsNonRoot and image will run as root',
        fix:
          facts?.user === undefined
            ? `set ${container.name}'s securityContext.runAsUser to a user other than 0 that the image can run as`
            : `set ${container.name}'s securityContext.runAsUser to ${facts.user}, the image's own user without root`,
      };
    }
  },
);

/** The field that demands it: the container's own, else the Pod's. */
function saidPath(container: Container) {
  return 'runAsNonRoot' in container.securityContext
    ? [...container.path, 'securityContext', 'runAsNonRoot']
    : [...container.pod.path, 'securityContext', 'runAsNonRoot'];
}
