import { Pod } from '../../../lib/model/pod';
import { dataOf, listOf, textOf } from '../../../lib/model/values';

/**
 * Those that every kubelet allows.
 * @see https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls
 */
const SAFE = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
];

export function sysctlsOf({ securityContext }: Pod): [string, string][] {
  return listOf(securityContext['sysctls'])
    .map(dataOf)
    .map(({ name, value }) => [(textOf(name) ?? '').replaceAll('/', '.'), String(value)]);
}

/** Why a kubelet that allows no more than the safe ones does not run the Pod. */
export function forbiddenSysctl(pod: Pod): string | undefined {
  const forbidden = sysctlsOf(pod).find(([name]) => !SAFE.includes(name));
  return forbidden && `forbidden sysctl: "${forbidden[0]}" not allowlisted`;
}
