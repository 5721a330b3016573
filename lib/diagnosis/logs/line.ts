import { ObservedContainer } from '../observed-container';
import { ObservedPod } from '../observed-pod';
import { Verdict } from '../verdict';

/** A line of a log with what is known of who wrote it. */
export interface Line {
  readonly pod: ObservedPod;
  readonly container: ObservedContainer;
  readonly text: string;
  /** The lines that follow it. */
  readonly after: readonly string[];
}

/** What programs write when they fail in a known way. */
export interface LogWording {
  readonly text: RegExp;
  /** Undefined where it means something else here. */
  readonly means: (line: Line, match: RegExpExecArray) => Verdict | undefined;
  /** It says so also where the container goes on as if nothing were. */
  readonly goesOn?: boolean;
}

/** The file or folder that a line is about: one in quotes before others, and not the program at its beginning. */
export function pathIn(line: string): string | undefined {
  const quoted = /["'`\u2018](\/[^"'`\u2019\s]+)["'`\u2019]/.exec(line)?.[1];
  if (quoted !== undefined) return quoted;
  const found = [...line.matchAll(/(?<![\w.:/])\/[\w.@+-]+(?:\/[\w.@+-]+)*\/?/g)];
  const named = found.filter(({ index, 0: path }) => index > 0 || line[path.length] !== ':');
  return (named[0] ?? found[0])?.[0];
}

/** Where a volume has to be mounted so that the file can be written: the folder it is in. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(1, path.replace(/\/$/, '').lastIndexOf('/')));
}
