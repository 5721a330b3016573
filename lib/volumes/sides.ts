import * as kplus from 'cdk8s-plus-28';
import { sentence } from '../errors';
import { ownerOf } from '../pod/container-owner';
import { isPlainInit, startsAfter } from '../pod/member';
import type { PodComposition } from '../pod/pod-composition';

/** A container that has the volume, and where. */
export interface Use {
  readonly container: kplus.Container;
  readonly path: string;
}

interface Sides {
  readonly writers: readonly Use[];
  readonly readers: readonly Use[];
}

interface VolumeSides extends Sides {
  readonly name: string;
  readonly emptyDir: boolean;
  readonly where: string;
  /** In other Pods. */
  readonly others: Sides;
}

export function missingSides({ name, emptyDir, where, writers, readers, others }: VolumeSides): string[] {
  const complaint = (what: string, why: string, fix: string) => [
    sentence({ where, what: `shared volume "${name}" has ${what}`, why, fix }),
  ];
  const inAnotherPod = (use: Use | undefined) => {
    const owner = emptyDir && use ? ownerOf(use.container) : undefined;
    return owner && `: ${nameOf(use!)} is in ${owner.where()}, and each Pod has an emptyDir of its own`;
  };
  const apart = 'put both into one Pod, or use SharedContentVolume.fromNewClaim, which several Pods can mount';
  if (writers.length + readers.length === 0) {
    return complaint(
      'neither a writer nor a reader',
      'Nothing mounts it, so it is written nowhere',
      'call addWriter(container, path) and addReader(container, path), or leave the volume out',
    );
  }
  if (writers.length === 0) {
    const writer = inAnotherPod(others.writers[0]);
    const empty = `What reads it (${names(readers)}) would find an empty folder`;
    return complaint(
      writer ? 'no writer in this Pod' : 'no writer',
      `${empty}${writer ?? ''}`,
      writer ? apart : 'call addWriter(container, path) for the container that fills it',
    );
  }
  if (readers.length === 0) {
    const reader = inAnotherPod(others.readers[0]);
    const unseen = `What ${names(writers)} writes would be seen by nobody`;
    return complaint(
      reader ? 'no reader in this Pod' : 'no reader',
      `${unseen}${reader ?? ''}`,
      reader
        ? apart
        : emptyDir
          ? "call addReader(container, path), or use cdk8s-plus's Volume.fromEmptyDir for a container's own scratch folder"
          : "call addReader(container, path), or use cdk8s-plus's Volume.fromPersistentVolumeClaim for what a container keeps for itself",
    );
  }
  return [];
}

/** An emptyDir that one container has for itself. */
export function readByWriterOnly(
  name: string,
  pod: PodComposition,
  writers: readonly Use[],
  readers: readonly Use[],
): string[] {
  const containers = new Set([...writers, ...readers].map(({ container }) => container));
  if (containers.size > 1) return [];
  return [
    sentence({
      where: pod.where(writers[0].container.name),
      what: `shared volume "${name}" is read by its writer alone`,
      why: 'What it writes would be seen by nobody else',
      fix: "call addReader for another container, or use cdk8s-plus's Volume.fromEmptyDir for a container's own scratch folder",
    }),
  ];
}

/** Init containers that have ended when the first writer of an emptyDir starts. */
export function readTooEarly(
  name: string,
  pod: PodComposition,
  writers: readonly Use[],
  readers: readonly Use[],
): string[] {
  const early = pod.members.filter(
    (member) =>
      isPlainInit(member) &&
      readers.some(({ container }) => container === member.container) &&
      writers.every(({ container }) => container !== member.container && startsAfter(pod.members, container, member)),
  );
  return early.map(({ container }) =>
    sentence({
      where: pod.where(container.name),
      what: `it reads shared volume "${name}", and ${names(writers)} starts to write there after it has ended`,
      why: 'An init container runs to its end before the next one starts, so it would find an empty folder',
      fix: 'read it in a container that runs beside the writer, or add the writer before, as an init container or a native sidecar',
    }),
  );
}

function names(uses: readonly Use[]): string {
  return uses.map(nameOf).join(', ');
}

function nameOf({ container }: Use): string {
  return `"${container.name}"`;
}
