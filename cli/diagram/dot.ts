import { boxLabel, gapAbove, groupLabel, networkLabel, volumeLabel } from './dot-label';
import { legendLabel } from './legend';
import { ARROWS, BOXES, Colour, NAMESPACE, PAGE, POD } from './palette';
import { Arrow, ArrowKind, Box, End, Group, Part, Scene } from './scene';

const FRAMES: { readonly [kind in 'pod' | 'namespace']: { readonly fill: Colour; readonly line: Colour } } = {
  pod: POD,
  namespace: NAMESPACE,
};

/**
 * A scene in the language of Graphviz, laid out from left to right. A network is one node, in which containers are tables
 * below each other: Graphviz does not keep the order of nodes in clusters.
 */
export function dotOf(scene: Scene): string {
  const columns = columnsOf(scene.parts);
  const places = placesOf(scene.parts, columns);
  const bends = bendsOf(scene.arrows, places);
  const lines = [
    `digraph ${quoted(scene.title)} {`,
    '  graph [rankdir="LR", newrank="true", nodesep="0.16", ranksep="0.6", pad="0.15", fontname="Arial",',
    `    bgcolor="${PAGE.light}", labelloc="b", labeljust="l", label=<${legendLabel(scene)}>]`,
    '  node [shape="plain", fontname="Arial", fontsize="9", margin="0.08"]',
    '  edge [fontname="Arial", fontsize="8", arrowsize="0.65", penwidth="1.2"]',
    ...scene.parts.flatMap((part) => partLines(part, '  ', bends)),
    ...columnChain(columns, bends),
    ...scene.arrows.flatMap((arrow, index) => arrowLines(arrow, index, places)),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function partLines(part: Part, indent: string, bends: Bends): string[] {
  if (part.is === 'box') return [`${indent}${boxLine(part)}`];
  if (part.kind === 'network')
    return [
      ...bendLines(bends.get(part.id) ?? [], indent),
      `${indent}${part.id} [label=<${networkLabel(part)}>, tooltip=${quoted(part.title)}]`,
    ];
  const deeper = `${indent}  `;
  const children = part.children.flatMap((child) => partLines(child, deeper, bends));
  if (part.kind === 'column') return [`${indent}{ rank="same"`, ...children, ...orderLine(part, deeper), `${indent}}`];
  const { fill, line } = FRAMES[part.kind];
  return [
    `${indent}subgraph cluster_${part.id} {`,
    `${deeper}graph [style="rounded,filled", bgcolor="${fill.light}", pencolor="${line.light}", margin="12",`,
    `${deeper}  labelloc="t", labeljust="l", label=<${groupLabel(part)}>, tooltip=${quoted(part.title)}]`,
    ...children,
    `${indent}}`,
  ];
}

function bendLines(bends: readonly string[], indent: string): string[] {
  return bends.map(
    (bend) => `${indent}${bend} [shape="point", width="0.03", color="${ARROWS.call.light}", tooltip=" "]`,
  );
}

function boxLine(box: Box): string {
  const tooltip = `tooltip=${quoted(box.about)}`;
  if (box.kind !== 'volume') return `${box.id} [label=<${boxLabel(box)}>, ${tooltip}]`;
  const { fill, line } = BOXES.volume;
  const style = box.missing ? 'filled,dashed' : 'filled';
  return `${box.id} [shape="cylinder", style="${style}", fillcolor="${fill.light}", color="${line.light}", label=<${volumeLabel(box)}>, ${tooltip}]`;
}

/** Keeps the boxes of a column in their order, where Graphviz can: not within frames. */
function orderLine({ children }: Group, indent: string): string[] {
  const ids = children.map(({ id }) => id);
  return ids.length > 1 && indent.length <= 4 ? [`${indent}${ids.join(' -> ')} [style="invis"]`] : [];
}

/** Columns stay in their order, also where no arrow leads from one to the next. */
function columnChain(columns: readonly (readonly string[])[], bends: Bends): string[] {
  const first = columns.flatMap(([id]) => (id === undefined ? [] : [...(bends.get(id) ?? []).slice(0, 1), id]));
  return first.length > 1 ? [`  ${first.join(' -> ')} [style="invis", weight="0"]`] : [];
}

const LOOKS: { readonly [kind in ArrowKind]: readonly string[] } = {
  write: [],
  read: ['style="dashed"'],
  traffic: [],
  call: ['arrowhead="vee"'],
  allowed: [],
  denied: ['style="dashed"', 'arrowhead="tee"'],
};

function arrowLines(arrow: Arrow, index: number, places: ReadonlyMap<string, Place>): string[] {
  const [from, to] = [placeIn(places, arrow.from), placeIn(places, arrow.to)];
  if (from.node === to.node) return aroundLines(arrow, bendOf(index), from, to);
  // All edges go to the right: others would turn the order of the columns around.
  const back = from.column > to.column;
  const [tail, head] = back ? [to, from] : [from, to];
  const attributes = [
    ...looksOf(arrow).map((look) => (back ? look.replace('arrowhead', 'arrowtail') : look)),
    ...(back ? ['dir="back"'] : []),
  ];
  return [`  ${tail.node}${tail.port}:e -> ${head.node}${head.port}:w [${attributes.join(', ')}]`];
}

/** From one container to another: around a point on the left, as Graphviz draws loops wider than the Pod is. */
function aroundLines(arrow: Arrow, bend: string, from: Place, to: Place): string[] {
  const [out, into] = from.height > to.height ? ['s', 'n'] : ['n', 's'];
  const looks = looksOf(arrow).join(', ');
  return [
    `  ${bend}:${out} -> ${from.node}${from.port}:w [color="${ARROWS[arrow.kind].light}", dir="none", tailclip="false", tooltip=${quoted(arrow.about)}]`,
    `  ${bend} -> ${from.node}:${gapAbove(Math.ceil((from.height + to.height) / 2))}:w [style="invis", weight="20"]`,
    `  ${bend}:${into} -> ${to.node}${to.port}:w [${looks}, tailclip="false"]`,
  ];
}

function looksOf({ kind, label, about }: Arrow): string[] {
  const colour = ARROWS[kind].light;
  const text = label === '' ? [] : [`label=${quoted(label)}, fontcolor="${colour}"`];
  return [`color="${colour}"`, ...LOOKS[kind], ...text, `tooltip=${quoted(about)}`];
}

/** The points around which arrows go that begin and end in a network, by the network. */
type Bends = ReadonlyMap<string, readonly string[]>;

function bendsOf(arrows: readonly Arrow[], places: ReadonlyMap<string, Place>): Bends {
  const bends = new Map<string, string[]>();
  for (const [index, { from, to }] of arrows.entries()) {
    const { node } = placeIn(places, from);
    if (node === placeIn(places, to).node) bends.set(node, [...(bends.get(node) ?? []), bendOf(index)]);
  }
  return bends;
}

function bendOf(index: number): string {
  return `bend${index}`;
}

/** Where a box or group is drawn: a node, or a cell of one. */
interface Place {
  readonly node: string;
  readonly port: string;
  readonly column: number;
  /** How many containers of the network are above it. */
  readonly height: number;
}

function placesOf(parts: readonly Part[], columns: readonly (readonly string[])[]): Map<string, Place> {
  const inColumn = new Map(columns.flatMap((ids, index) => ids.map((id) => [id, index] as const)));
  const places = new Map<string, Place>();
  const add = (part: Part, height: number, network: Group | undefined) => {
    const node = network?.id ?? part.id;
    places.set(part.id, { node, port: network ? `:${part.id}` : '', column: inColumn.get(node) ?? 0, height });
    if (part.is === 'box') return;
    part.children.forEach((child, index) => add(child, index, part.kind === 'network' ? part : undefined));
  };
  parts.forEach((part) => add(part, 0, undefined));
  return places;
}

function placeIn(places: ReadonlyMap<string, Place>, { id, row }: End): Place {
  const place = places.get(id) ?? { node: id, port: '', column: 0, height: 0 };
  return row === undefined ? place : { ...place, port: `:${row}` };
}

/** The nodes of each column, from left to right. */
function columnsOf(parts: readonly Part[]): string[][] {
  return parts.flatMap((part): string[][] => {
    if (part.is === 'box') return [];
    if (part.kind === 'network') return [[part.id]];
    return part.kind === 'column' ? [part.children.map(({ id }) => id)] : columnsOf(part.children);
  });
}

function quoted(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`;
}
