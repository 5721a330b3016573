import { Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MANIFEST = /\.(?:ya?ml|json)$/i;

/** The only name of a kustomization that `kubectl apply -f FOLDER` does not read. */
export const KUSTOMIZATION = 'Kustomization';

/** What the cdk8s CLI asks apps for, to name constructs in its reports: no manifest, though it has the ending of one. */
export const CONSTRUCT_METADATA = 'construct-metadata.json';

/** Whether a synthesis writes files of this name. The others in an output are somebody else's. */
export function isSynthesized(name: string): boolean {
  return !isHidden(name) && (MANIFEST.test(name) || name === KUSTOMIZATION);
}

export function isHidden(name: string): boolean {
  return name.startsWith('.');
}

/** The files in a folder that a synthesis writes, by their paths from it, with slashes; none when there is no such folder. */
export function listFiles(folder: string): string[] {
  const found: string[] = [];
  const visit = (below: string): void => {
    for (const entry of entriesOf(join(folder, below))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (!entry.isDirectory()) {
        if (isSynthesized(entry.name)) found.push(path);
      } else if (!isHidden(entry.name)) visit(path);
    }
  };
  visit('');
  return found.sort();
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** How the synthesized files of two folders differ. */
export interface Difference {
  /** Those of the second alone. */
  readonly added: readonly string[];
  /** Those of the first alone. */
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

export function compareFolders(before: string, after: string): Difference {
  const [had, has] = [listFiles(before), listFiles(after)];
  const [hadSet, hasSet] = [new Set(had), new Set(has)];
  return {
    added: has.filter((file) => !hadSet.has(file)),
    removed: had.filter((file) => !hasSet.has(file)),
    changed: has.filter(
      (file) => hadSet.has(file) && !readFileSync(join(before, file)).equals(readFileSync(join(after, file))),
    ),
  };
}
