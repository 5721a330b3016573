import * as kplus from 'cdk8s-plus-28';
import { SidecarsError } from '../errors';
import { ContainerRole, PodContainerProps } from './container-props';
import { isPlainInit, Member, startsAfter } from './member';
import type { PodComposition } from './pod-composition';

/** Throws when a probe from outside the Pod aims at a port that listens on 127.0.0.1 only. */
export function checkProbes(pod: PodComposition): void {
  const loopback = pod.listeners().filter((listener) => listener.loopback && listener.protocol === kplus.Protocol.TCP);
  if (loopback.length === 0) return;
  for (const { container, said } of pod.members) {
    for (const { name, dialled } of dialsFromOutside(container, said)) {
      const listener = loopback.find(({ number }) => number === dialled?.port.value);
      if (!listener || dialled?.host !== undefined) continue;
      const whose = listener.container === container.name ? '' : ` of container "${listener.container}"`;
      throw new SidecarsError({
        where: pod.where(container.name),
        what: `its ${name} dials port ${listener.number}${whose}, which listens on 127.0.0.1 only`,
        why: "The kubelet dials from outside, at the Pod's address, where the connection is refused for ever",
        fix: 'use Probe.fromCommand or Handler.fromCommand, which run inside the container, or a port that listens for everybody',
      });
    }
  }
}

export function dialsFromOutside(
  container: kplus.Container,
  { startup, readiness, liveness, lifecycle }: PodContainerProps,
) {
  const probes = { startup, readiness, liveness };
  const hooks = { postStart: lifecycle?.postStart, preStop: lifecycle?.preStop };
  const dials = [
    ...Object.entries(probes).map(([kind, probe]) => ({ name: `${kind} probe`, action: probe?._toKube(container) })),
    ...Object.entries(hooks).map(([kind, hook]) => ({ name: `${kind} hook`, action: hook?._toKube(container) })),
  ];
  return dials.map(({ name, action }) => ({ name, dialled: action?.httpGet ?? action?.tcpSocket }));
}

/** Succeeds when each folder has something in it besides what file systems are made with. */
const HAS_CONTENT =
  'for d; do for f in "$d"/* "$d"/.[!.]*; do [ "${f##*/}" = lost+found ] || [ ! -e "$f" ] || continue 2; done; exit 1; done';

/** The probe that holds back what waits for a sidecar: the code's own, else one that follows from what is known. */
export function startupProbe(
  pod: PodComposition,
  member: Member,
  rendered: kplus.k8s.Container,
): kplus.k8s.Probe | undefined {
  if (member.said.startup) return rendered.startupProbe;
  const paths = awaitedContent(pod, member);
  if (paths.length === 0 || !member.facts?.shell) return undefined;
  return {
    // The paths are arguments of the script, not a part of it.
    exec: { command: ['sh', '-c', HAS_CONTENT, 'sh', ...paths] },
    periodSeconds: 1,
    failureThreshold: 60,
  };
}

/** Why the containers after this sidecar need it to have started, where nothing says when it has. */
export function missingStartupProbe(pod: PodComposition, member: Member): string | undefined {
  if (!member.native || member.said.startup) return undefined;
  const paths = awaitedContent(pod, member);
  if (paths.length > 0) {
    return member.facts?.shell
      ? undefined
      : `Others read what it writes to ${paths.join(' and ')} as soon as they start`;
  }
  return member.role === ContainerRole.AMBASSADOR ? 'The main container dials it as soon as it starts' : undefined;
}

/** The folders that containers which start later read, and that this sidecar fills. */
function awaitedContent(pod: PodComposition, member: Member): string[] {
  if (!member.native) return [];
  return pod.sharedVolumes.flatMap((volume) => {
    const writers = volume._writersIn(pod);
    const written = writers.find(({ container }) => container === member.container);
    // What an init container writes is there for all that start after it.
    const fillers = pod.members.filter(
      (other) => isPlainInit(other) && writers.some(({ container }) => container === other.container),
    );
    const waits = volume
      ._readersIn(pod)
      .some(
        ({ container }) =>
          startsAfter(pod.members, container, member) &&
          !fillers.some((filler) => startsAfter(pod.members, container, filler)),
      );
    return written && waits ? [written.path] : [];
  });
}
