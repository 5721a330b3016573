import { Html, html } from '../html';
import { Region, SourceDocument } from '../input/document';
import { Hidden, HiddenIn, withoutHidden } from './hidden';

/** Lines shown around what is meant, and at most of it. */
const AROUND = 2;
const MOST = 8;
/** As much of a line as is shown, around what is meant. */
const WIDEST = 160;

/** A document by its lines, as they may be shown. */
class Lines {
  private readonly lines: readonly string[];
  private readonly shown = new Map<number, string>();

  public constructor(
    public readonly document: SourceDocument,
    private readonly hidden: Hidden | undefined,
    private readonly masked: (text: string) => string,
  ) {
    this.lines = document.text.replace(/\n$/, '').split('\n');
  }

  public get count(): number {
    return this.lines.length;
  }

  /** From 0. A line may be as long as its file, so each is read once. */
  public at(index: number): string {
    const known = this.shown.get(index);
    if (known !== undefined) return known;
    const number = this.document.linesAbove + index + 1;
    const line = this.lines[index].replace(/\r$/, '');
    const shown = this.masked(this.hidden ? withoutHidden(line, number, this.hidden) : line);
    this.shown.set(index, shown);
    return shown;
  }
}

/** Texts and lines of documents without what Secrets hold. */
export class Excerpts {
  /** Findings come by document, and to read one takes long. */
  private last: Lines | undefined;

  public constructor(
    public readonly masked: (text: string) => string,
    private readonly hidden: HiddenIn,
  ) {}

  /** The lines that a finding points to, with some around them. */
  public of(document: SourceDocument, region: Region): Html {
    const { file, linesAbove } = document;
    const first = region.line - linesAbove - 1;
    const marked = { from: first, to: Math.min(region.endLine - linesAbove - 1, first + MOST - 1) };
    // What ends at the beginning of a line is not in it.
    if (region.endColumn === 1 && marked.to > marked.from) marked.to--;
    const from = Math.max(0, marked.from - AROUND);
    const lines = this.linesOf(document);
    const shown: Html[] = [];
    for (let at = from; at < Math.min(marked.to + 1 + AROUND, lines.count); at++) {
      const content = shortened(lines.at(at), at === first ? region.column - 1 : 0);
      const whole = html`<span class="number">${linesAbove + at + 1}</span>${content}\n`;
      shown.push(at >= marked.from && at <= marked.to ? html`<mark>${whole}</mark>` : whole);
    }
    const place = `${file}, line ${region.line}`;
    return html`<pre class="yaml" tabindex="0" role="group" aria-label="${place}"><code>${shown}</code></pre>\n`;
  }

  private linesOf(document: SourceDocument): Lines {
    if (this.last?.document !== document) this.last = new Lines(document, this.hidden(document), this.masked);
    return this.last;
  }
}

function shortened(line: string, column: number): string {
  if (line.length <= WIDEST) return line;
  const from = Math.max(0, Math.min(column - WIDEST / 4, line.length - WIDEST));
  const end = from + WIDEST;
  return `${from > 0 ? '…' : ''}${line.slice(from, end)}${end < line.length ? '…' : ''}`;
}
