import * as kplus from 'cdk8s-plus-28';
import { ImageFacts } from '../images';
import { ContainerRole, PodContainerProps } from './container-props';

/** A container of a Pod with its role, and with what the code said about it before any default. */
export interface Member {
  readonly container: kplus.Container;
  readonly role: ContainerRole;
  /** A sidecar that Kubernetes starts before and stops after the regular containers. */
  readonly native: boolean;
  readonly said: PodContainerProps;
  readonly facts: ImageFacts | undefined;
}

export function memberOf(
  container: kplus.Container,
  role: ContainerRole,
  native: boolean,
  said: PodContainerProps,
): Member {
  return { container, role, native, said, facts: factsOf(container.image) };
}

/** An image elsewhere that only has the name of a known one may be another, so nothing is taken as known about it. */
export function factsOf(image: string): ImageFacts | undefined {
  const facts = ImageFacts.of(image);
  return facts?.certain ? facts : undefined;
}

/** Runs to its end before the regular containers start. */
export function isPlainInit({ role, native }: Member): boolean {
  return role === ContainerRole.INIT && !native;
}

/** Listed under `initContainers`. */
export function isInitEntry(member: Member): boolean {
  return member.native || member.role === ContainerRole.INIT;
}

/** Whether the container, which is one of the members, is started after another of them. */
export function startsAfter(members: readonly Member[], container: kplus.Container, other: Member): boolean {
  const position = members.findIndex((member) => member.container === container);
  return !isInitEntry(members[position]) || position > members.indexOf(other);
}

/** What can be read back from a container that was made by cdk8s-plus: all of it counts as said. */
export function saidBy(container: kplus.Container): PodContainerProps {
  const { user, group, ensureNonRoot, privileged, readOnlyRootFilesystem, allowPrivilegeEscalation } =
    container.securityContext;
  const { capabilities, seccompProfile } = container.securityContext;
  // cdk8s-plus keeps these to itself.
  const { _readiness, _liveness, _startup, _lifecycle } = container as unknown as {
    [key in '_readiness' | '_liveness' | '_startup']?: kplus.Probe;
  } & { _lifecycle?: kplus.ContainerLifecycle };
  return {
    name: container.name,
    image: container.image,
    command: container.command,
    args: container.args,
    ports: container.ports,
    resources: container.resources,
    imagePullPolicy: container.imagePullPolicy,
    restartPolicy: container.restartPolicy,
    readiness: _readiness,
    liveness: _liveness,
    startup: _startup,
    lifecycle: _lifecycle,
    securityContext: {
      user,
      group,
      ensureNonRoot,
      privileged: privileged || undefined,
      readOnlyRootFilesystem,
      allowPrivilegeEscalation,
      capabilities,
      seccompProfile,
    },
  };
}
