import { chmodSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { exchange } from './exchange';

/**
 * Puts a fresh folder into the place of the target. Where two folders cannot be exchanged, the target is missing for a
 * moment: `old` then holds what it was, for `restore` to bring back when nobody was left to finish.
 */
export function replace(target: string, fresh: string, old: string): void {
  if (!existsSync(target)) {
    mkdirSync(dirname(target), { recursive: true });
    renameSync(fresh, target);
    return;
  }
  // What this user could not write could not be removed either.
  chmodSync(fresh, statSync(target).mode | 0o700);
  if (exchange(fresh, target)) return;
  renameSync(target, old);
  try {
    renameSync(fresh, target);
  } catch (error) {
    renameSync(old, target);
    throw error;
  }
}

/** Undoes a replacement that was interrupted half-way. */
export function restore(target: string, old: string): void {
  if (existsSync(old) && !existsSync(target)) renameSync(old, target);
}
