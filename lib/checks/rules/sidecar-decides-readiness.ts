import { Container } from '../../model/container';
import { ManifestSet } from '../../model/manifest-set';
import { Pod } from '../../model/pod';
import { Service } from '../../model/service';
import { setRule } from '../rule';

/** They watch or feed the main container, which serves as well without them. */
const HELPERS =
  /exporter|^(?:fluent-bit|fluentd|filebeat|promtail|vector|cloud-sql-proxy|k8s-sidecar|configmap-reload|prometheus-config-reloader|reloader|pushgateway)$/;

/**
 * A Pod is ready when all its containers are, native sidecars included. A helper with a readiness probe takes the Pod out
 * of its Service whenever it is not well itself.
 */
export const sidecarDecidesReadiness = setRule(
  {
    id: 'sidecar-decides-readiness',
    severity: 'warning',
    title: "a helper's readiness takes the Pod out of its Service",
    sources: [
      'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
      'https://github.com/GoogleCloudPlatform/cloud-sql-proxy/tree/main/examples/k8s-health-check',
    ],
  },
  function* (set: ManifestSet) {
    for (const workload of set.workloads) {
      const { pod, object } = workload;
      const helpers = pod.longRunning.filter((container) => container.probe('readinessProbe') && isHelper(container));
      if (helpers.length === 0 || pod.regular.every(isHelper)) continue;
      const services = set.servicesOf(workload);
      for (const container of helpers) {
        const service = services.find((candidate) => !leadsTo(candidate, container, pod));
        if (!service || services.some((candidate) => leadsTo(candidate, container, pod))) continue;
        yield {
          object,
          container,
          path: [...container.path, 'readinessProbe'],
          what: `it only helps, and its readinessProbe counts for the Pod that Service "${service.name}" leads to`,
          happens: `When ${container.name} is not ready the Service has no endpoint in this Pod, though the main container would answer`,
          fix: `remove ${container.name}'s readinessProbe, or make it a livenessProbe or startupProbe`,
        };
      }
    }
  },
);

function isHelper({ image }: Container): boolean {
  return HELPERS.test(image?.reference?.name ?? '');
}

function leadsTo({ ports }: Service, container: Container, pod: Pod): boolean {
  return ports.some(({ target }) => {
    if (typeof target === 'number') return container.listeners.some(({ number }) => number === target);
    const owner = pod.longRunning.find((other) =>
      other.ports.some(({ name }) => name !== undefined && name === target),
    );
    return owner === container;
  });
}
