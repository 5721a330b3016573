import { KubernetesVersion } from '../../kubernetes-version';
import { dataOf, listOf, textOf } from '../values';
import { Control, faultOf } from './control';
import { podOf } from './subject';

/**
 * The versions since which a sysctl counts as safe.
 * @see https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls
 */
const SAFE: ReadonlyMap<string, KubernetesVersion> = new Map(
  Object.entries({
    '1.0': [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.ip_unprivileged_port_start',
      'net.ipv4.ping_group_range',
      'net.ipv4.tcp_syncookies',
    ],
    '1.27': ['net.ipv4.ip_local_reserved_ports'],
    '1.29': [
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
      'net.ipv4.tcp_keepalive_time',
    ],
    '1.32': ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'],
    '1.37': ['net.ipv4.tcp_notsent_lowat', 'net.ipv4.tcp_slow_start_after_idle'],
  }).flatMap(([version, names]) => {
    const since = KubernetesVersion.parse(version, 'Pod Security Standards');
    return names.map((name) => [name, since] as const);
  }),
);

/** Whether all levels allow it. */
export function isSafeSysctl(name: string, version: KubernetesVersion): boolean {
  const since = SAFE.get(name);
  return since !== undefined && version.atLeast(since);
}

export const sysctls: Control = {
  name: 'Sysctls',
  level: 'baseline',
  find: (pod, version) =>
    listOf(pod.securityContext['sysctls']).flatMap((sysctl, index) => {
      const name = textOf(dataOf(sysctl)['name']) ?? '';
      const since = SAFE.get(name);
      if (name === '' || isSafeSysctl(name, version)) return [];
      const what = `it sets the sysctl ${name}${since ? `, which only counts as safe since ${since.toString()}` : ''}`;
      const field = ['securityContext', 'sysctls', index, 'name'];
      return [faultOf(podOf(pod), field, what, (path) => `remove ${path.replace(/\.name$/, '')}`)];
    }),
};
