import { readdirSync, readFileSync } from 'node:fs';

/** Ends the processes whose environment has this variable: what podman leaves of a command that took too long. */
export function killMarked(variable: string): number {
  let killed = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      if (!environment.includes(variable)) continue;
      process.kill(Number(pid), 'SIGKILL');
      killed++;
    } catch {
      // It has ended, or is not ours to look at.
    }
  }
  return killed;
}
