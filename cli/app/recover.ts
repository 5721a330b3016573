import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { OutputFolder } from '../../lib/synthesis/output/output-folder';
import { Replacement } from '../../lib/synthesis/output/replacement';

/** Brings the output back in which a file or folder is, when a synthesis was ended while it put another into its place. */
export function recoverOutput(path: string): void {
  const whole = resolve(path);
  if (existsSync(whole)) return;
  const parent = dirname(whole);
  if (!existsSync(parent)) return recoverOutput(parent);
  try {
    Replacement.recover(OutputFolder.of(whole));
  } catch {
    // Whoever reads it says that it is not there.
  }
}
