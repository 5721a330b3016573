import * as kplus from 'cdk8s-plus-28';
import { SidecarsError } from '../errors';
import { normalPath, requireDnsLabel, requireMountPath } from '../names';
import { ContainerRole } from './container-props';
import type { PodComposition } from './pod-composition';
import { PodContainer } from './pod-container';

/** Throws when the name is not valid or when the Pod has a container of this name. */
export function requireName(pod: PodComposition, name: string): void {
  requireDnsLabel(pod.where(), 'container name', name);
  if (!pod.member(name)) return;
  throw new SidecarsError({
    where: pod.where(),
    what: `there are two containers named "${name}"`,
    why: 'The API server rejects a Pod whose containers, init containers included, do not all have their own name',
    fix: 'pass another name',
  });
}

/** Throws when the Pod has a container of the name that one of this role gets where none is given. */
export function requireDefaultName(pod: PodComposition, role: ContainerRole, name: string): void {
  if (!pod.member(name)) return;
  const [article, noun] = [/^[aei]/i.test(role) ? 'an' : 'a', role.toLowerCase()];
  const kind = [ContainerRole.MAIN, ContainerRole.INIT].includes(role) ? `${noun} container` : noun;
  throw new SidecarsError({
    where: pod.where(),
    what: `${article} ${kind} is added without a name, and there is a container named "${name}"`,
    why: 'That is its name where none is given, and the API server rejects a Pod whose containers do not all have their own',
    fix: `pass a name that tells them apart, as in { name: '${noun}-2' }`,
  });
}

/** Throws when a container that was made elsewhere belongs to a Pod already. */
export function requireAttachable(where: string, container: kplus.Container): void {
  if (!(container instanceof PodContainer)) return;
  throw new SidecarsError({
    where,
    what: `the container belongs to ${container._owner.where()}`,
    why: 'Its ports, mounts and defaults are those of that Pod',
    fix: 'add a container to this Pod with the same properties',
  });
}

/** Throws when the path or the volume's name is not valid, or when either is taken. */
export function requireMountable(
  pod: PodComposition,
  container: kplus.Container,
  path: string,
  volume: kplus.Volume,
): void {
  const where = pod.where(container.name);
  requireMountPath(where, path);
  requireDnsLabel(where, 'volume name', volume.name);
  const mounted = container.mounts.find((mount) => normalPath(mount.path) === normalPath(path));
  if (mounted) {
    throw new SidecarsError({
      where,
      what: `volume "${volume.name}" is to be mounted at ${path}, where volume "${mounted.volume.name}" is already`,
      why: 'A container has one volume at a path',
      fix: 'mount one of them elsewhere',
    });
  }
  const known = [...pod.members.flatMap((member) => member.container.mounts.map((mount) => mount.volume))];
  if (![...known, ...pod.host.volumes].some((other) => other.name === volume.name && other !== volume)) return;
  throw new SidecarsError({
    where,
    what: `volume "${volume.name}" is to be mounted at ${path}, and the Pod has another volume of this name`,
    why: 'The API server rejects a Pod whose volumes do not all have their own name',
    fix: 'give one of them another name, or mount the same volume in both places',
  });
}
