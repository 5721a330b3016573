import { KubernetesVersion } from '../../kubernetes-version';
import { Container } from '../../model/container';
import { DeclaredPort } from '../../model/listener';
import { ManifestSet } from '../../model/manifest-set';
import { Workload } from '../../model/workload';
import { ObjectReport, setRule } from '../rule';

const FOUND_FROM = KubernetesVersion.parse('1.32', 'sidecar-port-by-name');

/**
 * Ports of native sidecars can be named by a Service from Kubernetes 1.32 on. Before, only regular containers are looked
 * through, so that the Service has no endpoints for such a port.
 */
export const sidecarPortByName = setRule(
  {
    id: 'sidecar-port-by-name',
    severity: 'error',
    title: "a native sidecar's port by name, before it can be found",
    sources: [
      'https://github.com/kubernetes/kubernetes/issues/127958',
      'https://github.com/kubernetes/kubernetes/pull/127976',
      'https://github.com/projectcalico/calico/issues/8881',
    ],
  },
  function* (set, { version }) {
    if (version.atLeast(FOUND_FROM)) return;
    yield* inServices(set, String(version));
    yield* inPolicies(set);
  },
);

function* inServices(set: ManifestSet, version: string): Iterable<ObjectReport> {
  for (const service of set.services) {
    if (service.external) continue;
    for (const { target, protocol, path } of service.ports) {
      if (typeof target !== 'string') continue;
      const found = onlyInSidecars(set.selectedBy(service), target, protocol);
      if (!found) continue;
      yield {
        object: service.object,
        path: [...path, 'targetPort'],
        what: `targetPort "${target}" is the name of a port of the native sidecar "${found.container.name}"`,
        happens: `Connection refused: Kubernetes ${version} looks for the name in regular containers only, so the Service has no endpoints for it`,
        fix: `write the number: targetPort: ${found.port.number}`,
      };
    }
  }
}

function* inPolicies(set: ManifestSet): Iterable<ObjectReport> {
  for (const policy of set.policies) {
    const named = policy.ingress.flatMap(({ ports }) => ports).filter(({ port }) => typeof port === 'string');
    const workloads = named.length > 0 ? set.matching(policy.selector, policy.object.namespace) : [];
    for (const { port, protocol, path } of named) {
      const found = onlyInSidecars(workloads, String(port), protocol);
      if (!found) continue;
      yield {
        object: policy.object,
        severity: 'warning',
        path: [...path, 'port'],
        what: `port "${port}" is the name of a port of the native sidecar "${found.container.name}"`,
        happens: 'Timeouts: some network plugins look for the name in regular containers only, and let nothing through',
        fix: `write the number: port: ${found.port.number}`,
      };
    }
  }
}

/** The port of that name, where sidecars of the Pods have it and their regular containers do not. */
function onlyInSidecars(
  workloads: readonly Workload[],
  name: string,
  protocol: string,
): { container: Container; port: DeclaredPort } | undefined {
  let found: { container: Container; port: DeclaredPort } | undefined;
  for (const { pod } of workloads) {
    for (const container of pod.longRunning) {
      const port = container.ports.find((candidate) => candidate.name === name && candidate.protocol === protocol);
      if (port && container.role === 'main') return undefined;
      if (port) found ??= { container, port };
    }
  }
  return found;
}
