import { BOXES } from './palette';
import { Arrow, ArrowKind, Box, boxesOf, BoxKind, End, Group, groupsOf, Part, Row, RowLook, Scene } from './scene';
import { NO_NAME } from './words';

/** The form of each kind of box, around its text. */
const FORMS: { readonly [kind in BoxKind]?: readonly [string, string] } = {
  volume: ['[(', ')]'],
  service: ['([', '])'],
  route: ['{{', '}}'],
};

const LINES: { readonly [kind in ArrowKind]: string } = {
  write: '-->',
  read: '-.->',
  traffic: '-->',
  call: '-->',
  allowed: '-->',
  denied: '-.-x',
};

/** Between the colours for light and for dark pages: whoever shows it may have either. */
const STROKES: { readonly [kind in ArrowKind]: string } = {
  write: '#8b5cf6',
  read: '#8b5cf6',
  traffic: '#2f8fc6',
  call: '#7a8896',
  allowed: '#2e9d57',
  denied: '#dc4c4c',
};

const PORTS: { readonly [look in RowLook]: (text: string, note: string) => string } = {
  declared: (text, note) => `port ${text}${note === '' ? '' : ` ${note}`}`,
  known: (text, note) => `port ${text}, not declared, ${note}`,
  loopback: (text, note) => `${text} only${note === '' ? '' : `, ${note}`}`,
  plain: (text, note) => `${text}${note === '' ? '' : ` ${note}`}`,
};

/**
 * A scene as a Mermaid flowchart. The network has no frame of its own, as volumes could not be between the containers
 * then: it is the Pod that has it.
 */
export function mermaidOf(scene: Scene): string {
  const { parts, arrows } = withoutNetwork(scene);
  const boxes = boxesOf(parts);
  const rows = new Map(boxes.flatMap(({ left, right }) => [...left, ...right].map((row) => [row.id, row] as const)));
  const lines = [
    'flowchart LR',
    ...parts.flatMap((part) => partLines(part, '  ')),
    ...arrows.map((arrow) => `  ${arrowLine(arrow, rows)}`),
    ...classLines(boxes),
    ...groupsOf(parts).flatMap(groupStyle),
    ...linkStyles(arrows),
  ];
  return `${lines.join('\n')}\n`;
}

function withoutNetwork({ title, parts, arrows }: Scene): Scene {
  const pods = new Map<string, string>();
  const flat = (part: Part): Part => {
    if (part.is === 'box') return part;
    const network = part.children.find((child) => child.is === 'group' && child.kind === 'network') as
      Group | undefined;
    if (!network) return { ...part, children: part.children.map(flat) };
    pods.set(network.id, part.id);
    const others = part.children.filter((child) => child !== network);
    return {
      ...part,
      lines: [...part.lines.slice(0, 1), network.title],
      children: [...network.children, ...others.map(flat)],
    };
  };
  const flattened = parts.map(flat);
  const end = ({ id, row }: End): End => ({ id: pods.get(id) ?? id, ...(row === undefined ? {} : { row }) });
  return {
    title,
    parts: flattened,
    arrows: arrows.map((arrow) => ({ ...arrow, from: end(arrow.from), to: end(arrow.to) })),
  };
}

function partLines(part: Part, indent: string): string[] {
  if (part.is === 'box') return [`${indent}${boxText(part)}`];
  if (part.kind === 'column') return part.children.flatMap((child) => partLines(child, indent));
  return [
    // A second line of a title would be behind what is in the frame.
    `${indent}subgraph ${part.id}[${quoted([[part.title, ...part.lines].join(', ')])}]`,
    // Without it, Mermaid turns what has no arrows to the outside.
    `${indent}  direction LR`,
    ...part.children.flatMap((child) => partLines(child, `${indent}  `)),
    `${indent}end`,
  ];
}

function boxText(box: Box): string {
  const { id, kind, head, order, name, lines, left, foot } = box;
  const [open, close] = FORMS[kind] ?? ['[', ']'];
  const start = order === undefined ? head : `start ${order}: ${head}`;
  // What is said at arrows is not repeated, but for the ports of containers: those without an arrow count too.
  const ports = kind === 'service' ? [] : left.filter(({ look }) => look !== 'plain');
  const texts = [start, name === '' ? NO_NAME : name, ...lines, ...ports.map(rowText), ...foot];
  return `${id}${open}${quoted(texts.filter((text) => text !== ''))}${close}`;
}

function rowText({ text, note, look }: Row): string {
  return PORTS[look](text, note);
}

function arrowLine({ from, to, kind, label }: Arrow, rows: ReadonlyMap<string, Row>): string {
  const texts = [labelOf(kind, rowOf(from, rows), rowOf(to, rows)), label].filter((text) => text !== '');
  return `${from.id} ${LINES[kind]}${texts.length === 0 ? '' : `|${quoted(texts)}|`} ${to.id}`;
}

function rowOf({ row }: End, rows: ReadonlyMap<string, Row>): Row | undefined {
  return row === undefined ? undefined : rows.get(row);
}

/** What the rows at the ends of an arrow say, which have no place of their own here. */
function labelOf(kind: ArrowKind, from: Row | undefined, to: Row | undefined): string {
  const own = from ?? to;
  if (kind === 'write') return own ? `writes ${rowText(own)}` : '';
  if (kind === 'read') return own ? `reads ${own.text}${own.note === 'read-only' ? '' : ` ${own.note}`}`.trim() : '';
  if (kind === 'traffic') return from ? from.text : '';
  return to ? to.text : '';
}

function classLines(boxes: readonly Box[]): string[] {
  const kinds = [...new Set(boxes.map(({ kind }) => kind))].sort();
  const missing = boxes.filter((box) => box.missing).map(({ id }) => id);
  return [
    ...kinds.flatMap((kind) => {
      const { fill, line } = BOXES[kind];
      const ids = boxes.filter((box) => box.kind === kind).map(({ id }) => id);
      return [
        `  classDef ${kind} fill:${fill.light},stroke:${line.light},color:#1c2733`,
        `  class ${ids.join(',')} ${kind}`,
      ];
    }),
    ...(missing.length === 0 ? [] : ['  classDef missing stroke-dasharray:4', `  class ${missing.join(',')} missing`]),
  ];
}

function groupStyle({ id, kind }: Group): string[] {
  if (kind === 'column') return [];
  return [`  style ${id} fill:none,stroke:#8795a1`];
}

function linkStyles(arrows: readonly Arrow[]): string[] {
  const colours = [...new Set(arrows.map(({ kind }) => STROKES[kind]))].sort();
  return colours.map((colour) => {
    const links = arrows.flatMap(({ kind }, index) => (STROKES[kind] === colour ? index : []));
    return `  linkStyle ${links.join(',')} stroke:${colour}`;
  });
}

/** Lines of text, of which Mermaid takes nothing for its own language, or for Markdown or HTML. */
function quoted(lines: readonly string[]): string {
  const texts = lines.map((line) => line.replace(/[^\w ./:@,()=-]/gu, (char) => `#${char.codePointAt(0)};`));
  return `"${texts.join('<br/>')}"`;
}
