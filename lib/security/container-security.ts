import * as kplus from 'cdk8s-plus-28';
import type { Member } from '../pod/member';
import { PodSecurity, runAs } from './run-as';
import { writablePathsKnown } from './scratch';
import { SecurityProfile } from './security-profile';

/** The securityContext of one container: what the code said, and what its profile fills in. */
export function containerSecurity(
  member: Member,
  profile: SecurityProfile,
  pod: PodSecurity,
): kplus.k8s.SecurityContext | undefined {
  const said = member.said.securityContext ?? {};
  const own: kplus.k8s.SecurityContext = {
    runAsUser: said.user,
    runAsGroup: said.group,
    runAsNonRoot: said.ensureNonRoot,
    privileged: said.privileged,
    readOnlyRootFilesystem: said.readOnlyRootFilesystem,
    allowPrivilegeEscalation: said.allowPrivilegeEscalation,
    capabilities: said.capabilities,
    seccompProfile: said.seccompProfile,
  };
  const context = profile === SecurityProfile.STOCK ? stock(own, pod.profile) : restricted(member, own, pod);
  return Object.values(context).some((value) => value !== undefined) ? context : undefined;
}

/** In a RESTRICTED Pod, an image that runs as root is started only if its container says that it may. */
function stock(own: kplus.k8s.SecurityContext, podProfile: SecurityProfile): kplus.k8s.SecurityContext {
  if (podProfile === SecurityProfile.STOCK || own.runAsNonRoot !== undefined) return own;
  return { ...own, runAsNonRoot: false };
}

function restricted(member: Member, own: kplus.k8s.SecurityContext, pod: PodSecurity): kplus.k8s.SecurityContext {
  const { user, group } = runAs(member, pod.said, SecurityProfile.RESTRICTED);
  const podSaysItAll = pod.profile === SecurityProfile.RESTRICTED;
  return {
    ...own,
    runAsUser: user,
    runAsGroup: group,
    runAsNonRoot: own.runAsNonRoot ?? (podSaysItAll ? undefined : true),
    readOnlyRootFilesystem: own.readOnlyRootFilesystem ?? (writablePathsKnown(member) || undefined),
    allowPrivilegeEscalation: own.allowPrivilegeEscalation ?? false,
    capabilities: capabilities(member, own),
    seccompProfile: own.seccompProfile ?? (podSaysItAll ? undefined : { type: 'RuntimeDefault' }),
  };
}

/** None but those that are added: by the code, else by what is known about the image. */
function capabilities({ facts }: Member, { capabilities: own }: kplus.k8s.SecurityContext) {
  const added = own?.add ?? facts?.capabilities;
  return { drop: own?.drop ?? ['ALL'], add: added?.length ? added : undefined };
}
