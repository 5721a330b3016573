import { sentence } from '../errors';
import { isSafeSysctl } from '../model/pod-security/sysctls';
import { isRestrictedVolume } from '../model/pod-security/volumes';
import { Member } from '../pod/member';
import type { PodComposition } from '../pod/pod-composition';
import { dialsFromOutside } from '../pod/probes';
import { containerSecurity } from './container-security';
import { SecurityProfile } from './security-profile';

interface Problem {
  readonly what: string;
  readonly fix: string;
}

/** What under RESTRICTED the Pod Security Standard does not allow. */
export function notRestricted(pod: PodComposition): string[] {
  const complaints = (where: string, whose: string, problems: Problem[]) =>
    problems.map(({ what, fix }) =>
      sentence({
        where,
        what,
        why: 'The Pod Security Standard "restricted" does not allow it, so the Pod would be refused in a namespace that enforces it',
        fix: `${fix}, or pass securityProfile: SecurityProfile.STOCK for ${whose}`,
      }),
    );
  const restricted = pod.members.filter((member) => pod.profileOf(member) === SecurityProfile.RESTRICTED);
  return [
    ...(pod.profile === SecurityProfile.RESTRICTED ? complaints(pod.where(), 'the Pod', ofPod(pod)) : []),
    ...restricted.flatMap((member) =>
      complaints(pod.where(member.container.name), 'this container', ofContainer(pod, member)),
    ),
  ];
}

function ofPod({ host, members, security, version }: PodComposition): Problem[] {
  const mounted = members.flatMap(({ container }) => container.mounts.map(({ volume }) => volume));
  const volumes = [...new Set([...mounted, ...host.volumes])].flatMap((volume) => {
    const type = Object.keys(volume._toKube()).find((key) => key !== 'name' && !isRestrictedVolume(key, version));
    if (type === undefined) return [];
    return { what: `volume "${volume.name}" is of type ${type}`, fix: 'use a volume of another type' };
  });
  const { user, ensureNonRoot, sysctls = [] } = security.said;
  const when = (condition: boolean, what: string, fix: string) => (condition ? [{ what, fix }] : []);
  return [
    ...volumes,
    ...when(host.hostNetwork === true, 'it uses the network of the node (hostNetwork)', 'leave hostNetwork out'),
    ...when(ensureNonRoot === false, 'it may run as root (ensureNonRoot: false)', 'leave ensureNonRoot out'),
    ...when(user === 0, 'it is to run as user 0, which is root', 'pass another numeric user'),
    ...sysctls
      .filter(({ name }) => !isSafeSysctl(name, version))
      .map(({ name }) => ({ what: `it sets the sysctl ${name}`, fix: 'leave the sysctl out' })),
  ];
}

function ofContainer(pod: PodComposition, member: Member): Problem[] {
  const { container, said } = member;
  const security = containerSecurity(member, SecurityProfile.RESTRICTED, pod.security)!;
  const { add = [], drop = [] } = security.capabilities ?? {};
  const added = add.filter((capability) => capability !== 'NET_BIND_SERVICE');
  const when = (condition: boolean, what: string, fix: string) => (condition ? [{ what, fix }] : []);
  return [
    ...when(security.privileged === true, 'it is privileged', 'leave privileged out'),
    ...when(
      security.allowPrivilegeEscalation === true,
      'it may gain more privileges (allowPrivilegeEscalation)',
      'leave allowPrivilegeEscalation out',
    ),
    ...when(
      said.securityContext?.ensureNonRoot === false,
      'it may run as root (ensureNonRoot: false)',
      'leave ensureNonRoot out',
    ),
    ...when(added.length > 0, `it adds capabilities: ${added.join(', ')}`, 'add none but NET_BIND_SERVICE'),
    ...when(!drop.includes('ALL'), 'it keeps capabilities', 'leave capabilities.drop out, or drop ALL'),
    ...when(
      security.seccompProfile?.type === 'Unconfined',
      'its system calls are not filtered (seccompProfile Unconfined)',
      'leave seccompProfile out',
    ),
    ...container.ports
      .filter(({ hostPort }) => hostPort !== undefined)
      .map(({ hostPort }) => ({
        what: `it asks for port ${hostPort} of the node (hostPort)`,
        fix: 'expose the port with a Service',
      })),
    ...dialsFromOutside(container, said)
      .filter(({ dialled }) => dialled?.host !== undefined)
      .map(({ name, dialled }) => ({
        what: `its ${name} dials another host, ${dialled!.host}`,
        fix: 'leave host out, and the kubelet dials the Pod',
      })),
  ];
}
