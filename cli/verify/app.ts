import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { dataOf, textOf } from '../../lib/model/values';
import { UsageError } from '../failure';
import { reasonOf } from '../input/walk';
import { PlannedPod, readPlan } from './plan';

const SETTINGS = 'cdk8s.yaml';

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
  const command = appCommand();
  const work = mkdtempSync(join(tmpdir(), 'sidecars-app-'));
  const remove = () => rmSync(work, { recursive: true, force: true });
  try {
    const [folder, plan] = [join(work, 'dist'), join(work, 'plan.json')];
    await run(command, { CDK8S_OUTDIR: folder, SIDECARS_PLAN: plan }, signal);
    if (!existsSync(folder)) {
      throw new UsageError(
        `the app (${command}) wrote nothing to the folder that CDK8S_OUTDIR names; does it pass an outdir of its own to App?`,
        'verify',
      );
    }
    return { folder, plan: existsSync(plan) ? readPlan(plan) : [], remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Whether there is an app to run here. */
export function hasApp(): boolean {
  return existsSync(SETTINGS);
}

function appCommand(): string {
  let settings: unknown;
  try {
    settings = parse(readFileSync(SETTINGS, 'utf8'));
  } catch (error) {
    throw new UsageError(`${SETTINGS} cannot be read: ${reasonOf(error)}`, 'verify');
  }
  const app = textOf(dataOf(settings)['app']);
  if (app === undefined) throw new UsageError(`${SETTINGS} has no "app", the command that runs the app`, 'verify');
  return app;
}

function run(command: string, variables: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    // The command is a line for the shell, of the project's own, as the cdk8s CLI takes it.
    const child = spawn(command, { shell: true, env: { ...process.env, ...variables }, signal });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === 0) done();
      else fail(new UsageError(`the app (${command}) failed:\n${output.trimEnd()}`, 'verify'));
    });
  });
}
