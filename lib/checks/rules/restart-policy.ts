import { KubernetesVersion } from '../../kubernetes-version';
import { isPlaceholder } from '../../model/placeholder';
import { Pod } from '../../model/pod';
import { nearest, textOf } from '../../model/values';
import { PodReport, podRule } from '../rule';

/** From here on a feature gate lets every container have a restartPolicy of its own. */
const PER_CONTAINER = KubernetesVersion.parse('1.34', 'restart-policy');
const POLICIES = ['Always', 'OnFailure', 'Never'];

/** Pods of a Job have to end, Pods of all other workloads must not, and the default is Always. */
export const restartPolicy = podRule(
  {
    id: 'restart-policy',
    severity: 'error',
    title: 'a restartPolicy that the kind does not allow',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/batch/validation/validation.go',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go',
      'https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template',
    ],
  },
  function* (pod, { version }) {
    yield* ofTemplate(pod);
    yield* ofWords(pod);
    if (!version.atLeast(PER_CONTAINER)) yield* ofContainers(pod);
  },
);

function* ofTemplate(pod: Pod): Iterable<PodReport> {
  const { kind, runsToCompletion } = pod.workload;
  if (kind === 'Pod' || kind === 'PodTemplate') return;
  const said = pod.spec['restartPolicy'];
  // Words that are no policy at all are a matter of the schema.
  if (said !== undefined && said !== null && !POLICIES.includes(textOf(said) ?? '')) return;
  const policy = pod.restartPolicy;
  if (runsToCompletion === (policy !== 'Always')) return;
  const missing = textOf(said) === undefined;
  if (runsToCompletion) {
    yield {
      path: nearest(pod.workload.object.data, [...pod.path, 'restartPolicy']),
      what: missing
        ? `its Pods have no restartPolicy, which makes it Always`
        : `the restartPolicy of its Pods is Always`,
      happens: `The API server rejects it: a ${kind} takes "OnFailure" and "Never" only, as its Pods are to end`,
      fix: `set restartPolicy in the Pod template to Never for a new Pod on failure, or OnFailure for a restart in the same Pod`,
    };
  } else {
    yield {
      path: [...pod.path, 'restartPolicy'],
      what: `the restartPolicy of its Pods is ${policy}`,
      happens: `The API server rejects it: Unsupported value: "${policy}": supported values: "Always"`,
      fix: `leave restartPolicy out; for something that is to end, make it a Job in place of a ${kind}`,
    };
  }
}

/** The types have any text for the policy of a container, so that these are not said by the schema. */
function* ofWords(pod: Pod): Iterable<PodReport> {
  for (const container of pod.containers) {
    const said = textOf(container.data['restartPolicy']);
    if (said === undefined || POLICIES.includes(said) || isPlaceholder(said)) continue;
    yield {
      container,
      path: [...container.path, 'restartPolicy'],
      what: `the restartPolicy of the container is "${said}", which is none`,
      happens: `The API server rejects it: restartPolicy: Unsupported value: "${said}"`,
      fix:
        container.role === 'main'
          ? 'leave it out, and set the restartPolicy of the Pod'
          : 'write Always for a native sidecar, or leave it out for an init container',
    };
  }
}

/** Of containers, only init containers may have one, and it makes them native sidecars. */
function* ofContainers(pod: Pod): Iterable<PodReport> {
  for (const container of pod.containers) {
    const said = textOf(container.data['restartPolicy']);
    if (said === undefined || !POLICIES.includes(said) || container.role === 'sidecar') continue;
    const path = [...container.path, 'restartPolicy'];
    yield container.role === 'main'
      ? {
          container,
          path,
          what: `a regular container has a restartPolicy of its own`,
          happens: 'The API server rejects it: restartPolicy: Forbidden: may not be set for non-init containers',
          fix:
            said === 'Always'
              ? 'move the container to initContainers to make it a native sidecar, or leave its restartPolicy out'
              : `leave it out, and set the restartPolicy of the Pod`,
        }
      : {
          container,
          path,
          what: `the restartPolicy of an init container is ${said}`,
          happens: `The API server rejects it: Unsupported value: "${said}": supported values: "Always"`,
          fix: 'leave it out, or set it to Always to make it a native sidecar, which keeps running',
        };
  }
}
