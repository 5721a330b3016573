/** One word of a script, with the quotes taken away. */
export interface Word {
  /** What it says, with `$NAME`, `$(...)` and patterns as they are written. */
  readonly text: string;
  /** Where in the text the first thing is that only the shell knows; its length where there is none. */
  readonly known: number;
  readonly quoted: boolean;
  /** The tokens of every `$(...)` and `...` in it. */
  readonly inner: readonly (readonly Token[])[];
}

export type Token =
  | { readonly kind: 'word'; readonly word: Word }
  /** A line's end is the operator `\n`. */
  | { readonly kind: 'operator'; readonly text: string }
  /** With the number before it, as in `2>`. */
  | { readonly kind: 'redirect'; readonly text: string };

/** Thrown and caught in here: the script has something in it that is not understood. */
export class NotUnderstood extends Error {}

const DEPTH = 20;
const OPERATORS = ['&&', '||', ';;', '&', '|', ';', '(', ')', '\n'];
const REDIRECTS = /(?:&>>?|\d*(?:<<-|<<<|<<|<&|<>|<|>>|>&|>\||>))/y;
const PLAIN = /[^\s;&|<>()\\'"`$*?[]+/y;
const BLANKS = /(?:[^\S\n]|\\\n)+/y;
const COMMENT = /#[^\n]*/y;
const NAME = /\$(?:[A-Za-z_]\w*|[0-9@*#?!$-])/y;
const SINGLE_QUOTED = /'([^']*)'/y;
const DOUBLE_QUOTED = /(?:[^"\\]|\\[^])*"/y;
const IN_QUOTES = /[^"\\`$]+/y;

export function tokensOf(script: string): Token[] {
  return new Reader(script, 0).tokens(false);
}

class Reader {
  private at = 0;
  /** Delimiters of here-documents that begin after this line. */
  private pending: { readonly delimiter: string; readonly tabs: boolean }[] = [];

  public constructor(
    private readonly script: string,
    private readonly depth: number,
  ) {
    if (depth > DEPTH) throw new NotUnderstood();
  }

  /** Up to the end, or up to the parenthesis that closes a `$(`. */
  public tokens(inParentheses: boolean, depth = this.depth): Token[] {
    if (depth > DEPTH) throw new NotUnderstood();
    const tokens: Token[] = [];
    let open = 0;
    while (this.at < this.script.length) {
      if (this.take(BLANKS) || this.take(COMMENT)) continue;
      const redirect = this.take(REDIRECTS);
      if (redirect) {
        tokens.push({ kind: 'redirect', text: redirect[0] });
        if (/<<-?$/.test(redirect[0])) this.expectDocument(tokens, redirect[0].endsWith('-'), depth);
        continue;
      }
      const operator = OPERATORS.find((text) => this.script.startsWith(text, this.at));
      if (operator === undefined) {
        tokens.push({ kind: 'word', word: this.word(depth) });
        continue;
      }
      this.at += operator.length;
      if (operator === '(') open++;
      if (operator === ')' && open-- === 0 && inParentheses) return tokens;
      tokens.push({ kind: 'operator', text: operator });
      if (operator === '\n') this.skipDocuments();
    }
    if (inParentheses || this.pending.length > 0) throw new NotUnderstood();
    return tokens;
  }

  private word(depth: number): Word {
    const start = this.at;
    const inner: Token[][] = [];
    let text = '';
    let known: number | undefined;
    let quoted = false;
    const unknown = (part: string) => {
      known ??= text.length;
      text += part;
    };
    while (this.at < this.script.length) {
      const char = this.script[this.at];
      if (/[\s;&|<>()]/.test(char)) break;
      const plain = this.take(PLAIN);
      if (plain) {
        text += plain[0];
      } else if (char === "'") {
        text += (this.take(SINGLE_QUOTED) ?? fail())[1];
        quoted = true;
      } else if (char === '\\') {
        if (this.script[this.at + 1] !== '\n') text += this.script[this.at + 1] ?? fail();
        this.at += 2;
        quoted = true;
      } else if (char === '"') {
        quoted = true;
        this.at++;
        while (this.script[this.at] !== '"') {
          const part = this.take(IN_QUOTES);
          if (part) text += part[0];
          else if (this.script[this.at] === '\\') {
            const escaped = this.script[this.at + 1] ?? fail();
            text += /["\\`$]/.test(escaped) ? escaped : escaped === '\n' ? '' : `\\${escaped}`;
            this.at += 2;
          } else if (this.at < this.script.length) this.expansion(inner, unknown, depth, (part) => (text += part));
          else fail();
        }
        this.at++;
      } else if (char === '$' || char === '`') {
        this.expansion(inner, unknown, depth, (part) => (text += part));
      } else {
        // Patterns, but for the command `[`.
        this.at++;
        if (char === '[' && text === '') text += char;
        else unknown(char);
      }
    }
    if (this.at === start) throw new NotUnderstood();
    return { text, known: known ?? text.length, quoted, inner };
  }

  /** `$NAME`, `${...}`, `$((...))`, `$(...)`, `` `...` ``, or a `$` that is one. */
  private expansion(
    inner: Token[][],
    unknown: (part: string) => void,
    depth: number,
    plain: (part: string) => void,
  ): void {
    const start = this.at;
    if (this.script[start] === '`') {
      const end = this.script.indexOf('`', start + 1);
      if (end < 0) throw new NotUnderstood();
      const script = this.script.slice(start + 1, end);
      if (script.includes('\\')) throw new NotUnderstood();
      inner.push(new Reader(script, depth + 1).tokens(false));
      this.at = end + 1;
    } else if (this.script.startsWith('$((', start)) {
      this.at += 3;
      this.skipBalanced('(', ')', 2);
    } else if (this.script.startsWith('$(', start)) {
      this.at += 2;
      inner.push(this.tokens(true, depth + 1));
    } else if (this.script.startsWith('${', start)) {
      this.at += 2;
      this.skipBalanced('{', '}', 1);
    } else if (!this.take(NAME)) {
      this.at++;
      plain('$');
      return;
    }
    unknown(this.script.slice(start, this.at));
  }

  private skipBalanced(opening: string, closing: string, open: number): void {
    while (open > 0) {
      const char = this.script[this.at++] ?? fail();
      if (char === opening) open++;
      else if (char === closing) open--;
      else if (char === '\\') this.at++;
      else if (char === '"' && !this.take(DOUBLE_QUOTED)) fail();
      else if (char === "'" || char === '`') throw new NotUnderstood();
    }
  }

  private expectDocument(tokens: Token[], tabs: boolean, depth: number): void {
    this.take(BLANKS);
    const word = this.word(depth);
    tokens.push({ kind: 'word', word });
    this.pending.push({ delimiter: word.text, tabs });
  }

  private skipDocuments(): void {
    for (const { delimiter, tabs } of this.pending) {
      for (;;) {
        if (this.at >= this.script.length) throw new NotUnderstood();
        const end = this.script.indexOf('\n', this.at);
        const line = this.script.slice(this.at, end < 0 ? undefined : end);
        this.at = end < 0 ? this.script.length : end + 1;
        if ((tabs ? line.replace(/^\t+/, '') : line) === delimiter) break;
      }
    }
    this.pending = [];
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.script);
    if (match) this.at += match[0].length;
    return match;
  }
}

function fail(): never {
  throw new NotUnderstood();
}
