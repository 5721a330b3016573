import { Container } from '../../model/container';
import { Pod } from '../../model/pod';
import { Path } from '../../model/values';
import { PodReport, podRule } from '../rule';

const ANNOTATION = 'kubectl.kubernetes.io/default-container';

/** Nobody wants their logs when they ask for those of the Pod. */
const HELPERS =
  /exporter|^(?:fluent-bit|fluentd|filebeat|promtail|vector|cloud-sql-proxy|oauth2-proxy|git-sync|k8s-sidecar|configmap-reload|prometheus-config-reloader|reloader|envoy|statsd-exporter)$/;

/** Without a word from the Pod, kubectl logs and exec take the first of `containers`. */
export const defaultContainer = podRule(
  {
    id: 'default-container',
    severity: 'warning',
    title: 'kubectl logs and exec do not know which container is meant',
    sources: [
      'https://kubernetes.io/docs/reference/labels-annotations-taints/#kubectl-kubernetes-io-default-container',
      'https://github.com/kubernetes/kubernetes/pull/97099',
      'https://github.com/kubernetes/enhancements/tree/master/keps/sig-cli/2227-kubectl-default-container',
    ],
  },
  function* (pod) {
    const report = wrongName(pod) ?? wrongPlace(pod) ?? helperFirst(pod);
    if (report) yield report;
  },
);

function wrongName(pod: Pod): PodReport | undefined {
  const name = pod.annotations.get(ANNOTATION);
  if (
    name === undefined ||
    pod.containers.length === 0 ||
    pod.containers.some((container) => container.name === name)
  ) {
    return undefined;
  }
  return {
    path: [...annotationsPath(pod), ANNOTATION],
    what: `${ANNOTATION} names "${name}", and there is no such container`,
    happens: `kubectl logs and kubectl exec cannot find "${name}" and take another container, or none`,
    fix: `name one of ${pod.longRunning.map((container) => `"${container.name}"`).join(', ')}`,
  };
}

/** An annotation of the workload is not one of its Pods. */
function wrongPlace(pod: Pod): PodReport | undefined {
  const { object, kind } = pod.workload;
  const name = pod.templatePath.length === 0 ? undefined : object.annotations.get(ANNOTATION);
  if (name === undefined || pod.annotations.has(ANNOTATION)) return undefined;
  return {
    path: ['metadata', 'annotations', ANNOTATION],
    what: `${ANNOTATION} is on the ${kind}, and kubectl looks for it on the Pods`,
    happens: `kubectl logs and kubectl exec take ${pod.regular[0]?.name ?? 'the first container'} where ${name} is meant`,
    fix: `move it to ${annotationsPath(pod).join('.')}`,
  };
}

function helperFirst(pod: Pod): PodReport | undefined {
  const [first] = pod.regular;
  // An agent on every node is what its DaemonSet is for.
  if (pod.workload.kind === 'DaemonSet') return undefined;
  const main = pod.regular.find((container) => !isHelper(container) && container.image?.facts?.keepsRunning !== false);
  if (!first || !main || !isHelper(first) || pod.annotations.has(ANNOTATION)) return undefined;
  return {
    container: first,
    path: [...first.path, 'name'],
    what: `it is the first container, and only helps ${main.name}`,
    happens: `kubectl logs shows the log of ${first.name}: Defaulted container "${first.name}" out of: ${pod.regular.map(({ name }) => name).join(', ')}`,
    fix: `set ${annotationsPath(pod).join('.')}['${ANNOTATION}'] to ${main.name}, or put ${main.name} first`,
  };
}

function isHelper({ image }: Container): boolean {
  return HELPERS.test(image?.reference?.name ?? '');
}

function annotationsPath({ templatePath }: Pod): Path {
  return [...templatePath, 'metadata', 'annotations'];
}
