import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CONSTRUCT_METADATA, listFiles } from '../../lib/synthesis/output/files';
import { missingOutput, runApp } from './run';
import { AppSettings } from './settings';

/** Why there are no manifests. */
export interface SynthesisFailure {
  readonly why: string;
  /** Whether the app has written to its output itself. */
  readonly touched: boolean;
}

/** Lets the app write its manifests to the folder, and nothing else; what it says is shown. */
export async function synthesize(
  settings: AppSettings,
  folder: string,
  signal: AbortSignal,
): Promise<SynthesisFailure | undefined> {
  const { command } = settings;
  const { ok, end, touched } = await runApp(settings, { folder, shown: true, signal });
  const failure = ok ? undefined : `the app (${command}) ${end}`;
  if (failure !== undefined || touched !== undefined) {
    const why = [failure, touched].filter((each) => each !== undefined).join('; ');
    return { why, touched: touched !== undefined };
  }
  const missing = missingOutput(command, folder) ?? withoutMetadata(command, folder);
  return missing === undefined ? undefined : { why: missing, touched: false };
}

/** The app may ask for it by itself. */
function withoutMetadata(command: string, folder: string): string | undefined {
  const files = listFiles(folder);
  for (const file of files) if (file.endsWith(CONSTRUCT_METADATA)) rmSync(join(folder, file));
  return files.every((file) => file.endsWith(CONSTRUCT_METADATA))
    ? `the app (${command}) wrote no manifest`
    : undefined;
}
