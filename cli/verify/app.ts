import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingOutput, runApp } from '../app/run';
import { readAppSettings } from '../app/settings';
import { UsageError } from '../failure';
import { PlannedPod, readPlan } from './plan';

/** What an app has written, in a folder that is not its own. */
export interface SynthesizedApp {
  readonly folder: string;
  readonly plan: readonly PlannedPod[];
  remove(): void;
}

/**
 * Runs the app of cdk8s.yaml as `cdk8s synth` does, but into a temporary folder, so that nothing of the project changes.
 * Throws a UsageError when there is none or when it fails.
 */
export async function synthesizeApp(signal: AbortSignal): Promise<SynthesizedApp> {
  const settings = readAppSettings();
  const { command } = settings;
  const work = mkdtempSync(join(tmpdir(), 'sidecars-app-'));
  const remove = () => rmSync(work, { recursive: true, force: true });
  try {
    const [folder, plan] = [join(work, 'dist'), join(work, 'plan.json')];
    const { ok, output, touched } = await runApp(settings, { folder, env: { SIDECARS_PLAN: plan }, signal });
    if (!ok) throw new UsageError(`the app (${command}) failed:\n${output.trimEnd()}`);
    const missing = touched ?? missingOutput(command, folder);
    if (missing !== undefined) throw new UsageError(missing);
    return { folder, plan: existsSync(plan) ? readPlan(plan) : [], remove };
  } catch (error) {
    remove();
    throw error;
  }
}
