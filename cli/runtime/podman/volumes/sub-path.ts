import { chmodSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { textOf } from '../../../../lib/model/values';
import { Mount } from '../../../../lib/model/volume';
import { ConfigError } from '../configuration';
import { expand, namesIn } from '../expansion';

/** The part of the volume that a mount asks for, undefined where it asks for all of it. Throws `ConfigError`. */
export function subPathOf({ data }: Mount, variables: ReadonlyMap<string, string>): string | undefined {
  const expression = textOf(data['subPathExpr']);
  if (expression === undefined) return textOf(data['subPath']) || undefined;
  const missing = [...new Set(namesIn(expression).filter((name) => !variables.get(name)))].sort();
  if (missing.length > 0) throw new ConfigError(`missing value for ${missing.join(', ')}`);
  return expand(expression, variables) || undefined;
}

/**
 * Where a part of a volume is; folders that are not there yet are made. Throws when it is somewhere else: what is in the volume
 * is written by the containers, links included.
 */
export function locateSubPath(volume: string, subPath: string): string {
  const root = realpathSync(volume);
  const mode = statSync(root).mode & 0o7777;
  let place = root;
  for (const part of subPath.split(/\/+/)) {
    const next = join(place, part);
    if (!statSync(next, { throwIfNoEntry: false })) {
      mkdirSync(next);
      chmodSync(next, mode);
    }
    place = realpathSync(next);
    if (place !== root && !place.startsWith(root + sep)) {
      throw new ConfigError(`subPath ${subPath} leads out of its volume`);
    }
  }
  return place;
}
