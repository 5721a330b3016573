import { chmodSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { RuntimeFailure } from '../../runtime';
import { VolumeFile } from './volume-files';

/** Where the kubelet keeps the files, so that it can swap all of them at once. */
const DATA = '..data';
const VERSION = '..2006_01_02_15_04_05.1';

/** Writes the files of a volume as the kubelet lays them out: links to a folder that is itself a link. */
export function writeFiles(folder: string, files: readonly VolumeFile[]): void {
  mkdirSync(join(folder, VERSION));
  chmodSync(join(folder, VERSION), 0o755);
  symlinkSync(VERSION, join(folder, DATA));
  for (const { path, content, mode } of files) {
    const below = normalize(path);
    if (below === '.' || below === '..' || below.startsWith(`..${sep}`) || below.startsWith(sep)) {
      throw new RuntimeFailure(`the path ${path} of a volume leads out of it`);
    }
    const target = join(folder, VERSION, below);
    makeFolders(dirname(target));
    writeFileSync(target, content);
    chmodSync(target, mode);
    const [first] = below.split(sep);
    link(join(DATA, first), join(folder, first));
  }
}

function makeFolders(folder: string): void {
  const made = mkdirSync(folder, { recursive: true });
  // Whatever this process lets others do.
  for (let each = folder; made !== undefined && each.startsWith(made); each = dirname(each)) chmodSync(each, 0o755);
}

function link(to: string, at: string): void {
  if (!lstatSync(at, { throwIfNoEntry: false })) symlinkSync(to, at);
}
