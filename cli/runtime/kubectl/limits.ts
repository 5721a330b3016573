import { KubeObject } from '../../../lib/model/kube-object';
import { Workload } from '../../../lib/model/workload';
import { Chosen, namespacesIn, select } from './selection';
import { isSuspended } from './workload-objects';

/** What of the set is not done on a cluster, or done in another way than it is written. */
export function limitsOf(chosen: Chosen, ownNamespace: string | undefined): string[] {
  const { applied, namespaces, clusterWide, notChosen } = select(chosen);
  return [
    ...(clusterWide.length > 0
      ? [
          `not applied, because the whole cluster shares them: ${listOf(clusterWide)}; what needs them finds those that are there`,
        ]
      : []),
    ...(notChosen.length > 0 ? [`not applied, because not chosen: ${listOf(notChosen)}`] : []),
    ...(ownNamespace === undefined ? [] : replacedNamespace(applied, namespaces, ownNamespace)),
    ...chosen.workloads.flatMap(limitsOfWorkload),
    ...limitsOfOthers(applied),
  ];
}

function replacedNamespace(
  applied: readonly KubeObject[],
  namespaces: readonly KubeObject[],
  ownNamespace: string,
): string[] {
  const names = new Set([...namespacesIn(applied), ...namespaces.map(({ name }) => name)]);
  return [...names].map(
    (name) =>
      `everything of namespace ${name} goes into ${ownNamespace}: names with the namespace in them, as in service.${name}.svc, selectors of namespaces and subjects of roles still mean ${name}`,
  );
}

function limitsOfWorkload({ object, kind, replicas = 1 }: Workload): string[] {
  const say = (what: string) => [`${object.toString()}: ${what}`];
  if (replicas === 0) return say('one Pod is made, not 0');
  if (isSuspended(object)) return say('it is not suspended, but run at once');
  if (kind === 'CronJob') return say('it is suspended, and its Job is run once, at once');
  if (kind === 'PodTemplate') return say('one Pod is made of it');
  if (kind === 'DaemonSet') return say('of the Pods on the nodes only the first is looked at');
  return replicas > 1 ? say(`of its ${replicas} Pods only the first is looked at`) : [];
}

function limitsOfOthers(applied: readonly KubeObject[]): string[] {
  const some = (kinds: readonly string[]) => applied.filter(({ kind }) => kinds.includes(kind));
  const policies = some(['NetworkPolicy']);
  const entrances = [
    ...some(['Ingress', 'HTTPRoute', 'Gateway']),
    ...some(['Service']).filter(({ spec }) => spec['type'] === 'LoadBalancer'),
  ];
  return [
    ...(policies.length > 0
      ? [
          `${listOf(policies)}: whether they are enforced is up to the network plugin of the cluster, and is not looked at`,
        ]
      : []),
    ...(entrances.length > 0 ? [`${listOf(entrances)}: applied, but the way in from outside is not looked at`] : []),
  ];
}

function listOf(objects: readonly KubeObject[]): string {
  return objects.map(String).join(', ');
}
