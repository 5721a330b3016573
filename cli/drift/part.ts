import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { OutputFolder } from '../../lib/synthesis/output/output-folder';
import { UsageError } from '../failure';

/** The parts of an output that are meant, by their paths from it; none are all. */
export function partsOf(output: OutputFolder, named: readonly string[], fresh: string): string[] {
  const parts = named.map((name) => {
    const part = relative(output.path, resolve(name));
    if (part === '..' || part.startsWith(`..${sep}`)) {
      throw new UsageError(`${name} is not in the output of the app, ${output.name}`);
    }
    if (!existsSync(join(output.path, part)) && !existsSync(join(fresh, part))) {
      throw new UsageError(`${name} is neither there nor synthesized`);
    }
    return part.split(sep).join('/');
  });
  return parts.includes('') ? [] : parts;
}

export function isIn(parts: readonly string[], file: string): boolean {
  return parts.length === 0 || parts.some((part) => file === part || file.startsWith(`${part}/`));
}
