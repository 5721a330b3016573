import { isUtf8 } from 'node:buffer';
import { SourceDocument, Unreadable } from './document';
import { isDeeperThan, parseJson } from './json';
import { splitDocuments } from './split';
import { MAX_DEPTH } from './tree';

// What YAML calls not printable.

const CONTROL = /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]/;

/** A document, or what keeps its text from being one. */
export interface Decoded {
  readonly document: SourceDocument;
  readonly problem?: Unreadable;
  /** Its value, of JSON. */
  readonly json?: { readonly value: unknown };
}

/** The documents in the bytes of a file. */
export function decode(file: string, bytes: Buffer): Decoded[] {
  if (bytes.length >= 2 && (bytes.readUInt16BE(0) === 0xfffe || bytes.readUInt16BE(0) === 0xfeff)) {
    const problem = new Unreadable('it is UTF-16, which kubectl does not read. Save it as UTF-8', 0);
    return [{ document: { file, text: '', linesAbove: 0, json: false }, problem }];
  }
  if (!isUtf8(bytes)) return splitDocuments(file, bytes.toString('latin1')).map(decodeAgain);

  const whole = bytes.toString('utf8');
  const text = whole.startsWith('\uFEFF') ? whole.slice(1) : whole;
  if (startsAsJson(text)) {
    const document = { file, text, linesAbove: 0, json: true };
    if (isDeeperThan(MAX_DEPTH, text))
      return [{ document, problem: new Unreadable('values are nested too deeply', 0) }];
    const json = parseJson(text);
    if (json) return [{ document, json }];
  }
  const documents = splitDocuments(file, text);
  if (!CONTROL.test(text)) return documents.map((document) => ({ document }));
  return documents.map((document) => ({ document, problem: controlIn(document.text) }));
}

/** As kubectl tells. What is not JSON after all is YAML in braces, or a mistake that is found as such. */
function startsAsJson(text: string): boolean {
  return /^[ \t\r\n]*\{/.test(text);
}

/** Line breaks look the same in Latin-1, so that documents that are UTF-8 are told from those that are not. */
function decodeAgain(document: SourceDocument): Decoded {
  const bytes = Buffer.from(document.text, 'latin1');
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return { document: { ...document, text }, problem: controlIn(text) };
  const copy = Buffer.from(text);
  const wrong = bytes.findIndex((byte, index) => byte !== copy[index]);
  const offset = bytes.subarray(0, Math.max(wrong, 0)).toString('utf8').length;
  return { document: { ...document, text }, problem: new Unreadable('it is not valid UTF-8 from here on', offset) };
}

function controlIn(text: string): Unreadable | undefined {
  const match = CONTROL.exec(text);
  if (!match) return undefined;
  const code = match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return new Unreadable(`the character U+${code} is not allowed in YAML`, match.index);
}
