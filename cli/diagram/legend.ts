import { escaped } from '../markup';
import { font } from './dot-label';
import { ARROWS, BOXES, INK, MUTED, PAGE, PORT } from './palette';
import { ArrowKind, boxesOf, BoxKind, RowLook, Scene } from './scene';

const BOX_WORDS: { readonly [kind in BoxKind]?: string } = {
  init: 'init container',
  sidecar: 'native sidecar',
  main: 'container',
  volume: 'volume',
  config: 'ConfigMap',
  secret: 'Secret',
};

const PORT_WORDS: { readonly [look in RowLook]?: string } = {
  declared: 'port, declared',
  known: 'port, not declared',
  loopback: 'on 127.0.0.1 only',
};

const ARROW_WORDS: { readonly [kind in ArrowKind]: string } = {
  write: 'may write',
  read: 'only reads',
  traffic: 'is led to',
  call: 'connects to',
  allowed: 'allowed by policy',
  denied: 'denied by policy',
};

/** An entry of the legend. */
export interface Entry {
  readonly kind: 'order' | 'missing' | BoxKind | RowLook | ArrowKind;
  readonly words: string;
}

/** What the colours and lines mean that are in a scene, and nothing else. */
export function entriesOf({ parts, arrows }: Scene): Entry[] {
  const boxes = boxesOf(parts);
  const kinds = new Set<string>(boxes.map(({ kind }) => kind));
  const looks = new Set<string>(boxes.flatMap(({ left, right }) => [...left, ...right].map(({ look }) => look)));
  const drawn = new Set<string>(arrows.map(({ kind }) => kind));
  const of = <K extends Entry['kind']>(
    words: { readonly [kind in K]?: string },
    present: ReadonlySet<string>,
  ): Entry[] =>
    Object.entries<string | undefined>(words).flatMap(([kind, text]) =>
      text !== undefined && present.has(kind) ? { kind: kind as K, words: text } : [],
    );
  const order = boxes.some((box) => box.order !== undefined);
  return [
    ...(order ? [{ kind: 'order', words: 'order of start' } as const] : []),
    ...of(BOX_WORDS, kinds),
    ...of(PORT_WORDS, looks),
    ...of(ARROW_WORDS, drawn),
    ...(boxes.some(({ missing }) => missing) ? [{ kind: 'missing', words: 'not in the input' } as const] : []),
  ];
}

/** The legend as a table for Graphviz, in lines that are not wider than most diagrams. */
export function legendLabel(scene: Scene): string {
  const entries = entriesOf(scene);
  if (entries.length === 0) return ' ';
  const cells = entries.map(
    (entry) => `${sample(entry)}<td align="left">${font(MUTED, 8, `${escaped(entry.words)}   `)}</td>`,
  );
  const rows: string[] = [];
  for (let at = 0; at < cells.length; at += PER_LINE) rows.push(`<tr>${cells.slice(at, at + PER_LINE).join('')}</tr>`);
  return `<table border="0" cellborder="0" cellspacing="3" cellpadding="1">${rows.join('')}</table>`;
}

const PER_LINE = 7;

function sample({ kind }: Entry): string {
  if (kind === 'order') return `<td>${font(INK, 8, '<b>1, 2, …</b>')}</td>`;
  if (kind === 'missing') return swatch(PAGE.light, MUTED.light, 'rounded,dashed');
  if (isIn(kind, ARROWS)) return line(ARROWS[kind].light, kind === 'read' || kind === 'denied');
  if (isIn(kind, PORT)) {
    const { fill, text } = PORT[kind];
    return swatch(fill.light, text.light, kind === 'loopback' ? 'rounded,dashed' : 'rounded');
  }
  if (!isIn(kind, BOXES)) return '<td></td>';
  return swatch(BOXES[kind].fill.light, BOXES[kind].line.light, 'rounded');
}

function swatch(fill: string, stroke: string, style: string): string {
  return `<td><table border="0" cellborder="1" cellspacing="0"><tr><td width="16" height="9" fixedsize="true" style="${style}" bgcolor="${fill}" color="${stroke}"></td></tr></table></td>`;
}

function line(colour: string, dashed: boolean): string {
  const style = dashed ? ' style="dashed"' : '';
  return `<td><table border="0" cellborder="0" cellspacing="0" cellpadding="0"><tr><td width="20" height="5" border="1" sides="b"${style} color="${colour}"></td></tr><tr><td width="20" height="5"></td></tr></table></td>`;
}

function isIn<T extends object>(key: PropertyKey, of: T): key is keyof T {
  return Object.hasOwn(of, key);
}
