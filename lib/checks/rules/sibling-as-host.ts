import { Address } from '../../model/addresses';
import { Container } from '../../model/container';
import { ManifestSet } from '../../model/manifest-set';
import { Pod } from '../../model/pod';
import { dataOf, listOf, textOf, textsOf } from '../../model/values';
import { Workload } from '../../model/workload';
import { ObjectReport, setRule } from '../rule';

/**
 * In Docker Compose containers find each other by name. In a Pod their names are in no DNS: they share one network, and
 * reach each other on localhost.
 */
export const siblingAsHost = setRule(
  {
    id: 'sibling-as-host',
    severity: 'error',
    title: "a container's name is used as a host name",
    sources: [
      'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking',
      'https://docs.gitlab.com/runner/executors/kubernetes/',
    ],
  },
  function* (set, { complete }) {
    for (const workload of set.workloads) {
      if (workload.pod.containers.length < 2) continue;
      yield* inPod(set, workload, complete);
    }
  },
);

function* inPod(set: ManifestSet, workload: Workload, complete: boolean): Iterable<ObjectReport> {
  const { object, pod } = workload;
  const known = namesOf(workload);
  const siblings = new Map(pod.longRunning.map((container) => [container.name, container]));
  for (const container of pod.containers) {
    for (const address of container.addresses) {
      const sibling = siblings.get(address.host);
      if (!sibling || sibling === container || known.has(address.host)) continue;
      if (set.service(address.host, object.namespace)) continue;
      const sure = complete || listensThere(sibling, address);
      yield {
        object,
        container,
        severity: sure ? 'error' : 'warning',
        path: address.path,
        what: `it takes "${address.host}" for a host, which is the name of a container of the same Pod`,
        happens: `Could not resolve host: ${address.host}; names of containers are in no DNS`,
        fix: `write localhost${portOf(sibling, address)}, or make a Service of that name if another Pod is meant`,
      };
    }
  }
}

/** With a port that the container opens there is no doubt who is meant. */
function listensThere({ listeners }: Container, { port }: Address): boolean {
  return listeners.some(({ number }) => number === port);
}

function portOf({ listeners }: Container, { port }: Address): string {
  const number = port ?? (listeners.length === 1 ? listeners[0].number : undefined);
  return number === undefined ? '' : `:${number}`;
}

/** Names that are in the hosts file of the Pod. */
function namesOf({ object, pod }: Workload): ReadonlySet<string> {
  const names = new Set(hostAliases(pod));
  const own = textOf(pod.spec['hostname']) ?? (object.kind === 'Pod' ? object.name : undefined);
  if (own !== undefined) names.add(own);
  return names;
}

function hostAliases({ spec }: Pod): string[] {
  return listOf(spec['hostAliases']).flatMap((alias) => textsOf(dataOf(alias)['hostnames']) ?? []);
}
