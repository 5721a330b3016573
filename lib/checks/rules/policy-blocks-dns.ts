import { Address, isForOthers, isIp } from '../../model/addresses';
import { mayReachDns } from '../../model/dns-reach';
import { isLoopback } from '../../model/listeners';
import { ManifestSet } from '../../model/manifest-set';
import { NetworkPolicy } from '../../model/network-policy';
import { dataOf, listOf, nearest, textsOf } from '../../model/values';
import { Workload } from '../../model/workload';
import { setRule } from '../rule';

/** Policies of other kinds, which may allow what these do not. */
const OTHER_POLICIES = [
  ['CiliumNetworkPolicy', 'cilium.io'],
  ['CiliumClusterwideNetworkPolicy', 'cilium.io'],
  ['NetworkPolicy', 'projectcalico.org'],
  ['NetworkPolicy', 'crd.projectcalico.org'],
  ['GlobalNetworkPolicy', 'projectcalico.org'],
  ['GlobalNetworkPolicy', 'crd.projectcalico.org'],
  ['AdminNetworkPolicy', 'policy.networking.k8s.io'],
] as const;

/**
 * A Pod that one policy selects for egress gets out only where some policy allows it, and that counts for looking names
 * up as well. What it wants to connect to may be allowed: without its address that is of no use.
 */
export const policyBlocksDns = setRule(
  {
    id: 'policy-blocks-dns',
    severity: 'error',
    title: "an egress policy leaves no way to the cluster's DNS",
    sources: [
      'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
      'https://github.com/kubernetes/website/issues/38267',
      'https://github.com/kubernetes/website/issues/54997',
    ],
  },
  function* (set, { complete }) {
    if (OTHER_POLICIES.some(([kind, group]) => set.has(kind, group))) return;
    for (const [policy, { workload, name, others }] of blockedBy(set)) {
      const who =
        others === 0 ? `${workload.object.toString()} uses` : `${workload.object.toString()} and ${others} more use`;
      yield {
        object: policy.object,
        // A policy for all Pods that allows it is often applied with the namespace.
        severity: complete ? 'error' : 'warning',
        path: nearest(policy.object.data, ['spec', 'egress']),
        what: `${who} names such as "${name}", and no policy lets the Pods ask the cluster's DNS`,
        happens: `Temporary failure in name resolution: ${name}, or a timeout`,
        fix: 'add an egress rule to namespace kube-system (namespaceSelector kubernetes.io/metadata.name: kube-system) with ports 53/UDP and 53/TCP',
      };
    }
  },
);

interface Blocked {
  readonly workload: Workload;
  readonly name: string;
  others: number;
}

/** What is cut off from the DNS, by the first policy that isolates it. */
function blockedBy(set: ManifestSet): Map<NetworkPolicy, Blocked> {
  const blocked = new Map<NetworkPolicy, Blocked>();
  const opening = new Map<NetworkPolicy, boolean>();
  for (const workload of set.workloads) {
    if (workload.pod.hostNetwork) continue;
    const policies = set.policiesOf(workload).filter(({ isolatesEgress }) => isolatesEgress);
    if (policies.length === 0) continue;
    for (const policy of policies) {
      if (opening.has(policy)) continue;
      opening.set(
        policy,
        policy.egress.some((rule) => mayReachDns(rule, policy.object.namespace)),
      );
    }
    if (policies.some((policy) => opening.get(policy))) continue;
    const name = nameUsed(set, workload);
    if (name === undefined) continue;
    const at = blocked.get(policies[0]);
    if (at) at.others++;
    else blocked.set(policies[0], { workload, name, others: 0 });
  }
  return blocked;
}

/** A host name that one of the containers looks up, as far as the manifest shows. */
function nameUsed(set: ManifestSet, { object, pod }: Workload): string | undefined {
  const aliases = new Set(
    listOf(pod.spec['hostAliases']).flatMap((alias) => textsOf(dataOf(alias)['hostnames']) ?? []),
  );
  for (const container of pod.containers) {
    for (const address of container.addresses) {
      if (!aliases.has(address.host) && isLookedUp(set, address, object.namespace)) return address.host;
    }
  }
  return undefined;
}

function isLookedUp(set: ManifestSet, address: Address, namespace: string | undefined): boolean {
  const { host, scheme, port } = address;
  if (isIp(host) || isLoopback(host) || !/[a-z]/.test(host) || isForOthers(address)) return false;
  if (set.service(host.split('.')[0], host.split('.')[1] ?? namespace) || /\.svc(?:\.|$)/.test(host)) return true;
  return (scheme !== undefined || port !== undefined || host.includes('.')) && /^[a-z0-9][a-z0-9.-]*$/.test(host);
}
