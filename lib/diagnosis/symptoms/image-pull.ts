import { ObservedContainer } from '../observed-container';
import { ObservedPod } from '../observed-pod';
import { meaning, Symptom, Wording } from '../symptom';
import { Verdict } from '../verdict';

/** @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/kubelet/images/types.go */
const REASONS = [
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
];

interface Where {
  readonly pod: ObservedPod;
  readonly container: ObservedContainer;
  readonly image: string;
}

/** The image is not there. */
export const imagePull: Symptom = (pod, container) => {
  const { waiting } = container;
  if (!waiting || !REASONS.includes(waiting.reason)) return undefined;
  const failed = container.event('Failed', /^Failed to (?:pull|apply|inspect)/);
  const secret = pod.event('FailedToRetrieveImagePullSecret');
  const message = `${waiting.message} ${failed?.message ?? ''}`;
  const image = container.spec.image?.text ?? '';
  const where = { pod, container, image };
  const found =
    pod.suspect(container, 'image-reference') ??
    (secret && noSecret(pod)) ??
    meaning(WORDINGS, where, message) ??
    notPulled(where);
  return { ...found, evidence: [...container.said, ...[failed, secret].flatMap((event) => event?.toString() ?? [])] };
};

/** In the words of containerd, CRI-O, podman and the registries. */
const WORDINGS: readonly Wording<Where>[] = [
  { text: /pull policy of Never/, means: notOnNode },
  { text: /couldn't parse image (?:name|reference)|invalid reference format|InvalidImageName/, means: malformed },
  {
    text: /toomanyrequests|pull rate limit|429 Too Many/i,
    means: ({ pod, image }) => ({
      cause: `the registry does not let this node pull ${image} for now: it has pulled too much without a login`,
      fix: 'log in to the registry with imagePullSecrets, or use a mirror of it',
      path: pod.path('imagePullSecrets'),
    }),
  },
  {
    text: /no match for platform|no image found in (?:manifest list|image index) for architecture|does not match the specified platform/i,
    means: ({ image, container }) => ({
      cause: `${image} is not made for the processors of this node`,
      rule: 'image-reference',
      fix: 'name an image that is made for several platforms, or choose other nodes with nodeSelector kubernetes.io/arch',
      path: [...container.spec.path, 'image'],
    }),
  },
  { text: /x509:|certificate|server gave HTTP response to HTTPS client/i, means: unreachable },
  {
    text: /no such host|i\/o timeout|connection refused|network is unreachable|TLS handshake timeout|Temporary failure in name resolution|registry is unavailable|context deadline exceeded|registry \S+ is blocked|EOF$/i,
    means: unreachable,
  },
  {
    text: /pull access denied|repository does not exist|insufficient_scope|requested access to the resource is denied|name unknown|repository name not known/i,
    means: ({ pod, image, container }) => ({
      cause: `there is no image ${repositoryOf(image)} in its registry, or only for those who log in`,
      rule: 'image-reference',
      fix: `correct the name of the image${hasSecrets(pod) ? '' : ', or log in with imagePullSecrets if it is private'}`,
      path: [...container.spec.path, 'image'],
    }),
  },
  {
    text: /unauthorized|authentication required|no basic auth credentials|40[13] (?:Unauthorized|Forbidden)|authorization failed|\bdenied\b/i,
    means: noLogin,
  },
  {
    text: /not found|manifest unknown|404 Not Found/i,
    means: ({ image, container }) => ({
      cause: `the registry has no ${image}: the name or the tag does not exist`,
      rule: 'image-reference',
      fix: 'name an image and a tag that are there',
      path: [...container.spec.path, 'image'],
    }),
  },
  {
    text: /short-name|no unqualified-search registries/,
    means: ({ image, container }) => ({
      cause: `the node does not know in which registry to look for ${image}`,
      rule: 'image-reference',
      fix: `name the registry too, as in docker.io/library/${image}`,
      path: [...container.spec.path, 'image'],
    }),
  },
];

function noSecret(pod: ObservedPod): Verdict {
  return {
    cause: 'the Secret with the login to the registry is not there',
    rule: 'missing-reference',
    fix: 'make the Secret that imagePullSecrets names, of type kubernetes.io/dockerconfigjson, in the namespace of the Pod',
    path: pod.path('imagePullSecrets'),
  };
}

function noLogin({ pod, image }: Where): Verdict {
  return {
    cause: `the registry gives ${image} only to those who log in${hasSecrets(pod) ? ', and refuses this login' : ''}`,
    rule: 'image-reference',
    fix: hasSecrets(pod)
      ? 'renew the login in the Secret that imagePullSecrets names, and see that it is for this registry'
      : 'log in with a Secret of type kubernetes.io/dockerconfigjson, and name it in imagePullSecrets',
    path: pod.path('imagePullSecrets'),
  };
}

function notOnNode({ image, container }: Where): Verdict {
  return {
    cause: `${image} is not on the node, and imagePullPolicy Never forbids to pull it`,
    rule: 'image-reference',
    fix: 'load the image into the node (minikube image load, kind load docker-image), or set imagePullPolicy to IfNotPresent',
    path: [...container.spec.path, 'imagePullPolicy'],
  };
}

function malformed({ image, container }: Where): Verdict {
  return {
    cause: `"${image}" is no image reference`,
    rule: 'image-reference',
    fix: 'write it as repository:tag, such as nginx:1.27-alpine, in lower case',
    path: [...container.spec.path, 'image'],
  };
}

function unreachable({ image, container }: Where): Verdict {
  return {
    cause: `the node cannot reach the registry of ${image}`,
    fix: 'see that the nodes can reach the registry, by its name, a proxy or a mirror, and trust its certificate; or correct the host in the name of the image',
    path: [...container.spec.path, 'image'],
  };
}

function notPulled({ image, container }: Where): Verdict {
  return {
    cause: `the image ${image} cannot be pulled`,
    rule: 'image-reference',
    fix: 'look at the events of the Pod for what the registry says, and correct the name or the tag of the image',
    path: [...container.spec.path, 'image'],
  };
}

function hasSecrets({ workload }: ObservedPod): boolean {
  const { imagePullSecrets } = workload.pod.spec;
  return Array.isArray(imagePullSecrets) && imagePullSecrets.length > 0;
}

function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^:/]*$/, '');
}
