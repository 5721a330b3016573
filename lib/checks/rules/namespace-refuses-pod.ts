import { KubernetesVersion } from '../../kubernetes-version';
import { KubeObject } from '../../model/kube-object';
import { PodSecurityLevel, podSecurityOf, PodSecurityViolation } from '../../model/pod-security/pod-security';
import { Workload } from '../../model/workload';
import { some } from '../../some';
import { ObjectReport, setRule } from '../rule';

/**
 * The label of a Namespace says which level of the Pod Security Standards its Pods have to reach. It is enforced on Pods
 * alone, so that a workload whose Pods are refused is accepted.
 */
export const namespaceRefusesPod = setRule(
  {
    id: 'namespace-refuses-pod',
    severity: 'error',
    title: 'a Pod does not reach the Pod Security level that its Namespace enforces',
    sources: [
      'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/staging/src/k8s.io/pod-security-admission/admission/admission.go',
    ],
  },
  function* (set, { version, unitOf }) {
    for (const workload of set.workloads) {
      const { object, kind } = workload;
      // Nothing makes Pods of a PodTemplate by itself.
      if (object.namespace === undefined || kind === 'PodTemplate') continue;
      const all = set.named('Namespace', '', object.namespace);
      const beside = all.filter((namespace) => unitOf(namespace) === unitOf(object));
      // Those of one name in several files may be alternatives.
      const refusals = (beside.length > 0 ? beside : all).map((namespace) => refusalOf(workload, namespace, version));
      if (refusals.length > 0 && refusals.every((refusal) => refusal !== undefined)) yield refusals[0];
    }
  },
);

const ENFORCE = 'pod-security.kubernetes.io/enforce';

interface Policy {
  readonly level: 'baseline' | 'restricted';
  readonly version: KubernetesVersion;
  /** As the API server calls it, such as `restricted:v1.30`. */
  readonly name: string;
}

/** Undefined where it allows all, and where the API server does not take its labels. */
function policyOf({ labels }: KubeObject, target: KubernetesVersion): Policy | undefined {
  const level = labels.get(ENFORCE);
  if (level !== 'baseline' && level !== 'restricted') return undefined;
  const pinned = labels.get(`${ENFORCE}-version`) ?? 'latest';
  const version = pinned === 'latest' ? target : /^v1\.\d+$/.test(pinned) ? KubernetesVersion.read(pinned) : undefined;
  // What older versions of the standard ask for is another thing.
  if (!version?.atLeast(KubernetesVersion.OLDEST)) return undefined;
  return { level, version, name: `${level}:${pinned}` };
}

function refusalOf({ object, pod }: Workload, namespace: KubeObject, target: KubernetesVersion) {
  const policy = policyOf(namespace, target);
  if (!policy) return undefined;
  const { level, kept } = podSecurityOf(pod, policy.version);
  const violations = kept.filter((violation) => policy.level === 'restricted' || violation.level === 'baseline');
  return violations.length === 0 ? undefined : report(object, namespace, policy, level, violations);
}

function report(
  object: KubeObject,
  namespace: KubeObject,
  policy: Policy,
  reached: PodSecurityLevel,
  violations: readonly PodSecurityViolation[],
): ObjectReport {
  const controls = [...new Set(violations.map(({ control }) => control))];
  const fixes = [...new Set(violations.map(({ fix }) => fix))];
  const isPod = object.kind === 'Pod';
  const violates = `is forbidden: violates PodSecurity "${policy.name}"`;
  return {
    object,
    path: violations[0].path,
    what: `the ${namespace.toString()} enforces the Pod Security level ${policy.level}, and ${isPod ? 'the Pod violates' : 'its Pods violate'} ${some(controls, 4)}`,
    happens: isPod
      ? `The API server rejects it: pods "${object.name}" ${violates}`
      : `FailedCreate: pods "${object.name}-..." ${violates}; the ${object.kind} is accepted, and there are no Pods`,
    fix: `${some(fixes, 6)}; or label the ${namespace.toString()} ${ENFORCE}: ${reached}`,
  };
}
