import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');

/** A fenced code block, and what the comment above it says: `<!-- with: pod -->` or `<!-- from: main.ts -->`. */
export interface Block {
  /** Where it is, as `docs/errors.md:12`. */
  readonly place: string;
  readonly language: string;
  readonly text: string;
  /** The prelude that the block goes on from. */
  readonly with?: string;
  /**
   * What the block is a part of: a file; `example` for what the README's example synthesizes; `above` for what the code
   * above it synthesizes, or throws; `check:` and a file for what the command says of it as k8s/pod.yaml.
   */
  readonly from?: string;
}

export interface Link {
  readonly place: string;
  readonly target: string;
}

/** A Markdown file of the project. */
export class Page {
  public readonly text: string;
  public readonly blocks: Block[] = [];
  /** The lines with those of code blocks left empty, so that line numbers stay. */
  private readonly prose: string[] = [];

  public constructor(public readonly path: string) {
    this.text = fs.readFileSync(inRoot(path), 'utf8');
    let open: { place: string; language: string; lines: string[] } | undefined;
    for (const [index, line] of this.text.split('\n').entries()) {
      const fence = /^ *```(\w*)$/.exec(line);
      this.prose.push(open || fence ? '' : line);
      if (!fence) open?.lines.push(line);
      else if (open) {
        const { lines, ...rest } = open;
        this.blocks.push({ ...rest, text: lines.join('\n'), ...this.commentAbove(index - lines.length - 1) });
        open = undefined;
      } else open = { place: this.place(index), language: fence[1], lines: [] };
    }
    if (open) throw new Error(`${open.place}: the code block does not end`);
  }

  /** Links and images, to files and to addresses. */
  public get links(): Link[] {
    return this.prose.flatMap((line, index) =>
      [...line.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => ({
        place: this.place(index),
        target: target,
      })),
    );
  }

  /** What links can name after "#", as GitHub makes it of headings. */
  public get anchors(): string[] {
    const headings = this.prose.flatMap((line) => /^#+ (.*)$/.exec(line)?.[1] ?? []);
    return headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replace(/ /g, '-'),
    );
  }

  private place(index: number): string {
    return `${this.path}:${index + 1}`;
  }

  private commentAbove(fence: number): { with?: string; from?: string } {
    const above =
      this.text
        .split('\n')
        .slice(0, fence)
        .findLast((line) => line !== '') ?? '';
    const [, key, value] = /^<!-- (with|from): (\S+) -->$/.exec(above) ?? [];
    return key === undefined ? {} : { [key]: value };
  }
}

/** The Markdown files at the top and below docs/. */
export function allPages(): Page[] {
  const docs = fs.readdirSync(inRoot('docs'), { recursive: true, encoding: 'utf8' });
  const files = [...fs.readdirSync(inRoot('.')), ...docs.map((file) => `docs/${file}`)];
  return files.filter((file) => file.endsWith('.md')).map((file) => new Page(file));
}

export function inRoot(file: string): string {
  return path.join(ROOT, file);
}

export function read(file: string): string {
  return fs.readFileSync(inRoot(file), 'utf8');
}
