import * as kplus from 'cdk8s-plus-28';

/**
 * Allows look-ups at the cluster's DNS, where that runs in namespace `kube-system` and listens on port 53. Where it does
 * not (OpenShift, or a cache on each node that the network plugin does not exempt), a policy of the cluster's own has to.
 * @see https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/
 */
export function addClusterDns(policy: kplus.NetworkPolicy): void {
  const clusterDns = kplus.Namespaces.select(policy, 'ClusterDns', { names: ['kube-system'] });
  policy.addEgressRule(clusterDns, [kplus.NetworkPolicyPort.udp(53), kplus.NetworkPolicyPort.tcp(53)]);
}
