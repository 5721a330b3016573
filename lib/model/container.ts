import { Address, addressesOf } from './addresses';
import { Image } from './image';
import { DeclaredPort, Listener, Protocol } from './listener';
import { listenersOf } from './listeners';
import type { Pod } from './pod';
import { Hook, HookKind, Probe, ProbeKind } from './probe';
import { Argument, argumentsOf, Script, scriptOf } from './script';
import { Data, dataOf, flagOf, isData, listOf, numberOf, Path, textOf, textsOf } from './values';
import { Mount } from './volume';

/** `main`: runs with the Pod. `init`: runs to its end before. `sidecar`: an init container that runs with the Pod. */
export type Role = 'main' | 'init' | 'sidecar';

export interface EnvVar {
  readonly name: string;
  /** Undefined where the value comes from elsewhere. */
  readonly value: string | undefined;
  readonly valueFrom: Data | undefined;
  readonly path: Path;
}

/** A container of a Pod: regular, init, or native sidecar. */
export class Container {
  public readonly name: string;
  public readonly role: Role;
  public readonly image: Image | undefined;
  private readonly lazy: {
    ports?: DeclaredPort[];
    mounts?: Mount[];
    folders?: Folders;
    env?: EnvVar[];
    listeners?: Listener[];
    addresses?: Address[];
    line?: { value: readonly Argument[] | undefined };
    script?: { value: Script | undefined };
    probes?: readonly Probe[];
  } = {};

  public constructor(
    public readonly pod: Pod,
    public readonly data: Data,
    public readonly path: Path,
    public readonly list: 'containers' | 'initContainers',
  ) {
    this.name = textOf(data['name']) ?? '';
    this.role = list === 'containers' ? 'main' : data['restartPolicy'] === 'Always' ? 'sidecar' : 'init';
    const image = textOf(data['image']);
    this.image = image === undefined || image === '' ? undefined : Image.of(image);
  }

  /** Runs as long as the Pod. */
  public get longRunning(): boolean {
    return this.role !== 'init';
  }

  /** Undefined where the image's own entrypoint runs. */
  public get command(): string[] | undefined {
    const command = textsOf(this.data['command']);
    return command?.length ? command : undefined;
  }

  public get args(): string[] | undefined {
    const args = textsOf(this.data['args']);
    return args?.length ? args : undefined;
  }

  /** What the container runs, word by word, where no entrypoint of its image decides on that. */
  public get line(): readonly Argument[] | undefined {
    this.lazy.line ??= { value: this.readLine() };
    return this.lazy.line.value;
  }

  /** The shell script that the container runs, where it runs one. */
  public get script(): Script | undefined {
    this.lazy.script ??= { value: scriptOf(this.line ?? []) };
    return this.lazy.script.value;
  }

  public get ports(): readonly DeclaredPort[] {
    return (this.lazy.ports ??= listOf(this.data['ports']).flatMap((port, index) => {
      const number = numberOf(dataOf(port)['containerPort']);
      if (number === undefined) return [];
      const { name, protocol, hostPort, hostIP } = dataOf(port);
      return {
        number,
        name: textOf(name),
        protocol: (textOf(protocol) ?? 'TCP') as Protocol,
        hostPort: numberOf(hostPort),
        hostIp: textOf(hostIP),
        path: [...this.path, 'ports', index],
      };
    }));
  }

  /** Where it listens, as far as that is known. */
  public get listeners(): readonly Listener[] {
    return (this.lazy.listeners ??= listenersOf(this));
  }

  /** The hosts it is told of. */
  public get addresses(): readonly Address[] {
    return (this.lazy.addresses ??= addressesOf(this));
  }

  public get mounts(): readonly Mount[] {
    return (this.lazy.mounts ??= listOf(this.data['volumeMounts']).flatMap((mount, index) =>
      isData(mount)
        ? new Mount(mount, [...this.path, 'volumeMounts', index], this.pod.volume(textOf(mount['name'])))
        : [],
    ));
  }

  /** The mount that the path is in: of several, the deepest. */
  public mountAt(path: string): Mount | undefined {
    if (!path.startsWith('/')) return undefined;
    const { byFolder, longest } = (this.lazy.folders ??= foldersOf(this.mounts));
    for (let at = path.slice(0, longest + 1); at !== ''; at = parentOf(at)) {
      const mount = byFolder.get(at);
      if (mount) return mount;
    }
    return undefined;
  }

