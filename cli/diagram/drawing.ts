import { Arrow, Box, BoxKind, End, Group, GroupKind, Part, Row } from './scene';
import { about } from './words';

/** A box that still gets rows. */
export interface Draft extends Box {
  readonly lines: string[];
  readonly left: Row[];
  readonly right: Row[];
  readonly foot: string[];
}

/** As many rows of a box as anyone reads; arrows to others end at the box. */
const MOST_ROWS = 16;

/** Collects the boxes and arrows of a diagram. Ids count up, so that they are the same for the same input. */
export class Drawing {
  public readonly arrows: Arrow[] = [];
  private readonly counts = new Map<string, number>();
  private readonly drafts = new Map<string, Draft>();
  private readonly drawn = new Set<string>();

  public box(kind: BoxKind, prefix: string, texts: Partial<Draft> & { readonly name: string }): Draft {
    return {
      is: 'box',
      id: this.id(prefix),
      kind,
      head: '',
      order: undefined,
      lines: [],
      left: [],
      right: [],
      foot: [],
      missing: false,
      about: about(`${texts.head ?? ''} ${texts.name}`.trim()),
      ...texts,
    };
  }

  /** The box of that key, made when it is asked for first. */
  public once(key: string, make: () => Draft): Draft {
    let draft = this.drafts.get(key);
    if (!draft) this.drafts.set(key, (draft = make()));
    return draft;
  }

  public group(kind: GroupKind, title: string, children: readonly Part[], lines: readonly string[] = []): Group {
    return { is: 'group', id: this.id('g'), kind, title, lines, children };
  }

  /** The same row twice is one, with the note of either. */
  public row(rows: Row[], row: Omit<Row, 'id'>): string | undefined {
    const index = rows.findIndex(({ text, look }) => text === row.text && look === row.look);
    if (index >= 0) {
      const same = rows[index];
      if (same.note === '') rows[index] = { ...same, note: row.note };
      return same.id;
    }
    if (rows.length >= MOST_ROWS) return undefined;
    const id = this.id('r');
    rows.push({ id, ...row });
    return id;
  }

  public arrow(kind: Arrow['kind'], from: End, to: End, said: string, label = ''): void {
    const key = `${kind} ${from.id}:${from.row} ${to.id}:${to.row} ${label}`;
    if (this.drawn.has(key)) return;
    this.drawn.add(key);
    this.arrows.push({ kind, from, to, label, about: about(said) });
  }

  private id(prefix: string): string {
    const count = this.counts.get(prefix) ?? 0;
    this.counts.set(prefix, count + 1);
    return `${prefix}${count}`;
  }
}

/** Boxes above each other, none where there are none. */
export function column(drawing: Drawing, boxes: readonly Part[]): Part[] {
  return boxes.length === 0 ? [] : [drawing.group('column', '', boxes)];
}
