import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from './failure';
import { reasonOf } from './input/walk';

export interface OutputFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Writes files when all of them are made, and the folders above them. */
export function writeFiles(folder: string, files: readonly OutputFile[]): void {
  for (const { path, content } of files) {
    const target = join(folder, path);
    try {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
    } catch (error) {
      throw new UsageError(`cannot write ${target}: it ${reasonOf(error)}`);
    }
  }
}
