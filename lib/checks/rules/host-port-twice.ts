import { Container } from '../../model/container';
import { DeclaredPort } from '../../model/listener';
import { ManifestSet } from '../../model/manifest-set';
import { Pod } from '../../model/pod';
import { dataOf } from '../../model/values';
import { Workload } from '../../model/workload';
import { ObjectReport, setRule } from '../rule';

/**
 * A port of a node is there once. The API server compares the regular containers of a Pod with each other, but not with
 * its native sidecars, nor with other Pods that run on every node too.
 */
export const hostPortTwice = setRule(
  {
    id: 'host-port-twice',
    severity: 'error',
    title: 'a port of the node that two containers ask for',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/scheduler/framework/plugins/nodeports/node_ports.go',
    ],
  },
  function* (set) {
    for (const { object, pod } of set.workloads) yield* inPod(pod, object);
    yield* onEveryNode(set);
  },
);

function* inPod(pod: Pod, object: ObjectReport['object']): Iterable<ObjectReport> {
  const taken = new Map<string, { container: Container; port: DeclaredPort }[]>();
  for (const container of pod.longRunning) {
    for (const port of container.ports) {
      if (port.hostPort === undefined || port.hostPort === 0) continue;
      const key = `${port.hostPort}/${port.protocol}`;
      const others = taken.get(key) ?? [];
      const first = others.find((other) => overlap(other.port, port));
      taken.set(key, [...others, { container, port }].slice(0, 20));
      if (!first) continue;
      const rejected = container.role === 'main' && first.container.role === 'main' && same(first.port, port);
      yield {
        object,
        container,
        path: [...port.path, 'hostPort'],
        what: `it asks for port ${key} of the node, as container "${first.container.name}" does`,
        happens: rejected
          ? 'The API server rejects it: hostPort: Duplicate value'
          : 'The API server accepts it, and the port of the node leads to one of the two containers only',
        fix: 'leave one hostPort out, or give it another number',
      };
    }
  }
}

/** DaemonSets without a selection of nodes meet on each of them. */
function* onEveryNode(set: ManifestSet): Iterable<ObjectReport> {
  const taken = new Map<string, { workload: Workload; port: DeclaredPort }>();
  for (const workload of set.workloads) {
    if (workload.kind !== 'DaemonSet' || selectsNodes(workload.pod)) continue;
    for (const container of workload.pod.longRunning) {
      for (const port of container.ports) {
        const number = port.hostPort ?? (workload.pod.hostNetwork ? port.number : undefined);
        if (number === undefined || number === 0) continue;
        const key = `${number}/${port.protocol}`;
        const first = taken.get(key);
        if (!first) taken.set(key, { workload, port });
        if (!first || first.workload === workload || !overlap(first.port, port)) continue;
        yield {
          object: workload.object,
          container,
          path: port.hostPort === undefined ? [...port.path, 'containerPort'] : [...port.path, 'hostPort'],
          what: `it asks every node for port ${key}, as ${first.workload.object.toString()} does`,
          happens: "Pending: 0/3 nodes are available: 3 node(s) didn't have free ports for the requested pod ports",
          fix: 'give one of the two another port, or nodes of its own with a nodeSelector',
        };
      }
    }
  }
}

function selectsNodes({ spec }: Pod): boolean {
  return spec['nodeSelector'] !== undefined || dataOf(spec['affinity'])['nodeAffinity'] !== undefined;
}

function same(one: DeclaredPort, other: DeclaredPort): boolean {
  return (one.hostIp ?? '') === (other.hostIp ?? '');
}

/** No address, or 0.0.0.0, is every address of the node. */
function overlap(one: DeclaredPort, other: DeclaredPort): boolean {
  return [one, other].some(({ hostIp = '' }) => hostIp === '' || hostIp === '0.0.0.0') || same(one, other);
}
