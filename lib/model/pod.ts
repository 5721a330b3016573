import { Container } from './container';
import { Data, dataOf, flagOf, isData, listOf, numberOf, pairsOf, Path, textOf } from './values';
import { Mount, Volume } from './volume';
import type { Workload } from './workload';

export interface VolumeUser {
  readonly container: Container;
  readonly mount: Mount;
}

/** Whether a PodSpec says that it is for nodes of Windows. */
export function isOfWindows({ os, nodeSelector }: Data): boolean {
  return dataOf(os)['name'] === 'windows' || dataOf(nodeSelector)['kubernetes.io/os'] === 'windows';
}

/** A Pod, or the Pods that a workload makes of its template. */
export class Pod {
  public readonly spec: Data;
  /** The way from the object to the PodSpec. */
  public readonly path: Path;
  public readonly metadata: Data;
  public readonly labels: ReadonlyMap<string, string>;
  public readonly annotations: ReadonlyMap<string, string>;
  /** In the order in which they start: init containers and native sidecars, then the regular ones. */
  public readonly containers: readonly Container[];
  private declaredVolumes?: readonly Volume[];
  private volumesByName?: ReadonlyMap<string, Volume>;
  private usersByVolume?: ReadonlyMap<string, VolumeUser[]>;

  public constructor(
    public readonly workload: Workload,
    template: Data,
    public readonly templatePath: Path,
  ) {
    this.spec = dataOf(template['spec']);
    this.path = [...templatePath, 'spec'];
    this.metadata = dataOf(template['metadata']);
    this.labels = pairsOf(this.metadata['labels']);
    this.annotations = pairsOf(this.metadata['annotations']);
    this.containers = [...this.read('initContainers'), ...this.read('containers')];
  }

  public get regular(): readonly Container[] {
    return this.containers.filter(({ role }) => role === 'main');
  }

  /** Native sidecars. */
  public get sidecars(): readonly Container[] {
    return this.containers.filter(({ role }) => role === 'sidecar');
  }

  /** Regular containers and native sidecars: what runs side by side. */
  public get longRunning(): readonly Container[] {
    return this.containers.filter(({ longRunning }) => longRunning);
  }

  public get volumes(): readonly Volume[] {
    return (this.declaredVolumes ??= listOf(this.spec['volumes']).flatMap((volume, index) =>
      isData(volume) ? new Volume(volume, [...this.path, 'volumes', index]) : [],
    ));
  }

  public volume(name: string | undefined): Volume | undefined {
    this.volumesByName ??= new Map(this.volumes.map((volume) => [volume.name, volume]));
    return name === undefined ? undefined : this.volumesByName.get(name);
  }

  /** Who mounts the volume, and where: a container with two mounts of it is there twice. */
  public usersOf(volume: string): readonly VolumeUser[] {
    this.usersByVolume ??= this.readUsers();
    return this.usersByVolume.get(volume) ?? [];
  }

  public get securityContext(): Data {
    return dataOf(this.spec['securityContext']);
  }

  public get fsGroup(): number | undefined {
    return numberOf(this.securityContext['fsGroup']);
  }

  public get restartPolicy(): string {
    return textOf(this.spec['restartPolicy']) ?? 'Always';
  }

  public get hostNetwork(): boolean {
    return flagOf(this.spec['hostNetwork']) ?? false;
  }

  /** Whose words are no shell's that we know. */
  public get windows(): boolean {
    return isOfWindows(this.spec);
  }

  /** Something in the cluster is asked to put further containers into it, as service meshes do. */
  public get mayGetMore(): boolean {
    return [...this.annotations, ...this.labels].some(([key, value]) => {
      return (
        /inject|^sidecar\.|^dapr\.io\/|^cloudsql\.|^istio\.io\/rev$/.test(key) && !/^(?:false|disabled)$/.test(value)
      );
    });
  }

  public get sharesProcesses(): boolean {
    return flagOf(this.spec['shareProcessNamespace']) ?? false;
  }

  public get graceSeconds(): number {
    return numberOf(this.spec['terminationGracePeriodSeconds']) ?? 30;
  }

  private readUsers(): Map<string, VolumeUser[]> {
    const users = new Map<string, VolumeUser[]>();
    for (const container of this.containers) {
      for (const mount of container.mounts) {
        const same = users.get(mount.name);
        if (same) same.push({ container, mount });
        else users.set(mount.name, [{ container, mount }]);
      }
    }
    return users;
  }

  private read(list: 'containers' | 'initContainers'): Container[] {
    return listOf(this.spec[list]).flatMap((container, index) =>
      isData(container) ? new Container(this, container, [...this.path, list, index], list) : [],
    );
  }
}
