import { Container } from '../../model/container';
import { podRule } from '../rule';

/**
 * The kubelet does not look names up in an image. With runAsNonRoot it starts a container only when its user is a
 * number, and many images name theirs: `USER nobody`.
 */
export const imageUserByName = podRule(
  {
    id: 'image-user-by-name',
    severity: 'error',
    title: 'runAsNonRoot with an image whose user is a name',
    sources: [
      'https://github.com/kubernetes/kubernetes/pull/56503',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/kubelet/kuberuntime/security_context.go',
    ],
  },
  function* (pod) {
    for (const container of pod.containers) {
      if (!container.runAsNonRoot || container.runAsUser !== undefined) continue;
      const { image } = container;
      const facts = image?.facts ?? image?.likely;
      const name = facts?.imageUser?.split(':')[0];
      if (!name || /^\d+$/.test(name)) continue;
      yield {
        container,
        severity: image?.facts ? 'error' : 'warning',
        path: saidPath(container),
        what: `runAsNonRoot is true, and the user of ${image!.text} is the name "${name}"`,
        happens: `CreateContainerConfigError: container has runAsNonRoot and image has non-numeric user (${name}), cannot verify user is non-root`,
        fix:
          facts?.user === undefined
            ? `set ${container.name}'s securityContext.runAsUser to the number that "${name}" has in the image`
            : `set ${container.name}'s securityContext.runAsUser to ${facts.user}, the number of "${name}"`,
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
