import { Path } from '../model/values';

/** What is found out about a Pod or a container; where it was found is added to make a diagnosis of it. */
export interface Verdict {
  readonly cause: string;
  readonly evidence?: readonly string[];
  readonly rule?: string;
  readonly fix: string;
  /** The way from the object that the Pod is made of. */
  readonly path?: Path;
}

/** More is no help to anyone who reads it. */
const LONGEST = 400;

/** A text of a cluster or of a program on one line of bearable length. */
export function oneLine(text: string, longest = LONGEST): string {
  const line = text
    .slice(0, 4 * longest)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > longest ? `${line.slice(0, longest)}...` : line;
}

/** As in "a, b and c". */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}
