import { SourceDocument } from './document';

// Neither can be a part of a value: YAML forbids both at the start of a line, in block scalars and quotes too.
const MARKER = /(?:^|\n)(\uFEFF?(?:---|\.\.\.)(?=[ \t\r\n]|$))/g;

// What is between two markers is often nothing.
const EMPTY = /^(?:---|\.\.\.)?[ \t\r\n]*$/;

/**
 * The documents of a YAML text. Each is parsed by itself, so that a mistake in one leaves the others readable and that no
 * more than one syntax tree is in memory.
 */
export function splitDocuments(file: string, text: string): SourceDocument[] {
  const documents: SourceDocument[] = [];
  let start = 0;
  let linesAbove = 0;
  const cut = (end: number) => {
    if (end === start) return;
    const part = text.slice(start, end);
    // Directives belong to the document that follows them.
    if (end < text.length && isPrelude(part)) return;
    if (!EMPTY.test(part)) documents.push({ file, text: part, linesAbove, json: false });
    linesAbove += linesIn(text, start, end);
    start = end;
  };
  for (const { index, 0: match, 1: marker } of text.matchAll(MARKER)) {
    const at = index + match.length - marker.length;
    cut(marker.endsWith('---') ? at : endOfLine(text, at));
  }
  cut(text.length);
  return documents;
}

/** Whether there is a directive, and nothing but such, comments and empty lines. */
function isPrelude(text: string): boolean {
  if (!text.includes('%')) return false;
  let directive = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('%')) directive = true;
    else if (!/^[ \t]*(?:#|\r?$)/.test(line)) return false;
  }
  return directive;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

function linesIn(text: string, start: number, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}
