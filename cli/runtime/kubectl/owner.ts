import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { Data, numberOf, textOf } from '../../../lib/model/values';
import { isRunning } from '../../../lib/process-state';

/** The process that looks after a run. */
export interface Owner {
  /** Where its number means something. Nothing of the machine's name can be read from it. */
  readonly machine: string;
  readonly pid: number;
}

export function thisOwner(): Owner {
  return { machine: thisMachine(), pid: process.pid };
}

export function ownerOf({ machine, pid }: Data): Owner | undefined {
  const [where, number] = [textOf(machine), numberOf(pid)];
  return where === undefined || number === undefined ? undefined : { machine: where, pid: number };
}

/** Whether it is known to have ended: of a process on another machine nobody knows that here. */
export function hasEnded({ machine, pid }: Owner): boolean {
  if (machine !== thisMachine() || !Number.isInteger(pid) || pid <= 0) return false;
  return !isRunning(pid);
}

export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // Nobody has to have a name.
    return 'unknown';
  }
}

/** Machines of one name are told apart, and so are containers on one machine, where the system says which it is. */
function thisMachine(): string {
  const boot = readOr(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  const space = readOr(() => readlinkSync('/proc/self/ns/pid'));
  return createHash('sha256').update([hostname(), boot, space].join('\n')).digest('hex').slice(0, 16);
}

function readOr(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
