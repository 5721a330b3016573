import { readFileSync } from 'node:fs';

/** What the kernel tells of a process. */
export interface ProcessState {
  /** When it started, which tells it from a later one of the same number. */
  readonly started: string;
  readonly zombie: boolean;
}

/**
 * Undefined where there is no such process, or no Linux.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function processState(pid: number): ProcessState | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program comes before, and may contain anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { started: fields[19], zombie: fields[0] === 'Z' };
  } catch {
    return undefined;
  }
}

/** Whether there is a process of that number, of whoever. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
