import { extname } from 'node:path';
import { UsageError } from '../../failure';
import { Evidence } from '../evidence';
import { htmlOf } from './html';
import { markdownOf } from './markdown';

const WRITERS: { readonly [extension: string]: (evidence: Evidence) => string } = {
  '.md': (evidence) => `${markdownOf(evidence)}\n`,
  '.html': htmlOf,
  '.json': (evidence) => `${JSON.stringify(evidence, null, 2)}\n`,
};

/** How a report is written, by the extension of its file. Throws a UsageError for another one. */
export function reportWriter(file: string): (evidence: Evidence) => string {
  const writer = WRITERS[extname(file).toLowerCase()];
  if (writer) return writer;
  throw new UsageError(`--report writes ${Object.keys(WRITERS).join(', ')}, and ${file} is none of them`, 'verify');
}
