import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { KubeObject } from '../../lib/model/kube-object';
import { SourceDocument } from '../input/document';

/** A file, and what of its text was applied. */
export interface AppliedFile {
  readonly file: string;
  readonly sha256: string;
}

/** The texts of objects by file, in the order in which they were read; with a folder, files are told from there. */
export function appliedFiles(objects: readonly KubeObject[], folder?: string): AppliedFile[] {
  const texts = new Map<string, Set<string>>();
  for (const { origin } of objects) {
    const { file, text } = origin as SourceDocument;
    const known = texts.get(file);
    if (known) known.add(text);
    else texts.set(file, new Set([text]));
  }
  return [...texts].map(([file, documents]) => {
    const hash = createHash('sha256');
    for (const document of documents) hash.update(document);
    return { file: folder === undefined ? file : relative(folder, file), sha256: hash.digest('hex') };
  });
}
