import { dirname, join } from 'node:path';
import { listFiles } from '../../lib/synthesis/output/files';
import { ExitCode, UsageError } from '../failure';
import { write } from '../output';
import { Kubectl } from '../runtime/kubectl/program';
import { RuntimeFailure } from '../runtime/runtime';
import { VerbArguments } from '../verb';
import { isIn } from './part';

/** Longer than an API server takes for the dry runs of many objects. */
const TIMEOUT_MS = 10 * 60_000;

/** Shows what `kubectl apply` of what the app makes would change in the cluster. Changes nothing. */
export async function compareWithCluster(
  fresh: string,
  parts: readonly string[],
  options: VerbArguments['options'],
  signal: AbortSignal,
): Promise<ExitCode> {
  const files = listFiles(fresh).filter((file) => file.includes('.') && isIn(parts, file));
  requireOneFolder(parts, files);
  if (files.length === 0) throw new UsageError('there is no manifest in what was named');
  const place = ['context', 'namespace'].flatMap((name) => {
    const value = options.get(name)?.at(-1);
    return value === undefined ? [] : [`--${name}=${value}`];
  });
  const kubectl = new Kubectl(undefined, place);
  const named = parts.length > 0 ? parts : ['.'];
  const args = ['diff', '--recursive', ...named.map((part) => `--filename=${join(fresh, part)}`)];
  const { exitCode, stdout, stderr } = await failing(kubectl.call(args, { signal, timeoutMs: TIMEOUT_MS }));
  write(process.stdout, [stdout]);
  if (exitCode === 0) {
    write(process.stdout, ['the cluster has what the app synthesizes\n']);
    return ExitCode.CLEAN;
  }
  // It has the codes of diff: one is for differences.
  if (exitCode === 1 && stdout !== '') return ExitCode.FINDINGS;
  throw new UsageError(`${kubectl.line(['diff'])} could not compare: ${stderr.trim() || `exit code ${exitCode}`}`);
}

async function failing<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw error instanceof RuntimeFailure ? new UsageError(error.message) : error;
  }
}

/** What is for one cluster is in one folder. */
function requireOneFolder(parts: readonly string[], files: readonly string[]): void {
  const folders = [...new Set(files.map((file) => dirname(file)))];
  if (parts.length > 0 || folders.length < 2) return;
  throw new UsageError(
    `the app writes to several folders, which may be for several clusters: name those that are for this one of ${folders.join(', ')}`,
  );
}
