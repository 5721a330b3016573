import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { endGroup } from '../process-group';
import { OUTDIR, OutputWatch } from './output-watch';
import { AppSettings } from './settings';

/** How the command of an app has ended. */
export interface AppRun {
  readonly ok: boolean;
  /** What it has printed, unless that was shown at once. */
  readonly output: string;
  /** As in `ended with exit code 1`. */
  readonly end: string;
  /** What is wrong where it has written to its output itself. */
  readonly touched: string | undefined;
}

export interface RunOptions {
  /** The folder to write to, in place of its own. */
  readonly folder: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Whether what it prints is shown at once. It goes to standard error: standard output is for results. */
  readonly shown?: boolean;
  readonly signal: AbortSignal;
}

/** Runs the app as `cdk8s synth` does. Throws what the signal is aborted with, once nothing of the app is left. */
export function runApp(
  { command, output: own }: AppSettings,
  { folder, env, shown = false, signal }: RunOptions,
): Promise<AppRun> {
  signal.throwIfAborted();
  const watch = new OutputWatch(own, command);
  return new Promise((done, fail) => {
    // The command is a line for the shell, of the project's own, as the cdk8s CLI takes it. What that starts is in a group of
    // its own, so that all of it can be ended.
    const child = spawn(command, {
      shell: true,
      detached: process.platform !== 'win32',
      stdio: shown ? ['ignore', 2, 2] : ['ignore', 'pipe', 'pipe'],
      // Without the names of constructs, which are for reports of the cdk8s CLI, and a file beside the manifests.
      env: { ...process.env, CDK8S_OUTDIR: folder, CDK8S_RECORD_CONSTRUCT_METADATA: 'false', ...env },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const stop = () => endGroup(child.pid);
    signal.addEventListener('abort', stop);
    child.once('error', fail);
    child.once('close', (code, ended) => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) return fail(signal.reason as Error);
      const end = code === null ? `was ended by ${ended}` : `ended with exit code ${code}`;
      done({ ok: code === 0, output, end, touched: watch.complaint() });
    });
  });
}

/** What is wrong when an app that ended well has not written to the folder; undefined when it has. */
export function missingOutput(command: string, folder: string): string | undefined {
  if (existsSync(folder)) return undefined;
  return `the app (${command}) wrote nothing to the folder that CDK8S_OUTDIR names. Fix: ${OUTDIR}`;
}
