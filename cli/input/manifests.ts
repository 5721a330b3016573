import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { KubeObject, objectsOf } from '../../lib/model/kube-object';
import { decode, Decoded } from './bytes';
import { Places, SourceDocument, Unreadable } from './document';
import { Locator } from './locate';
import { readDocument } from './read';
import { isInChart, isKustomizationFile, isTemplate, patchFiles, recognise } from './recognise';
import { FoundFile, reasonOf } from './walk';

/** Something that cannot be read or makes no sense, and so was not checked. */
export interface Problem {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** A file that is fine and nothing to check. */
export interface Skipped {
  readonly file: string;
  readonly reason: string;
}

/** Beyond this there may not be the memory for what is in it. */
const MAX_BYTES = 250 * 2 ** 20;

/** As many mistakes of one file as anyone can want to hear of. */
const MAX_PROBLEMS = 100;

/** The name that standard input has in messages. */
export const STDIN = 'stdin';

/** Reads files into objects, and remembers what it could not read. */
export class Manifests {
  public readonly objects: KubeObject[] = [];
  public readonly problems: Problem[] = [];
  public readonly skipped: Skipped[] = [];
  public files = 0;
  private readonly charts = new Map<string, boolean>();
  private readonly patches = new Map<string, string>();
  private readonly locator = new Locator();

  public constructor(private readonly progress: (text: () => string) => void) {}

  /** Kustomizations say which files are only parts of objects, so all files are to be known before one is read. */
  public addFiles(files: readonly FoundFile[]): void {
    for (const { path, at } of files) if (isKustomizationFile(path)) this.notePatches(path, at);
    for (const [index, file] of files.entries()) {
      this.progress(() => `reading file ${index + 1} of ${files.length}`);
      const bytes = this.read(file);
      if (bytes) this.addFile(file, bytes);
    }
  }

  public addStdin(bytes: Buffer): void {
    this.addFile({ path: STDIN, named: true }, bytes);
  }

  private read({ path, at = path }: FoundFile): Buffer | undefined {
    try {
      return readBytes(at);
    } catch (error) {
      this.problems.push({ file: path, message: reasonOf(error) });
      return undefined;
    }
  }

  private addFile({ path, named }: FoundFile, bytes: Buffer): void {
    this.files++;
    if (isInChart(resolve(path), this.charts)) {
      return this.skip(path, 'template of a Helm chart: check what "helm template" makes of it');
    }
    const by = this.patches.get(resolve(path));
    if (by !== undefined) return this.skip(path, `patch of ${by}: check what Kustomize builds`);
    const documents = decode(path, bytes);
    if (!named && path.endsWith('.json') && isOtherJson(documents)) return this.skip(path, 'no Kubernetes object');
    const [objects, problems] = [this.objects.length, this.problems.length];
    for (const [index, document] of documents.entries()) {
      if (documents.length > 100) this.progress(() => `reading document ${index + 1} of ${documents.length}`);
      if (this.problems.length - problems >= MAX_PROBLEMS) {
        return void this.problems.push({ file: path, message: 'the rest of it is left, because of so many mistakes' });
      }
      if (this.addDocument(document)) continue;
      this.objects.length = objects;
      this.problems.length = problems;
      return this.skip(path, 'looks like a template: check what is made of it');
    }
  }

  /** Returns false when the file is no manifest but what makes some. */
  private addDocument(decoded: Decoded): boolean {
    const { document } = decoded;
    try {
      this.addValue(document, readDocument(decoded));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      if (isTemplate(document.text, error.offset)) return false;
      const { line, column } = new Places(document).region(error.offset, error.offset);
      this.problems.push({ file: document.file, line, column, message: error.message });
    }
    return true;
  }

  private addValue(document: SourceDocument, value: unknown): void {
    const { file } = document;
    const found = recognise(file, value);
    if (found.is === 'other') return this.skip(file, found.reason);
    if (found.is === 'broken') {
      const { line, column } = this.locator.locate(document, found.path);
      this.problems.push({ file, line, column, message: found.message });
    }
    for (const object of objectsOf(value, document)) this.objects.push(object);
  }

  private skip(file: string, reason: string): void {
    if (this.skipped.at(-1)?.file !== file) this.skipped.push({ file, reason });
  }

  private notePatches(path: string, at = path): void {
    try {
      for (const document of decode(path, readBytes(at))) {
        for (const patch of patchFiles(readDocument(document))) this.patches.set(resolve(dirname(path), patch), path);
      }
    } catch {
      // It is read again in its turn, and its mistake reported then.
    }
  }
}

/** `package.json` and the like need not be YAML, so that they may have comments and the like. */
function isOtherJson([first]: Decoded[]): boolean {
  return first !== undefined && !/"(?:kind|apiVersion)"/.test(first.document.text);
}

function readBytes(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const stats = fstatSync(file);
    if (stats.isDirectory()) throw new Error('is a folder');
    // Pipes have no size, and neither do some devices have an end.
    const chunks: Buffer[] = [];
    let total = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(
        stats.isFile() && total === 0 ? Math.min(stats.size + 1, MAX_BYTES + 1) : 65_536,
      );
      const length = readSync(file, chunk);
      chunks.push(chunk.subarray(0, length));
      total += length;
      const atEnd = length === 0 || (stats.isFile() && length < chunk.length);
      if (atEnd) return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
      if (total > MAX_BYTES) throw new Error(`is larger than ${MAX_BYTES / 2 ** 20} MB`);
    }
  } finally {
    closeSync(file);
  }
}
