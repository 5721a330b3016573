import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { birthOf } from './container-process';

/** What everything that is made carries. */
export const LABELS = {
  run: 'cdk8s-sidecars.run',
  pod: 'cdk8s-sidecars.pod',
  owner: 'cdk8s-sidecars.owner',
  folder: 'cdk8s-sidecars.folder',
};

export const PREFIX = 'sidecars-';
const FILE = 'run.json';

/** What is written down about a run, for whoever has to clean up after it. */
export interface RunNote {
  /** The process that looks after it. */
  readonly owner: string;
  /** Left running on purpose. */
  readonly kept: boolean;
  /** Processes that outlive the owner, as `<pid>:<start>`. */
  readonly processes: readonly string[];
}

/** One run of Pods: its name is part of all other names, so that two never meet. */
export class Run {
  /** Makes its folder. Disks are in /var/tmp; /tmp may be memory. */
  public static begin(parent = process.env['TMPDIR'] ? tmpdir() : '/var/tmp'): Run {
    const folder = mkdtempSync(join(parent, PREFIX));
    const run = new Run(folder);
    run.note({ owner: processName(process.pid), kept: false, processes: [] });
    return run;
  }

  private constructor(public readonly folder: string) {}

  public get id(): string {
    return this.folder.slice(this.folder.lastIndexOf(PREFIX));
  }

  public labels(pod: string): string[] {
    const values = { run: this.id, pod, owner: processName(process.pid), folder: this.folder };
    return Object.entries(values).map(([name, value]) => `${LABELS[name as keyof typeof LABELS]}=${value}`);
  }

  public note(note: RunNote): void {
    writeFileSync(join(this.folder, FILE), JSON.stringify(note));
  }
}

export function readNote(folder: string): RunNote | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, FILE), 'utf8')) as RunNote;
  } catch {
    return undefined;
  }
}

/** A process so that it is not taken for a later one of the same number. */
export function processName(pid: number): string {
  return `${pid}:${birthOf(pid)}`;
}

export function isAlive(name: string): boolean {
  const [pid] = name.split(':');
  return name === processName(Number(pid)) && !name.endsWith(':');
}
