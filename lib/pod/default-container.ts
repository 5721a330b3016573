import type { PodComposition } from './pod-composition';

const DEFAULT_CONTAINER = 'kubectl.kubernetes.io/default-container';

/** Lets `kubectl logs` and `kubectl exec` mean the main container, unless the Pod's metadata names another. */
export function markDefaultContainer({ host, members }: PodComposition): void {
  const { annotations = {} } = host.podMetadata.toJson() as { annotations?: Record<string, string> };
  if (annotations[DEFAULT_CONTAINER] !== undefined) return;
  host.podMetadata.addAnnotation(DEFAULT_CONTAINER, members[0].container.name);
}
