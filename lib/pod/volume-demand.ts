import { Size } from 'cdk8s';
import { DATA_SIZE, SCRATCH_SIZE, scratchPaths } from '../security/scratch';
import { Member } from './member';
import type { PodComposition } from './pod-composition';
import { plus, VolumeDemand } from './resources';

/** How much a container can fill in the emptyDirs it writes to. */
export function volumeDemand(pod: PodComposition, member: Member): VolumeDemand {
  const none = Size.mebibytes(0);
  let diskRequest = none;
  let memory = none;
  for (const volume of pod.sharedVolumes) {
    const writes = volume._writersIn(pod).some(({ container }) => container === member.container);
    if (!writes || !volume._emptyDir) continue;
    if (volume._inMemory) memory = plus(memory, volume._sizeLimit!);
    else diskRequest = plus(diskRequest, volume._sizeLimit!);
  }
  let diskLimit = diskRequest;
  for (const { data } of scratchPaths(member, pod.profileOf(member))) {
    diskLimit = plus(diskLimit, data ? DATA_SIZE : SCRATCH_SIZE);
  }
  return { diskRequest, diskLimit, memory };
}
