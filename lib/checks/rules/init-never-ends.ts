import { KubernetesVersion } from '../../kubernetes-version';
import { Container } from '../../model/container';
import { lifetimeOf } from '../../model/lifetime';
import { CheckContext, PodReport, podRule } from '../rule';

/**
 * The kubelet starts the regular containers when all init containers have ended. One that serves is to be a native
 * sidecar, which takes `restartPolicy: Always` and a cluster that knows it.
 */
export const initNeverEnds = podRule(
  {
    id: 'init-never-ends',
    severity: 'error',
    title: 'an init container that does not end',
    sources: [
      'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/',
      'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/features/kube_features.go',
      'https://github.com/kubernetes/website/pull/42762',
    ],
  },
  function* (pod, context) {
    for (const container of pod.containers) {
      if (container.role === 'init') yield* plainInit(container, context);
      if (container.role === 'sidecar') yield* nativeSidecar(container, context);
    }
  },
);

function* plainInit(container: Container, { version }: CheckContext): Iterable<PodReport> {
  const { name, path } = container;
  const lifetime = lifetimeOf(container);
  if (lifetime.ending !== 'lasts') return;
  yield {
    container,
    severity: lifetime.sure ? 'error' : 'warning',
    path: lifetime.path,
    what: `${lifetime.what} never ends, and everything after this init container waits for its end`,
    happens: 'Init:0/1: the Pod stays Pending, and the regular containers never start',
    fix: version.atLeast(KubernetesVersion.NATIVE_SIDECARS)
      ? `give ${name} restartPolicy: Always, which makes it a native sidecar, or let it end`
      : `move ${name} to ${[...path.slice(0, -2), 'containers'].join('.')}, or let it end`,
  };
}

function* nativeSidecar(container: Container, { version }: CheckContext): Iterable<PodReport> {
  if (version.atLeast(KubernetesVersion.NATIVE_SIDECARS) || lifetimeOf(container).ending === 'ends') return;
  yield {
    container,
    path: [...container.path, 'restartPolicy'],
    what: `Kubernetes ${version.toString()} has no native sidecars, and this init container counts on restartPolicy: Always`,
    happens:
      'Init:0/1: the API server drops the field, so that the Pod waits for the end of the container; ' +
      'before 1.28 kubectl refuses it with: unknown field "restartPolicy"',
    fix: `move ${container.name} to ${[...container.path.slice(0, -2), 'containers'].join('.')} without restartPolicy, or use Kubernetes 1.29 or newer`,
  };
}
