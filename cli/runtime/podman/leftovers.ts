import { lstatSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { HostCommands } from './machine';
import { Podman } from './podman';
import { isAlive, LABELS, PREFIX, readNote, RunNote } from './run';

/** What is there of a run. */
export interface FoundRun {
  readonly id: string;
  readonly folder: string | undefined;
  readonly note: RunNote | undefined;
  readonly owner: string | undefined;
  /** As podman calls them. */
  readonly pods: readonly string[];
}

interface ListedPod {
  readonly Name: string;
  readonly Labels: { readonly [label: string]: string } | null;
}

/** Whoever has made a folder has written its note a moment later. */
const YOUNG_MS = 60_000;
/** For what does not end when it is asked to. */
const GRACE_SECONDS = 2;

const PARENTS = [...new Set(['/var/tmp', tmpdir()])];

/** Runs of this user on this machine. */
export class Leftovers {
  public constructor(
    private readonly podman: Podman,
    private readonly host: HostCommands,
    /** Where the folders of runs are. */
    private readonly parents: readonly string[] = PARENTS,
  ) {}

  /** Runs whose process has ended. */
  public async find(): Promise<FoundRun[]> {
    const pods = await this.pods();
    const folders = new Map(this.parents.flatMap(foldersIn).map((folder) => [basename(folder), folder]));
    for (const { Labels } of pods) {
      const folder = Labels?.[LABELS.folder];
      if (folder !== undefined && isOwnFolder(folder)) folders.set(basename(folder), folder);
    }
    const ids = new Set([...folders.keys(), ...pods.map(({ Labels }) => Labels?.[LABELS.run] ?? '')]);
    const runs = [...ids].map((id): FoundRun => {
      const own = pods.filter(({ Labels }) => Labels?.[LABELS.run] === id);
      const folder = folders.get(id);
      const note = folder === undefined ? undefined : readNote(folder);
      const owner = note?.owner ?? own[0]?.Labels?.[LABELS.owner];
      return { id, folder, note, owner, pods: own.map(({ Name }) => Name) };
    });
    return runs.filter(isLeft);
  }

  /** Removes what was left without anybody wanting it. */
  public async sweep(): Promise<void> {
    for (const run of await this.find()) if (!run.note?.kept) await this.remove(run);
  }

  public async remove({ id, folder, note, pods }: FoundRun): Promise<void> {
    for (const process of note?.processes ?? []) endProcess(process);
    await Promise.all(pods.map((pod) => this.removePod(pod)));
    await this.podman.call(['network', 'rm', '--force', id]);
    if (folder !== undefined) await this.removeFolder(folder);
  }

  /** Whatever is still mounted in it. */
  public async removeFolder(folder: string): Promise<void> {
    const mounts = await this.host.run('cat', ['/proc/self/mountinfo']);
    const inside = mountPoints(mounts).filter((point) => point.startsWith(`${folder}/`));
    if (inside.length > 0) await this.host.call('umount', ['--lazy', ...inside]);
    await this.host.run('rm', ['-rf', '--one-file-system', folder]);
  }

  private async removePod(pod: string): Promise<void> {
    await this.podman.call(['pod', 'stop', '--time', String(GRACE_SECONDS), pod]);
    await this.podman.run(['pod', 'rm', '--force', '--ignore', '--time', '0', pod]);
  }

  private async pods(): Promise<ListedPod[]> {
    const text = await this.podman.run(['pod', 'ps', '--filter', `label=${LABELS.run}`, '--format', 'json']);
    return (JSON.parse(text || '[]') as ListedPod[] | null) ?? [];
  }
}

function foldersIn(parent: string): string[] {
  try {
    return readdirSync(parent)
      .filter((name) => NAME.test(name))
      .map((name) => join(parent, name))
      .filter(isOwnFolder);
  } catch {
    return [];
  }
}

const NAME = new RegExp(`^${PREFIX}\\w{6}$`);

/** Everybody can make a folder of that name, and links to others. */
function isOwnFolder(folder: string): boolean {
  if (!NAME.test(basename(folder))) return false;
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && stats.uid === process.getuid?.();
}

function isLeft({ owner, folder }: FoundRun): boolean {
  if (owner !== undefined) return !isAlive(owner);
  return folder === undefined || Date.now() - statSync(folder).mtimeMs > YOUNG_MS;
}

/** With those that it has started. */
function endProcess(name: string): void {
  if (!isAlive(name)) return;
  try {
    process.kill(-Number(name.split(':')[0]), 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

/** The fifth field, in which spaces and the like are written as octal numbers. */
export function mountPoints(mountinfo: string): string[] {
  return mountinfo
    .split('\n')
    .filter((line) => line !== '')
    .map((line) =>
      line.split(' ')[4].replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))),
    );
}
