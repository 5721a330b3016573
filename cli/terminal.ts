// Control characters, which a terminal obeys; those that turn the direction of text around; and what is no character.
const UNPRINTABLE = /[\x00-\x1F\x7F-\x9F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF\p{Surrogate}]/gu;

/** A text of someone else's that is safe to be shown, in XML too: names and paths are not ours. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (char) => {
    const code = char.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** Lines of at most this width; words that are longer stay whole, so that they can be copied. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

export type Paint = (style: keyof typeof CODES, text: string) => string;

export function painter(colored: boolean): Paint {
  return (style, text) => (colored ? `\x1b[${CODES[style]}m${text}\x1b[0m` : text);
}

export type ColorChoice = 'auto' | 'always' | 'never';

/** @see https://no-color.org */
export function isColored(choice: ColorChoice, stream: { isTTY?: boolean }): boolean {
  if (choice !== 'auto') return choice === 'always';
  return stream.isTTY === true && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
}

const PROGRESS_AFTER_MS = 500;
const PROGRESS_EVERY_MS = 100;

/** A line that tells how far a long run is, for whoever sits in front of it. */
export class Progress {
  private next = performance.now() + PROGRESS_AFTER_MS;
  private shown = false;

  public constructor(private readonly stream: { isTTY?: boolean; write(text: string): unknown }) {}

  public show(text: () => string): void {
    if (!this.stream.isTTY || performance.now() < this.next) return;
    this.next = performance.now() + PROGRESS_EVERY_MS;
    this.shown = true;
    this.stream.write(`\r\x1b[K${text()}`);
  }

  public clear(): void {
    if (this.shown) this.stream.write('\r\x1b[K');
    this.shown = false;
  }
}
