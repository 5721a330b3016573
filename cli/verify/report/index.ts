import { accessSync, closeSync, constants, existsSync, openSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { UsageError } from '../../failure';
import { reasonOf } from '../../input/walk';
import { Evidence } from '../evidence';
import { htmlOf } from './html';
import { markdownOf } from './markdown';

const WRITERS: { readonly [extension: string]: (evidence: Evidence) => string } = {
  '.md': (evidence) => `${markdownOf(evidence)}\n`,
  '.html': htmlOf,
  '.json': (evidence) => `${JSON.stringify(evidence, null, 2)}\n`,
};

/**
 * How a report is written, by the extension of its file. Throws a UsageError for another one, and where it could not be
 * written: that is to be known before the run, not after it.
 */
export function reportWriter(file: string): (evidence: Evidence) => string {
  const writer = WRITERS[extname(file).toLowerCase()];
  if (writer) {
    requireWritable(file);
    return writer;
  }
  throw new UsageError(`--report writes ${Object.keys(WRITERS).join(', ')}, and ${file} is none of them`);
}

export function cannotBeWritten(file: string, error: unknown): UsageError {
  return new UsageError(`the report ${file} cannot be written: ${reasonOf(error)}`);
}

function requireWritable(file: string): void {
  try {
    if (existsSync(file)) closeSync(openSync(file, 'r+'));
    else accessSync(dirname(file), constants.W_OK);
  } catch (error) {
    throw cannotBeWritten(file, error);
  }
}
