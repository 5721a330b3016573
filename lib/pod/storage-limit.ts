import { Size } from 'cdk8s';
import { sentence } from '../errors';
import { isPlainInit, Member } from './member';
import { memberResources } from './member-resources';
import type { PodComposition } from './pod-composition';
import { kibibytes, plus, quantity } from './resources';

const NONE = Size.mebibytes(0);

/**
 * The kubelet compares the disk volumes and all else that a Pod keeps on the node with the sum of its containers' limits.
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-emphemeralstorage-consumption
 */
export function diskVolumesOverLimit(pod: PodComposition): string[] {
  const limited = pod.members.filter(({ said }) => said.resources?.ephemeralStorage?.limit);
  const volumes = pod.sharedVolumes.filter((volume) => volume._onDisk && volume._writersIn(pod).length > 0);
  if (limited.length === 0 || volumes.length === 0) return [];
  const demand = volumes.reduce((sum, volume) => plus(sum, volume._sizeLimit!), NONE);
  const allowed = podLimit(pod);
  if (kibibytes(allowed) >= kibibytes(demand)) return [];
  const writers = volumes.flatMap((volume) => volume._writersIn(pod).map(({ container }) => container));
  const { container, said } = limited.find((member) => writers.includes(member.container)) ?? limited[0];
  const [own, all] = [quantity(said.resources!.ephemeralStorage!.limit!).value, quantity(allowed).value];
  return [
    sentence({
      where: pod.where(container.name),
      what: `its ephemeral-storage limit is ${own}, that of the whole Pod ${all}, and ${quantity(demand).value} can be written to its disk volumes`,
      why: "They count against the sum of the containers' limits, beyond which the Pod is evicted",
      fix: 'leave the limit out, raise it, or lower the sizeLimit of the volume',
    }),
  ];
}

/** Init containers share the room of those that come after them. */
function podLimit(pod: PodComposition): Size {
  const limit = (member: Member) => memberResources(pod, member).ephemeralStorage?.limit ?? NONE;
  const lasting = pod.members.filter((member) => !isPlainInit(member));
  const sum = lasting.reduce((total, member) => plus(total, limit(member)), NONE);
  const natives = lasting.filter(({ native }) => native).reduce((total, member) => plus(total, limit(member)), NONE);
  const inits = pod.members.filter(isPlainInit).map((member) => plus(natives, limit(member)));
  return [sum, ...inits].reduce((most, one) => (kibibytes(one) > kibibytes(most) ? one : most));
}
