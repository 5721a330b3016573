import type { KubernetesVersion } from '../../kubernetes-version';
import type { Pod } from '../pod';
import { appArmor } from './app-armor';
import { capabilities, restrictedCapabilities } from './capabilities';
import { Control, Fault } from './control';
import { hostNamespaces } from './host-namespaces';
import { hostPorts } from './host-ports';
import { hostProbes } from './host-probes';
import { hostProcess } from './host-process';
import { nonRoot, nonRootUser } from './non-root';
import { privilegeEscalation } from './privilege-escalation';
import { privilegedContainers } from './privileged-containers';
import { procMount, restrictedProcMount } from './proc-mount';
import { seLinux } from './se-linux';
import { restrictedSeccomp, seccomp } from './seccomp';
import { sysctls } from './sysctls';
import { hostPathVolumes, volumeTypes } from './volumes';

/** A level of the Pod Security Standards, from the one that allows everything. */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

/** What keeps a Pod from a level, and so from those above it. */
export interface PodSecurityViolation extends Fault {
  readonly level: 'baseline' | 'restricted';
  /** As the standard calls it: `Privilege Escalation`. */
  readonly control: string;
}

export interface PodSecurity {
  /** The strictest level that takes the Pod. */
  readonly level: PodSecurityLevel;
  /** What keeps it from the levels above. */
  readonly kept: readonly PodSecurityViolation[];
}

/** In the order of the standard. */
const CONTROLS: readonly Control[] = [
  hostProcess,
  hostNamespaces,
  privilegedContainers,
  capabilities,
  hostPathVolumes,
  hostPorts,
  hostProbes,
  appArmor,
  seLinux,
  procMount,
  seccomp,
  sysctls,
  restrictedProcMount,
  volumeTypes,
  privilegeEscalation,
  nonRoot,
  nonRootUser,
  restrictedSeccomp,
  restrictedCapabilities,
];

/**
 * The level of the Pod Security Standards that a Pod reaches, as a cluster of that version decides.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function podSecurityOf(pod: Pod, version: KubernetesVersion): PodSecurity {
  const kept = CONTROLS.flatMap(({ name, level, find }) =>
    find(pod, version).map((fault) => ({ level, control: name, ...fault })),
  );
  if (kept.length === 0) return { level: 'restricted', kept };
  return { level: kept.some(({ level }) => level === 'baseline') ? 'privileged' : 'baseline', kept };
}
