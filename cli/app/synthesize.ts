import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CONSTRUCT_METADATA, listFiles } from '../../lib/synthesis/output/files';
import { missingOutput, runApp } from './run';

/**
 * Lets the app write its manifests to the folder, and nothing else; what it says is shown. Returns why it did not, if it did
 * not.
 */
export async function synthesize(command: string, folder: string, signal: AbortSignal): Promise<string | undefined> {
  const { ok, end } = await runApp(command, { folder, shown: true, signal });
  if (!ok) return `the app (${command}) ${end}`;
  const missing = missingOutput(command, folder);
  if (missing !== undefined) return missing;
  // The app may ask for it by itself.
  const files = listFiles(folder);
  for (const file of files) if (file.endsWith(CONSTRUCT_METADATA)) rmSync(join(folder, file));
  return files.every((file) => file.endsWith(CONSTRUCT_METADATA))
    ? `the app (${command}) wrote no manifest`
    : undefined;
}
