import { Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { Problem } from './manifests';

const MANIFEST = /\.(?:ya?ml|json)$/i;

export interface FoundFile {
  readonly path: string;
  /** Named by itself, not found in a folder. */
  readonly named: boolean;
  /** Where it is read, when that is not where it will be. */
  readonly at?: string;
}

/** The files that are named, and in folders those that may be manifests, each once and in the same order everywhere. */
export class Walk {
  public readonly files: FoundFile[] = [];
  public readonly problems: Problem[] = [];
  private readonly seen = new Set<string>();

  /** A file that is not to be found in folders. */
  public leaveOut(path: string): void {
    this.seen.add(realpathSync.native(path));
  }

  public add(target: string): void {
    if (this.isStream(target)) this.file(target, target, true);
    else this.visit(normalize(target), target, true);
  }

  /** Pipes, such as a shell makes of `<(helm template .)`, have a name to open and no path that it stands for. */
  private isStream(target: string): boolean {
    try {
      const stats = statSync(target);
      return stats.isFIFO() || stats.isCharacterDevice() || stats.isSocket();
    } catch {
      // What is wrong with it is told by whoever visits it.
      return false;
    }
  }

  private visit(path: string, target: string, named: boolean): void {
    try {
      const real = realpathSync.native(target);
      const stats = statSync(real);
      if (stats.isDirectory()) this.folder(path, real);
      else if (named || stats.isFile()) this.file(path, real, named);
    } catch (error) {
      this.problems.push({ file: path, message: reasonOf(error) });
    }
  }

  private file(path: string, real: string, named: boolean): void {
    if (this.seen.has(real)) return;
    this.seen.add(real);
    this.files.push({ path, named });
  }

  private folder(path: string, real: string): void {
    // A link to a folder above would never end.
    if (this.seen.has(real)) return;
    this.seen.add(real);
    for (const entry of readdirSync(real, { withFileTypes: true }).sort(byName)) {
      const { name } = entry;
      if (name.startsWith('.') || name === 'node_modules') continue;
      if (entry.isFile()) {
        if (MANIFEST.test(name)) this.file(join(path, name), join(real, name), false);
      } else if (entry.isDirectory() || (entry.isSymbolicLink() && mayMatter(name))) {
        this.visit(join(path, name), join(real, name), false);
      }
    }
  }
}

/** A link to a file is of interest by its own name, and one to a folder has none that tells. */
function mayMatter(name: string): boolean {
  return MANIFEST.test(name) || !name.includes('.');
}

function byName(a: Dirent, b: Dirent): number {
  return a.name < b.name ? -1 : 1;
}

const REASONS: { readonly [code: string]: string } = {
  EACCES: 'may not be read',
  EISDIR: 'is a folder',
  ELOOP: 'is a link that leads to itself',
  ENOENT: 'is not there',
  EPERM: 'may not be read',
};

/** Why a file cannot be read, in words. */
export function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}
