import { escaped } from '../markup';
import { BOXES, Colour, INK, MUTED, NETWORK, PAGE, PORT } from './palette';
import { Box, boxesOf, Group, Row } from './scene';
import { textWidth } from './text-width';
import { NO_NAME } from './words';

const SMALL = 9;
const NAME = 11;
/** Between what is on the left and on the right of a line. */
const GAP = 14;
const BADGE = 15;

/** Graphviz gives room that is left over to all cells alike, so each line is filled up to the width of the widest. */
interface Cell {
  readonly width: number;
  readonly content: string;
}

interface Line {
  readonly left: readonly Cell[];
  readonly right: readonly Cell[];
}

/** How wide the texts of a box need it to be. */
export function boxWidth(box: Box): number {
  return Math.max(...linesOf(box).map(naturalWidth));
}

/** A box as a table, which has a cell for each row at which arrows end. It is at least as wide as is said. */
export function boxLabel(box: Box, least = 0): string {
  const { fill, line } = BOXES[box.kind];
  const width = Math.max(least, boxWidth(box));
  const lines = linesOf(box, width);
  const style = box.missing ? 'rounded,dashed' : 'rounded';
  const rows = lines.map((each) => `<tr><td>${lineTable(each, width)}</td></tr>`);
  // Rows are not to touch the round corners.
  if (box.foot.length === 0 && lines.length > 1) rows.push('<tr><td height="3"></td></tr>');
  return `<table border="1" cellborder="0" cellspacing="0" cellpadding="2" style="${style}" bgcolor="${fill.light}" color="${line.light}">${rows.join('')}</table>`;
}

/** A volume is a cylinder, which has a text only. */
export function volumeLabel({ name, lines }: Box): string {
  return [bold(name), ...lines.map((line) => font(MUTED, SMALL, escaped(line)))].join('<br/>');
}

export function groupLabel({ title, lines }: Group): string {
  return leftAligned([
    font(INK, 12, `<b>${escaped(title)}</b>`),
    ...lines.map((line) => font(MUTED, SMALL, escaped(line))),
  ]);
}

/** The cell above a container, by which arrows that go around on the left know where the middle is. */
export function gapAbove(index: number): string {
  return `gap${index}`;
}

/** The containers of a network below each other, all as wide as the widest. */
export function networkLabel({ title, children }: Group): string {
  const boxes = boxesOf(children);
  const width = Math.max(0, ...boxes.map(boxWidth));
  const rows = boxes.map(
    (box, index) =>
      `<tr><td port="${gapAbove(index)}" height="1"></td></tr><tr><td port="${box.id}" title="${escaped(box.about.replaceAll('\\', '\\\\'))}">${boxLabel(box, width)}</td></tr>`,
  );
  const caption = `<tr><td align="left" balign="left">${leftAligned([font(MUTED, SMALL, escaped(title))])}</td></tr>`;
  return `<table border="1" cellborder="0" cellspacing="3" cellpadding="2" style="rounded,dashed" bgcolor="${NETWORK.fill.light}" color="${NETWORK.line.light}">${caption}${rows.join('')}</table>`;
}

export function font({ light }: Colour, size: number, content: string): string {
  return `<font color="${light}" point-size="${size}">${content}</font>`;
}

function linesOf(box: Box, width?: number): Line[] {
  return [headLine(box), ...sideLines(box, width), ...footLines(box)];
}

function headLine({ kind, head, order, name, lines }: Box): Line {
  const { line } = BOXES[kind];
  const texts = [
    ...(head === '' ? [] : [font(line, SMALL, escaped(head))]),
    bold(name),
    ...lines.map((each) => font(MUTED, SMALL, escaped(each))),
  ];
  const width = Math.max(
    textWidth(name, NAME, 'bold'),
    ...[head, ...lines].map((each) => textWidth(each, SMALL, 'regular')),
  );
  const text = { width, content: cellOf(width, leftAligned(texts), 'align="left" balign="left" cellpadding="2"') };
  return { left: order === undefined ? [text] : [badge(order, line), text], right: [] };
}

function badge(order: number, { light }: Colour): Cell {
  const number = font(PAGE, SMALL, `<b>${order}</b>`);
  const square = `<td width="${BADGE}" height="${BADGE}" fixedsize="true" cellpadding="0" style="rounded" bgcolor="${light}">${number}</td>`;
  const content = `<td valign="top" cellpadding="2"><table border="0" cellborder="0" cellspacing="0"><tr>${square}</tr></table></td>`;
  return { width: BADGE + 4, content };
}

/** Ports on the left, where traffic comes in, and what it uses on the right. */
function sideLines({ left, right }: Box, width?: number): Line[] {
  // Where there is one side only, arrows may come and go on both.
  const whole = left.length === 0 || right.length === 0 ? width : undefined;
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => ({
    left: left[index] ? rowCells(left[index], 'left', whole) : [],
    right: right[index] ? rowCells(right[index], 'right', whole) : [],
  }));
}

function footLines({ foot }: Box): Line[] {
  if (foot.length === 0) return [];
  const width = Math.max(...foot.map((line) => textWidth(line, SMALL)));
  const texts = leftAligned(foot.map((line) => font(MUTED, SMALL, escaped(line))));
  return [
    { left: [{ width, content: cellOf(width, texts, 'align="left" balign="left" cellpadding="2"') }], right: [] },
  ];
}

function rowCells({ id, text, note, look }: Row, align: 'left' | 'right', whole?: number): Cell[] {
  const more = note === '' ? '' : font(MUTED, SMALL, `&#160;${escaped(note)}`);
  const noteWidth = note === '' ? 0 : textWidth(note, SMALL) + 4;
  if (look === 'plain') {
    const width = whole ?? textWidth(text, SMALL) + noteWidth + 4;
    const content = `${font(INK, SMALL, escaped(text))}${more}`;
    return [{ width, content: cellOf(width, content, `port="${id}" align="${align}"`) }];
  }
  const { fill, text: ink } = PORT[look];
  const style = look === 'loopback' ? 'rounded,dashed' : 'rounded';
  const width = textWidth(text, SMALL) + 10;
  const attributes = `port="${id}" border="1" cellpadding="1" style="${style}" bgcolor="${fill.light}" color="${ink.light}"`;
  const pill = { width, content: cellOf(width, font(ink, SMALL, escaped(text)), attributes) };
  return more === '' ? [pill] : [pill, { width: noteWidth, content: cellOf(noteWidth, more, 'align="left"') }];
}

function lineTable(line: Line, width: number): string {
  const filler = width - widthOf(line);
  const cells = [
    ...line.left.map(({ content }) => content),
    ...(filler > 0 ? [`<td width="${filler}"></td>`] : []),
    ...line.right.map(({ content }) => content),
  ];
  return `<table border="0" cellborder="0" cellspacing="0" cellpadding="1"><tr>${cells.join('')}</tr></table>`;
}

function naturalWidth(line: Line): number {
  return widthOf(line) + (line.left.length > 0 && line.right.length > 0 ? GAP : 0);
}

function widthOf({ left, right }: Line): number {
  return [...left, ...right].reduce((total, { width }) => total + width, 0);
}

function cellOf(width: number, content: string, attributes: string): string {
  return `<td width="${width}" ${attributes}>${content}</td>`;
}

function leftAligned(lines: readonly string[]): string {
  return lines.map((line) => `${line}<br align="left"/>`).join('');
}

function bold(text: string): string {
  return font(INK, NAME, `<b>${text === '' ? NO_NAME : escaped(text)}</b>`);
}
