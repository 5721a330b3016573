import * as kplus from 'cdk8s-plus-28';
import { PodDefaults } from '../settings';
import { Member } from './member';
import type { PodComposition } from './pod-composition';
import { fittedResources, saysNone, withVolumes } from './resources';
import { volumeDemand } from './volume-demand';

/** What a container gets: what the code said, and what is filled in. */
export function memberResources(pod: PodComposition, member: Member): kplus.ContainerResources {
  const said = member.said.resources ?? {};
  if (pod.defaults === PodDefaults.KUBERNETES || saysNone(member.said.resources)) return said;
  return withVolumes(fittedResources(member.role, member.facts), said, volumeDemand(pod, member));
}
