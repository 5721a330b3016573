import { Arrow, Box, boxesOf, End, Group, Part, Row, Scene } from './scene';

/** How far down something is, by the box or row; counted from the containers, whose order is given. */
type Heights = Map<string, number>;

/**
 * Puts the boxes of each column, and their rows, in the order of the containers that they have to do with, so that fewer
 * arrows cross each other. The containers stay in the order in which they start.
 */
export function arranged(scene: Scene): Scene {
  const columns = columnsOf(scene.parts);
  const middle = columns.findIndex(({ kind }) => kind === 'network');
  if (middle < 0) return scene;
  const heights = heightsOf(columns[middle]);
  const sorted = new Map<string, readonly Part[]>();
  // What is denied is below all that is allowed.
  const arrows = scene.arrows.filter(({ kind }) => kind !== 'denied');
  // From the containers outwards: what is further away is ordered by what is nearer.
  const outwards = [...columns.slice(0, middle).reverse(), ...columns.slice(middle + 1)];
  for (const { id, children } of outwards) sorted.set(id, sortedBoxes(children, arrows, heights));
  return { ...scene, parts: scene.parts.map((part) => withChildren(part, sorted)) };
}

function columnsOf(parts: readonly Part[]): Group[] {
  return parts.flatMap((part) => {
    if (part.is === 'box') return [];
    return part.kind === 'column' || part.kind === 'network' ? [part] : columnsOf(part.children);
  });
}

function heightsOf(network: Group): Heights {
  const heights: Heights = new Map();
  let next = 0;
  const boxes = boxesOf(network.children);
  for (const { id, left, right } of boxes) {
    heights.set(id, next++);
    for (let index = 0; index < Math.max(left.length, right.length); index++, next++) {
      for (const row of [left[index], right[index]]) if (row) heights.set(row.id, next);
    }
  }
  heights.set(network.id, next / 2);
  return heights;
}

function sortedBoxes(parts: readonly Part[], arrows: readonly Arrow[], heights: Heights): Part[] {
  const boxes = boxesOf(parts).map((box): Box => {
    const rows = (list: readonly Row[]) =>
      byHeight(list, ({ id }) => average(arrows, heights, (end) => end.row === id));
    return { ...box, left: rows(box.left), right: rows(box.right) };
  });
  const result = byHeight(boxes, ({ id }) => average(arrows, heights, (end) => end.id === id));
  for (const { id, left, right } of result) {
    const own = average(arrows, heights, (end) => end.id === id);
    for (const row of [...left, ...right]) {
      const height = average(arrows, heights, (end) => end.row === row.id) ?? own;
      if (height !== undefined) heights.set(row.id, height);
    }
    if (own !== undefined) heights.set(id, own);
  }
  return result;
}

/** The mean height of what the arrows of something lead to or come from. */
function average(arrows: readonly Arrow[], heights: Heights, isOwn: (end: End) => boolean): number | undefined {
  const found = arrows.flatMap(({ from, to }) => {
    const other = isOwn(from) ? to : isOwn(to) ? from : undefined;
    return (other && (heights.get(other.row ?? other.id) ?? heights.get(other.id))) ?? [];
  });
  return found.length === 0 ? undefined : found.reduce((sum, height) => sum + height, 0) / found.length;
}

/** What has no height stays below all that has one. */
function byHeight<T>(items: readonly T[], heightOf: (item: T) => number | undefined): T[] {
  const heights = new Map(items.map((item) => [item, heightOf(item) ?? Infinity]));
  return [...items].sort((a, b) => {
    const [one, other] = [heights.get(a)!, heights.get(b)!];
    return one === other ? 0 : one - other;
  });
}

function withChildren(part: Part, sorted: ReadonlyMap<string, readonly Part[]>): Part {
  if (part.is === 'box') return part;
  const children = sorted.get(part.id) ?? part.children.map((child) => withChildren(child, sorted));
  return { ...part, children };
}
