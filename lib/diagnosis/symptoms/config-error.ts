import { kindOf, missingKey, missingObject } from '../missing';
import { ObservedContainer } from '../observed-container';
import { ObservedPod } from '../observed-pod';
import { mountPath } from '../places';
import { meaning, Symptom, Wording } from '../symptom';
import { oneLine, Verdict } from '../verdict';

interface Where {
  readonly pod: ObservedPod;
  readonly container: ObservedContainer;
}

/** The kubelet cannot make a container of what the Pod says. */
export const configError: Symptom = (pod, container) => {
  const { waiting } = container;
  if (waiting?.reason !== 'CreateContainerConfigError') return undefined;
  const failed = container.event('Failed', /^Error: /);
  const message = waiting.message || (failed?.message ?? '');
  const found = meaning(WORDINGS, { pod, container }, message) ?? unknown(container, message);
  return { ...found, evidence: container.said };
};

/**
 * In the words of the kubelet.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/kubelet/kuberuntime/security_context_others.go
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/kubelet/kubelet_pods.go
 */
const WORDINGS: readonly Wording<Where>[] = [
  {
    text: /has runAsNonRoot and image will run as root/,
    means: ({ pod, container }) =>
      pod.suspect(container, 'image-root-under-non-root') ?? {
        cause: `runAsNonRoot is true, and ${imageOf(container)} runs as root`,
        rule: 'image-root-under-non-root',
        fix: `set ${container.name}'s securityContext.runAsUser to a user other than 0 that the image can run as`,
        path: [...container.spec.path, 'securityContext', 'runAsUser'],
      },
  },
  {
    text: /runAsUser breaks non-root policy/,
    means: ({ pod, container }) =>
      pod.suspect(container, 'image-root-under-non-root') ?? {
        cause: 'runAsNonRoot is true and runAsUser is 0',
        rule: 'image-root-under-non-root',
        fix: `set ${container.name}'s securityContext.runAsUser to a user other than 0 that the image can run as`,
        path: [...container.spec.path, 'securityContext', 'runAsUser'],
      },
  },
  {
    text: /image has non-numeric user \(([^)]*)\)/,
    means: ({ pod, container }, [, user]) =>
      pod.suspect(container, 'image-user-by-name') ?? {
        cause: `runAsNonRoot is true, and ${imageOf(container)} names its user "${user}", of whom the kubelet cannot tell that it is not root`,
        rule: 'image-user-by-name',
        fix: `set ${container.name}'s securityContext.runAsUser to the number of "${user}" in the image`,
        path: [...container.spec.path, 'securityContext', 'runAsUser'],
      },
  },
  {
    text: /couldn't find key (\S+) in (ConfigMap|Secret) (?:[^/\s]*\/)?(\S+)/i,
    means: ({ pod, container }, [, key, kind, name]) => missingKey(pod, kindOf(kind), name, key, container),
  },
  {
    text: /(configmaps?|secrets?) "([^"]+)" not found/i,
    means: ({ pod, container }, [, kind, name]) => missingObject(pod, kindOf(kind), name, container),
  },
  {
    text: /(configmaps?|secrets?) "([^"]+)" is forbidden|object "([^/"]*)"\/"([^"]+)" not registered/i,
    means: () => ({
      cause: 'the kubelet may not read the ConfigMap or Secret that the container takes variables from, or not yet',
      fix: 'wait a minute; if it stays so, look at the log of the kubelet',
    }),
  },
  {
    text: /cannot find volume "([^"]+)" to mount/,
    means: ({ container }, [, volume]) => ({
      cause: `it mounts volume "${volume}", which the Pod does not have`,
      rule: 'volume-undeclared',
      fix: `declare "${volume}" in the volumes of the Pod, or correct the name of the mount`,
      path: mountPath(container.spec, volume),
    }),
  },
  {
    text: /failed to (?:prepare|create) subPath (?:directory )?for volumeMount "([^"]+)"/,
    means: ({ container }, [, volume]) => ({
      cause: `the subPath of volume "${volume}" cannot be made`,
      rule: 'write-to-read-only',
      fix: 'name a subPath that is in the volume, or can be made in it: not in a read-only one, and no file in its way',
      path: mountPath(container.spec, volume),
    }),
  },
];

function imageOf({ spec }: ObservedContainer): string {
  return spec.image?.text ?? 'its image';
}

function unknown({ spec }: ObservedContainer, message: string): Verdict {
  return {
    cause: `the kubelet cannot make a container of it: ${oneLine(message) || 'it does not say why'}`,
    fix: 'correct what the message names',
    path: spec.path,
  };
}
