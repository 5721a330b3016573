import * as kplus from 'cdk8s-plus-28';
import { isPlainInit, Member } from '../pod/member';
import type { PodComposition } from '../pod/pod-composition';
import { runAs } from './run-as';
import { SecurityProfile } from './security-profile';

const PRIVILEGED_PORTS = 'net.ipv4.ip_unprivileged_port_start';

/** The Pod's securityContext: what the code said, and what its profile and its volumes need. */
export function podSecurity(pod: PodComposition): kplus.k8s.PodSecurityContext | undefined {
  const said = pod.said.securityContext ?? {};
  const restricted = pod.profile === SecurityProfile.RESTRICTED;
  const sysctls = [
    ...(said.sysctls ?? []),
    ...(needsLowPorts(pod, said) ? [{ name: PRIVILEGED_PORTS, value: '0' }] : []),
  ];
  const context: kplus.k8s.PodSecurityContext = {
    runAsUser: said.user,
    runAsGroup: said.group,
    runAsNonRoot: said.ensureNonRoot ?? (restricted ? true : undefined),
    fsGroup: said.fsGroup ?? commonGroup(pod, said),
    fsGroupChangePolicy: said.fsGroupChangePolicy,
    seccompProfile: restricted ? { type: 'RuntimeDefault' } : undefined,
    sysctls: sysctls.length > 0 ? sysctls : undefined,
  };
  return Object.values(context).some((value) => value !== undefined) ? context : undefined;
}

/**
 * Ports below 1024 need root or this sysctl, which counts as safe and is allowed by `restricted`.
 * @see https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/#safe-and-unsafe-sysctls
 */
function needsLowPorts(pod: PodComposition, said: kplus.PodSecurityContextProps): boolean {
  if (pod.host.hostNetwork || said.sysctls?.some(({ name }) => name === PRIVILEGED_PORTS)) return false;
  return pod.members.some(
    (member) =>
      !isPlainInit(member) &&
      pod.profileOf(member) === SecurityProfile.RESTRICTED &&
      possiblePorts(pod, member).some(({ number }) => number < 1024),
  );
}

/** With its configuration or command replaced and no port declared, an image may still listen where it does by default. */
function possiblePorts(pod: PodComposition, { container, facts }: Member): { number: number }[] {
  const listeners = pod.listenersOf(container.name);
  return listeners.length > 0 ? listeners : (facts?.ports ?? []);
}

/**
 * A group that all containers get, to which the volume's folder belongs: for emptyDirs where users differ, and for claims
 * that are written to, whose folder is root's.
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-the-security-context-for-a-pod
 */
function commonGroup(pod: PodComposition, said: kplus.PodSecurityContextProps): number | undefined {
  const uses = pod.members
    .filter((member) => pod.profileOf(member) === SecurityProfile.RESTRICTED)
    .flatMap((member) => member.container.mounts.map((mount) => ({ ...mount, member })));
  for (const volume of new Set(uses.map((use) => use.volume))) {
    const own = uses.filter((use) => use.volume === volume);
    const writer = own.find(({ readOnly }) => !readOnly);
    if (!writer) continue;
    const { emptyDir, persistentVolumeClaim } = volume._toKube();
    const users = new Set(own.map(({ member }) => runAs(member, said, SecurityProfile.RESTRICTED).user));
    if (!persistentVolumeClaim && !(emptyDir && users.size > 1)) continue;
    const { user, group } = runAs(writer.member, said, SecurityProfile.RESTRICTED);
    if (group || user) return group || user;
  }
  return undefined;
}
