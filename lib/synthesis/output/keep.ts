import { copyFileSync, Dirent, linkSync, lstatSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isHidden, isSynthesized } from './files';

/** Takes along what is in an output and not of a synthesis, such as a README or `.gitkeep`: it is somebody's. */
export function keepOthers(output: string, fresh: string): void {
  for (const entry of readdirSync(output, { withFileTypes: true })) {
    const [from, to] = [join(output, entry.name), join(fresh, entry.name)];
    if (isHidden(entry.name)) copyWhole(entry, from, to);
    else if (entry.isDirectory()) {
      if (holdsOthers(from)) {
        mkdirSync(to, { recursive: true });
        keepOthers(from, to);
      }
    } else if (!isSynthesized(entry.name)) copyWhole(entry, from, to);
  }
}

function holdsOthers(folder: string): boolean {
  return readdirSync(folder, { withFileTypes: true }).some((entry) => {
    if (isHidden(entry.name)) return true;
    return entry.isDirectory() ? holdsOthers(join(folder, entry.name)) : !isSynthesized(entry.name);
  });
}

/** What the app has written itself stays. */
function copyWhole(entry: Dirent, from: string, to: string): void {
  if (entry.isDirectory()) {
    mkdirSync(to, { recursive: true });
    for (const child of readdirSync(from, { withFileTypes: true })) {
      copyWhole(child, join(from, child.name), join(to, child.name));
    }
  } else if (lstatSync(to, { throwIfNoEntry: false }) === undefined) {
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
    else linkOrCopy(from, to);
  }
}

/** A link costs no space and keeps owner, mode and times. Not every file system has links. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
