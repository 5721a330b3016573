import { sentence } from '../errors';
import type { PodComposition } from '../pod/pod-composition';
import { SecurityProfile } from './security-profile';

/** @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted */
const RESTRICTED_VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/** What in a RESTRICTED Pod the Pod Security Standard does not allow. */
export function notRestricted(pod: PodComposition): string[] {
  if (pod.profile !== SecurityProfile.RESTRICTED) return [];
  const complaint = (where: string, what: string, fix: string) =>
    sentence({
      where,
      what,
      why: 'The Pod Security Standard "restricted" does not allow it, so the Pod would be refused in a namespace that enforces it',
      fix: `${fix}, or pass securityProfile: SecurityProfile.STOCK for the Pod`,
    });
  const mounted = pod.members.flatMap(({ container }) => container.mounts.map(({ volume }) => volume));
  const volumes = [...new Set([...mounted, ...pod.host.volumes])].flatMap((volume) => {
    const type = Object.keys(volume._toKube()).find((key) => key !== 'name' && !RESTRICTED_VOLUMES.includes(key));
    return type === undefined
      ? []
      : complaint(pod.where(), `volume "${volume.name}" is of type ${type}`, 'use a volume of another type');
  });
  const hostPorts = pod.members.flatMap(({ container }) =>
    container.ports
      .filter(({ hostPort }) => hostPort !== undefined)
      .map(({ hostPort }) =>
        complaint(
          pod.where(container.name),
          `it asks for port ${hostPort} of the node (hostPort)`,
          'expose the port with a Service',
        ),
      ),
  );
  const hostNetwork = pod.host.hostNetwork
    ? [complaint(pod.where(), 'it uses the network of the node (hostNetwork)', 'leave hostNetwork out')]
    : [];
  return [...volumes, ...hostPorts, ...hostNetwork];
}
