import { KubernetesVersion } from '../../kubernetes-version';
import type { Pod } from '../pod';

const RELAXED = KubernetesVersion.parse('1.35', 'Pod Security Standards');

/**
 * Whether some controls do not matter because root of the Pod is nobody on the node.
 * @see https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/#integration-with-pod-security-admission-checks
 */
export function isRelaxed({ spec }: Pod, version: KubernetesVersion): boolean {
  return spec['hostUsers'] === false && version.atLeast(RELAXED);
}
