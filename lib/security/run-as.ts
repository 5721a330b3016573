import * as kplus from 'cdk8s-plus-28';
import { SidecarsError } from '../errors';
import { ImageFacts, ImageReference } from '../images';
import type { Member } from '../pod/member';
import { SecurityProfile } from './security-profile';

/** The numeric user and group a container's process gets from the manifest. */
export interface RunAs {
  readonly user?: number;
  readonly group?: number;
}

/** What the code said about the whole Pod, before any default. */
export interface PodSecurity {
  readonly said: kplus.PodSecurityContextProps;
  readonly profile: SecurityProfile;
}

/** The container's own word first, then the Pod's, then, where the profile asks for it, what is known of the image. */
export function runAs(member: Member, pod: kplus.PodSecurityContextProps, profile: SecurityProfile): RunAs {
  const own = member.said.securityContext ?? {};
  const said = { user: own.user ?? pod.user, group: own.group ?? pod.group };
  if (profile === SecurityProfile.STOCK) return said;
  if (said.user !== undefined) return said;
  return { user: member.facts?.user, group: said.group ?? member.facts?.group };
}

/** Throws when a container under RESTRICTED would not be started because of its user. */
export function requireNonRootUser(where: string, member: Member, pod: PodSecurity): void {
  const saidByPod = pod.profile === SecurityProfile.RESTRICTED ? pod.said.ensureNonRoot : undefined;
  if (!(member.said.securityContext?.ensureNonRoot ?? saidByPod ?? true)) return;
  const { user } = runAs(member, pod.said, SecurityProfile.RESTRICTED);
  const { image } = member.container;
  if (user === undefined) {
    throw new SidecarsError({
      where,
      what: `as which user image "${image}" runs without root is not known`,
      why: 'Under the RESTRICTED profile Kubernetes starts a container only as a numeric user other than 0',
      fix:
        'pass securityContext: { user: <number> } for the container, or tell it once for all Pods with ' +
        (mirrorHint(image) ?? `ImageFacts.register({ repository: '${repositoryOf(image)}', user: <number> })`),
    });
  }
  if (user === 0) {
    throw new SidecarsError({
      where,
      what: 'it is to run as user 0, which is root',
      why: 'The RESTRICTED profile sets runAsNonRoot, with which Kubernetes refuses to start it (CreateContainerConfigError)',
      fix: 'pass another numeric user, or securityProfile: SecurityProfile.STOCK for this container',
    });
  }
}

function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
}

/** For an image that has the name of a known one, and may be a copy of it. */
function mirrorHint(image: string): string | undefined {
  const facts = ImageFacts.of(image);
  if (!facts || facts.certain || facts.user === undefined) return undefined;
  const copy = ImageReference.parse(image).repository.split('/');
  const original = facts.repository.split('/');
  while (copy.length > 1 && original.length > 1 && copy.at(-1) === original.at(-1)) {
    copy.pop();
    original.pop();
  }
  return (
    `ImageFacts.registerMirror('${copy.join('/')}', '${original.join('/')}') if it is a copy of ${facts.repository}, ` +
    `else with ImageFacts.register({ repository: '${repositoryOf(image)}', user: <number> })`
  );
}
