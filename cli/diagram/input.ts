import { KubeObject } from '../../lib/model/kube-object';
import { duplicateIn } from '../input/duplicates';
import { problemLines, readNamed, skippedNotes } from '../input/named';
import { printable, Progress } from '../terminal';

export interface DiagramInput {
  readonly objects: readonly KubeObject[];
  /** What keeps the input from being drawn, a line each. */
  readonly errors: readonly string[];
  readonly notes: readonly string[];
}

/** All that is named, as one set. */
export async function readInput(positionals: readonly string[], progress: Progress): Promise<DiagramInput> {
  const { objects, problems, skipped } = await readNamed(positionals, { progress });
  const notes = skippedNotes(skipped);
  const twice = duplicateIn(objects, (file) => file);
  if (twice !== undefined) notes.push(`note: ${twice}: unless both are applied together, draw each by itself`);
  return { objects, errors: problemLines(problems).map(printable), notes: notes.map(printable) };
}
