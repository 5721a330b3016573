import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { dataOf, numberOf, textOf } from '../../model/values';
import { isRunning, processState } from '../../process-state';

/** A process that works on an output folder, told from later ones with the same number. */
export interface Owner {
  readonly host: string;
  readonly pid: number;
  /** When it started, as the kernel counts; not known everywhere. */
  readonly started: string | undefined;
}

const SIGN_OF_LIFE_MS = 2_000;
/** A process of another machine or container cannot be asked. After so many silent seconds it is gone. */
const SILENT_MS = 15_000;

export function thisProcess(): Owner {
  return { host: hostname(), pid: process.pid, started: processState(process.pid)?.started };
}

/** Who wrote the file; undefined when it is none. Throws when it is not there. */
export function readOwner(file: string): Owner | undefined {
  try {
    const said = dataOf(JSON.parse(readFileSync(file, 'utf8')));
    const [host, pid] = [textOf(said['host']), numberOf(said['pid'])];
    return host === undefined || pid === undefined ? undefined : { host, pid, started: textOf(said['started']) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether who wrote the file is still there. The clock is the file system's: that of the other machine may differ. */
export function isAlive(owner: Owner, file: string, now: number): boolean {
  if (owner.host !== hostname()) return now - statSync(file).mtimeMs < SILENT_MS;
  if (!isRunning(owner.pid)) return false;
  const state = processState(owner.pid);
  if (state === undefined || owner.started === undefined) return true;
  return state.started === owner.started && !state.zombie;
}

/** Shows other machines again and again that this process lives. Returns what ends it. */
export function showLife(file: string): () => void {
  const timer = setInterval(() => {
    try {
      // Not by setting its time: that would be this machine's.
      appendFileSync(file, ' ');
    } catch {
      // Whoever took it away has a reason, which is found out when the output is to be replaced.
    }
  }, SIGN_OF_LIFE_MS).unref();
  return () => clearInterval(timer);
}