  public get env(): readonly EnvVar[] {
    return (this.lazy.env ??= listOf(this.data['env']).flatMap((variable, index) => {
      const { name, value, valueFrom } = dataOf(variable);
      if (typeof name !== 'string') return [];
      return {
        name,
        value: isData(valueFrom) ? undefined : (textOf(value) ?? ''),
        valueFrom: isData(valueFrom) ? valueFrom : undefined,
        path: [...this.path, 'env', index],
      };
    }));
  }

  public get envFrom(): readonly { data: Data; path: Path }[] {
    return listOf(this.data['envFrom']).flatMap((source, index) =>
      isData(source) ? { data: source, path: [...this.path, 'envFrom', index] } : [],
    );
  }

  public get probes(): readonly Probe[] {
    this.lazy.probes ??= (['startupProbe', 'readinessProbe', 'livenessProbe'] as const).flatMap(
      (kind) => this.probe(kind) ?? [],
    );
    return this.lazy.probes;
  }

  public probe(kind: ProbeKind): Probe | undefined {
    const data = this.data[kind];
    return isData(data) ? new Probe(kind, data, [...this.path, kind]) : undefined;
  }

  public hook(kind: HookKind): Hook | undefined {
    const data = dataOf(this.data['lifecycle'])[kind];
    return isData(data) ? new Hook(kind, data, [...this.path, 'lifecycle', kind]) : undefined;
  }

  public resource(side: 'requests' | 'limits', name: string): unknown {
    return dataOf(dataOf(this.data['resources'])[side])[name];
  }

  public get securityContext(): Data {
    return dataOf(this.data['securityContext']);
  }

  /** The user the manifest gives it, the container's own word before the Pod's. */
  public get runAsUser(): number | undefined {
    return numberOf(this.securityContext['runAsUser']) ?? numberOf(this.pod.securityContext['runAsUser']);
  }

  public get runAsGroup(): number | undefined {
    return numberOf(this.securityContext['runAsGroup']) ?? numberOf(this.pod.securityContext['runAsGroup']);
  }

  public get runAsNonRoot(): boolean {
    return flagOf(this.securityContext['runAsNonRoot']) ?? flagOf(this.pod.securityContext['runAsNonRoot']) ?? false;
  }

  public get privileged(): boolean {
    return flagOf(this.securityContext['privileged']) ?? false;
  }

  public get readOnlyRoot(): boolean {
    return flagOf(this.securityContext['readOnlyRootFilesystem']) ?? false;
  }

  /** The numeric user its process has in the end, as far as manifest and image tell. */
  public get user(): number | undefined {
    if (this.runAsUser !== undefined) return this.runAsUser;
    const own = this.image?.facts?.imageUser;
    if (own === '') return 0;
    const number = own === undefined || own === '' ? undefined : Number(own.split(':')[0]);
    return Number.isInteger(number) ? number : undefined;
  }

  public get dropsAllCapabilities(): boolean {
    const dropped = textsOf(dataOf(this.securityContext['capabilities'])['drop']) ?? [];
    return dropped.some((capability) => capability.toUpperCase() === 'ALL');
  }

  public get addedCapabilities(): string[] {
    const added = textsOf(dataOf(this.securityContext['capabilities'])['add']) ?? [];
    return added.map((capability) => capability.toUpperCase().replace(/^CAP_/, ''));
  }

  private readLine(): readonly Argument[] | undefined {
    const { command, args, path, image } = this;
    const rest = argumentsOf(args, [...path, 'args']);
    if (command) return [...argumentsOf(command, [...path, 'command']), ...rest];
    return args && image?.runsArguments(args) ? rest : undefined;
  }
}

interface Folders {
  readonly byFolder: ReadonlyMap<string, Mount>;
  readonly longest: number;
}

function foldersOf(mounts: readonly Mount[]): Folders {
  const byFolder = new Map<string, Mount>();
  let longest = 0;
  for (const mount of mounts) {
    if (mount.folder === '' || byFolder.has(mount.folder)) continue;
    byFolder.set(mount.folder, mount);
    longest = Math.max(longest, mount.folder.length);
  }
  return { byFolder, longest };
}

/** Of the root there is none. */
function parentOf(path: string): string {
  return path === '/' ? '' : path.slice(0, Math.max(1, path.lastIndexOf('/')));
}
