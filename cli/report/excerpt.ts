import { Html, html } from '../html';
import { Region, SourceDocument } from '../input/document';
import { Hidden, withoutHidden } from './hidden';

/** What keeps secrets from being shown. */
export interface Masks {
  readonly mask: (text: string) => string;
  readonly hidden: Hidden;
}

/** Lines shown around what is meant, and at most of it. */
const AROUND = 2;
const MOST = 8;
/** As much of a line as is shown, around what is meant. */
const WIDEST = 160;

/** The lines of a document that a finding points to, with some around them. */
export function excerptOf(document: SourceDocument, region: Region, { mask, hidden }: Masks): Html {
  const { file, text, linesAbove } = document;
  const lines = text.replace(/\n$/, '').split('\n');
  const first = region.line - linesAbove - 1;
  const secret = hidden(document);
  const marked = { from: first, to: Math.min(region.endLine - linesAbove - 1, first + MOST - 1) };
  // What ends at the beginning of a line is not in it.
  if (region.endColumn === 1 && marked.to > marked.from) marked.to--;
  const from = Math.max(0, marked.from - AROUND);
  const shown = lines.slice(from, marked.to + 1 + AROUND).map((line, index) => {
    const at = from + index;
    const content = shortened(
      mask(withoutHidden(line.replace(/\r$/, ''), linesAbove + at + 1, secret)),
      at === first ? region.column - 1 : 0,
    );
    const whole = html`<span class="number">${linesAbove + at + 1}</span>${content}\n`;
    return at >= marked.from && at <= marked.to ? html`<mark>${whole}</mark>` : whole;
  });
  const place = `${file}, line ${region.line}`;
  return html`<pre class="yaml" tabindex="0" role="group" aria-label="${place}"><code>${shown}</code></pre>\n`;
}

function shortened(line: string, column: number): string {
  if (line.length <= WIDEST) return line;
  const from = Math.max(0, Math.min(column - WIDEST / 4, line.length - WIDEST));
  const end = from + WIDEST;
  return `${from > 0 ? '…' : ''}${line.slice(from, end)}${end < line.length ? '…' : ''}`;
}
