import { KubeObject } from '../../lib/model/kube-object';
import { SourceDocument } from '../input/document';
import { Manifests } from '../input/manifests';
import { readStdin } from '../input/stdin';
import { Walk } from '../input/walk';
import { printable, Progress } from '../terminal';

export interface DiagramInput {
  readonly objects: readonly KubeObject[];
  /** What keeps the input from being drawn, a line each. */
  readonly errors: readonly string[];
  readonly notes: readonly string[];
}

/** As many files as are named one by one. */
const NAMED = 10;

/** All that is named, as one set. */
export async function readInput(positionals: readonly string[], progress: Progress): Promise<DiagramInput> {
  const walk = new Walk();
  for (const target of positionals) if (target !== '-') walk.add(target);
  const manifests = new Manifests((text) => progress.show(text));
  manifests.problems.push(...walk.problems);
  manifests.addFiles(walk.files);
  if (positionals.includes('-')) manifests.addStdin(await readStdin());
  const { objects, problems, skipped } = manifests;
  const errors = problems.map(({ file, line, column, message }) => {
    return `${line === undefined ? file : `${file}:${line}:${column}`}: error: ${message}`;
  });
  const notes = skipped.slice(0, NAMED).map(({ file, reason }) => `note: skipped ${file}: ${reason}`);
  if (skipped.length > NAMED) notes.push(`note: skipped ${skipped.length - NAMED} more files`);
  notes.push(...duplicateNote(objects));
  return { objects, errors: errors.map(printable), notes: notes.map(printable) };
}

/** The same object in two files tells that these are not applied together, and what is drawn may mix them up. */
function duplicateNote(objects: readonly KubeObject[]): string[] {
  const seen = new Map<string, string>();
  for (const object of objects) {
    const { file } = object.origin as SourceDocument;
    const id = `${object.group} ${object.toString()}`;
    const before = object.name === '' ? file : (seen.get(id) ?? file);
    if (before !== file) {
      const both = `${object.toString()} is in ${before} and in ${file}`;
      return [`note: ${both}: unless both are applied together, draw each by itself`];
    }
    seen.set(id, file);
  }
  return [];
}
