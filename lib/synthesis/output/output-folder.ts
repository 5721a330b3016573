import { lstatSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { SidecarsError } from '../../errors';

/** The folder that the manifests of an app go to, and what is beside it while it is written. */
export class OutputFolder {
  /** Throws when it cannot be one. */
  public static of(output: string): OutputFolder {
    const path = realPath(output);
    const here = realpathSync(resolve('.'));
    if (here === path || here.startsWith(path.endsWith(sep) ? path : path + sep)) {
      throw unusable(output, 'it is the folder of the app, or above it', 'name a folder for the manifests');
    }
    return new OutputFolder(relative(here, path) || output, path);
  }

  /** Where a synthesis works: on the same file system, so that it can take the place of the output. */
  public readonly work: string;
  /** What the output was, while it is replaced. */
  public readonly old: string;

  private constructor(
    /** As people call it. */
    public readonly name: string,
    public readonly path: string,
  ) {
    this.work = join(dirname(path), `.synth-${basename(path)}`);
    this.old = join(this.work, 'old');
  }

  public exists(): boolean {
    return isThere(this.path);
  }

  /** Whether whoever replaced it was ended half-way, so that it is not where it belongs. */
  public isAway(): boolean {
    return !this.exists() && isThere(this.old);
  }
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** A link to the folder stays, and what it leads to is replaced. */
function realPath(output: string): string {
  const path = resolve(output);
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) return join(realAncestor(dirname(path)), basename(path));
    if (statSync(path).isDirectory()) return realpathSync(path);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const reasons: { readonly [code: string]: string } = {
      EACCES: 'its folder may not be read',
      ELOOP: 'it is a link that leads to itself',
      ENOENT: 'it is a link that leads nowhere',
      ENOTDIR: 'a part of its path is a file',
    };
    throw unusable(output, reasons[code] ?? message, 'name another folder, or mend this one');
  }
  throw unusable(output, 'it is a file', 'move it away, or name another folder');
}

/** Folders that are not there yet are made below those that are. */
function realAncestor(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })) return realpathSync(path);
  return join(realAncestor(dirname(path)), basename(path));
}

function unusable(output: string, what: string, fix: string): SidecarsError {
  return new SidecarsError({ where: output, what, why: 'The output is a folder that is replaced as a whole', fix });
}
