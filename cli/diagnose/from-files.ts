import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { KubeObject } from '../../lib/model/kube-object';
import { readNamed } from '../input/named';
import { reasonOf } from '../input/walk';
import { Progress } from '../terminal';
import { DiagnosisInput } from './input';

/** Of a log, the end tells why. */
const MAX_LOG_BYTES = 2 ** 24;
/** As `kubectl logs --prefix` writes it. */
const PREFIX = /^\[pod\/([^/\]]+)\/([^/\]]+)\] ?(.*)$/;

/** Reads objects, and logs with the names of their containers, from files. */
export async function fromFiles(
  targets: readonly string[],
  logFiles: readonly string[],
  progress: Progress,
): Promise<DiagnosisInput> {
  const input = await readNamed(targets, { progress });
  const logs = new Map<string, string[]>();
  for (const file of logFiles) {
    try {
      readLog(file, logs);
    } catch (error) {
      input.problems.push({ file, message: reasonOf(error) });
    }
  }
  const { objects, problems, skipped } = input;
  const notes = skipped.map(({ file, reason }) => `skipped ${file}: ${reason}`);
  return { objects, problems, notes, now: undefined, logs: (pod) => ({ logs: logsOf(pod, logs) }) };
}

function logsOf({ name }: KubeObject, logs: ReadonlyMap<string, readonly string[]>): { [container: string]: string } {
  const own = [...logs].filter(([key]) => key.startsWith(`${name}/`));
  return Object.fromEntries(own.map(([key, lines]) => [key.slice(name.length + 1), lines.join('\n')]));
}

function readLog(file: string, logs: Map<string, string[]>): void {
  let found = false;
  for (const line of readEnd(file).split('\n')) {
    const match = PREFIX.exec(line);
    if (!match) continue;
    found = true;
    const key = `${match[1]}/${match[2]}`;
    const lines = logs.get(key);
    if (lines) lines.push(match[3]);
    else logs.set(key, [match[3]]);
  }
  if (!found) throw new Error('no line begins with [pod/NAME/CONTAINER]: write it with "kubectl logs --prefix"');
}

function readEnd(path: string): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, MAX_LOG_BYTES));
    const length = readSync(file, bytes, 0, bytes.length, Math.max(0, size - bytes.length));
    return bytes.toString('utf8', 0, length);
  } finally {
    closeSync(file);
  }
}
