/** The text of one document, and where it is. It is kept for the positions of what is found in it. */
export interface SourceDocument {
  readonly file: string;
  readonly text: string;
  /** How many lines of the file are above it. */
  readonly linesAbove: number;
  readonly json: boolean;
}

/** A place in a file. Lines and columns count from 1, columns in UTF-16 units. */
export interface Region {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What keeps a document from being read, at an offset into its text. */
export class Unreadable extends Error {
  public constructor(
    message: string,
    public readonly offset: number,
  ) {
    super(message);
    this.name = 'Unreadable';
  }
}

/** Turns offsets into the text of a document into places in its file. */
export class Places {
  private readonly starts: number[] = [0];

  public constructor(private readonly document: SourceDocument) {
    const { text } = document;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  public region(start: number, end: number): Region {
    const [from, to] = [this.place(start), this.place(Math.max(start, end))];
    return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
  }

  private place(offset: number): { line: number; column: number } {
    let [low, high] = [0, this.starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return { line: this.document.linesAbove + low + 1, column: offset - this.starts[low] + 1 };
  }
}
