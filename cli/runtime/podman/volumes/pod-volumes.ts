import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Container } from '../../../../lib/model/container';
import { Pod } from '../../../../lib/model/pod';
import { textOf } from '../../../../lib/model/values';
import { Mount, Volume } from '../../../../lib/model/volume';
import { ConfigError, Configuration } from '../configuration';
import { BindMount } from '../container-flags';
import { PodFacts } from '../downward';
import { HostCommands } from '../machine';
import { memorySizeOf } from './empty-dir';
import { locateSubPath, subPathOf } from './sub-path';
import { parseUsage, Usage } from './usage';
import { filesOf, MADE_OF_OBJECTS } from './volume-files';
import { writeFiles } from './write-files';

/** A volume could not be made. */
export class MountFailure extends Error {
  public constructor(volume: string, why: string) {
    super(`MountVolume.SetUp failed for volume "${volume}" : ${why}`);
    this.name = 'MountFailure';
  }
}

/** The volumes of a Pod: a folder of this machine for each, which lives as long as the Pod. */
export class PodVolumes {
  private readonly inMemory: string[] = [];

  public constructor(
    private readonly pod: Pod,
    /** Below it is a folder for each volume. */
    private readonly folder: string,
    private readonly host: HostCommands,
  ) {}

  /** Makes those that a container mounts. Throws a `MountFailure` in the kubelet's words. */
  public async make(configuration: Configuration, facts: PodFacts): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    const used = volumesOf(this.pod).filter(({ name }) => this.pod.usersOf(name).length > 0);
    for (const volume of used) {
      try {
        await this.makeOne(volume, configuration, facts);
      } catch (error) {
        throw new MountFailure(volume.name, (error as Error).message);
      }
    }
    const { fsGroup } = this.pod;
    const folders = used.map(({ name }) => this.folderOf(name));
    // Last, as whoever gives a folder away cannot change it any more.
    if (fsGroup !== undefined && folders.length > 0) await this.host.run('chgrp', ['-R', String(fsGroup), ...folders]);
  }

  /** What podman mounts for the container. Throws a `ConfigError`. */
  public mountsOf(container: Container, variables: ReadonlyMap<string, string>): BindMount[] {
    return container.mounts.map((mount) => ({
      source: this.sourceOf(mount, container, variables),
      target: mount.folder.startsWith('/') ? mount.folder : `/${mount.folder}`,
      readOnly: !mount.writable,
      propagation: propagationOf(mount),
    }));
  }

  /** What is on disk of those that are to be written to. */
  public async usage(): Promise<Usage> {
    const disk = this.pod.volumes.filter(({ type, inMemory, name }) => {
      return type === 'emptyDir' && !inMemory && this.pod.usersOf(name).length > 0;
    });
    if (disk.length === 0) return new Map();
    // While files come and go, du complains about some and counts the rest.
    const { stdout } = await this.host.call('du', ['-sk', ...disk.map(({ name }) => this.folderOf(name))]);
    const byFolder = parseUsage(stdout);
    return new Map(disk.map(({ name }) => [name, byFolder.get(this.folderOf(name)) ?? 0]));
  }

  /** What is in memory stays mounted until somebody says otherwise. */
  public async release(): Promise<void> {
    if (this.inMemory.length > 0) await this.host.run('umount', ['--lazy', ...this.inMemory.splice(0)]);
  }

  private async makeOne(volume: Volume, configuration: Configuration, facts: PodFacts): Promise<void> {
    const folder = this.folderOf(volume.name);
    mkdirSync(folder);
    const shared = facts.pod.fsGroup === undefined ? 0o777 : 0o2777;
    if (MADE_OF_OBJECTS.includes(volume.type ?? '')) {
      writeFiles(folder, filesOf(volume, configuration, facts));
      chmodSync(folder, 0o755);
    } else if (volume.inMemory) {
      const options = `size=${memorySizeOf(volume, this.pod, facts.node.memory)},mode=${shared.toString(8)}`;
      await this.host.run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]);
      this.inMemory.push(folder);
    } else chmodSync(folder, shared);
  }

  private sourceOf(mount: Mount, { name }: Container, variables: ReadonlyMap<string, string>): string {
    const folder = this.folderOf(mount.name);
    const subPath = subPathOf(mount, variables);
    if (subPath === undefined) return folder;
    try {
      return locateSubPath(folder, subPath);
    } catch (error) {
      const why = (error as Error).message;
      throw new ConfigError(`failed to prepare subPath for volumeMount "${mount.name}" of container "${name}": ${why}`);
    }
  }

  private folderOf(name: string): string {
    return join(this.folder, name);
  }
}

/** With those that a StatefulSet makes for each of its Pods, which come before others of the same name. */
export function volumesOf({ volumes, workload }: Pod): Volume[] {
  const claimed = workload.claimTemplates.map(({ name, path }) => {
    return new Volume({ name, persistentVolumeClaim: { claimName: name } }, path);
  });
  return [...claimed, ...volumes.filter(({ name }) => claimed.every((claim) => claim.name !== name))];
}

function propagationOf({ data }: Mount): string | undefined {
  const words: { readonly [said: string]: string } = { HostToContainer: 'rslave', Bidirectional: 'rshared' };
  return words[textOf(data['mountPropagation']) ?? ''];
}
