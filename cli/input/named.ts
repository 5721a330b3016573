import { Progress } from '../terminal';
import { Manifests, Problem, Skipped } from './manifests';
import { readStdin } from './stdin';
import { Walk } from './walk';

/** Where reading is told of, and what to do before each file or folder is looked at. */
export interface NamedOptions {
  readonly progress?: Progress;
  /** A file that is no input, also where a folder has it. */
  readonly leaveOut?: string;
  readonly before?: (target: string) => void;
}

/** Reads the files and folders that are named, and standard input where that is among them. */
export async function readNamed(
  targets: readonly string[],
  { progress, leaveOut, before }: NamedOptions = {},
): Promise<Manifests> {
  const walk = new Walk();
  if (leaveOut !== undefined) walk.leaveOut(leaveOut);
  for (const target of targets) {
    if (target === '-') continue;
    before?.(target);
    walk.add(target);
  }
  const manifests = new Manifests((text) => progress?.show(text));
  manifests.problems.push(...walk.problems);
  manifests.addFiles(walk.files);
  if (targets.includes('-')) manifests.addStdin(await readStdin());
  return manifests;
}

/** As in `dist/web.yaml:3:1`. */
export function placeOf({ file, line, column }: Problem): string {
  return line === undefined ? file : `${file}:${line}:${column}`;
}

/** As in `dist/web.yaml:3:1: error: a tab indents`. */
export function problemLines(problems: readonly Problem[]): string[] {
  return problems.map((problem) => `${placeOf(problem)}: error: ${problem.message}`);
}

/** As many skipped files as are named one by one. */
const NAMED = 10;

export function skippedNotes(skipped: readonly Skipped[]): string[] {
  const notes = skipped.slice(0, NAMED).map(({ file, reason }) => `note: skipped ${file}: ${reason}`);
  if (skipped.length > NAMED) notes.push(`note: skipped ${skipped.length - NAMED} more files`);
  return notes;
}
