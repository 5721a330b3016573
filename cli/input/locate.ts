import { Document, isAlias, isMap, isScalar, isSeq, Node, Pair, visit, YAMLMap } from 'yaml';
import { Path } from '../../lib/model/values';
import { Places, Region, SourceDocument } from './document';
import { locateInJson } from './json';
import { parseTree } from './tree';
import { isMergeKey, keyText } from './values';

interface Parsed {
  readonly root: Document.Parsed;
  readonly anchors: Anchors;
}

/** Finds where values are. Syntax trees are large, so it keeps the last one only: ask in the order of the documents. */
export class Locator {
  private last: { document: SourceDocument; places: Places; parsed: Parsed | undefined } | undefined;

  /** Where the value at a path is, or the nearest of those around it where there is none. */
  public locate(document: SourceDocument, path: Path): Region {
    if (this.last?.document !== document) {
      this.last = { document, places: new Places(document), parsed: document.json ? undefined : parse(document.text) };
    }
    const { places, parsed } = this.last;
    const [start, end] = parsed ? rangeOf(parsed, path) : locateInJson(document.text, path);
    return places.region(start, end);
  }
}

function parse(text: string): Parsed | undefined {
  const root = parseTree(text)[0];
  return root && { root, anchors: anchorsIn(root) };
}

/** The nodes with an anchor, by its name, in the order in which they are written. */
type Anchors = ReadonlyMap<string, readonly Node[]>;

/** A merge can bring in maps that merge others: as many as are followed. */
const MAX_MERGED = 100;

function rangeOf({ root, anchors }: Parsed, path: Path): [number, number] {
  let node: unknown = root.contents;
  let range = extent(root.contents);
  for (const step of path) {
    const target = resolve(anchors, node);
    const found = isMap(target) ? entry(anchors, target, step, new Set()) : undefined;
    if (found) {
      node = found.value;
      range = placeOf(found);
    } else if (isSeq(target) && typeof step === 'number' && step < target.items.length) {
      node = target.items[step];
      range = extent(node);
    } else break;
  }
  return range;
}

/** A value is where it is written; what spans lines, or is empty, is where its key is. */
function placeOf({ key, value }: Pair): [number, number] {
  const [start, end] = extent(value);
  return (isScalar(value) || isAlias(value)) && end > start ? [start, end] : extent(key);
}

function extent(node: unknown): [number, number] {
  const range = (node as Node | null)?.range;
  if (!range) return [0, 0];
  // Of a list or a map only its first line matters.
  return isScalar(node) || isAlias(node) ? [range[0], range[1]] : [range[0], range[0]];
}

/** The pair of a key. As in kubectl the last one counts, and a merge brings in those of other maps. */
function entry(anchors: Anchors, map: YAMLMap, step: string | number, seen: Set<YAMLMap>): Pair | undefined {
  if (seen.has(map) || seen.size > MAX_MERGED) return undefined;
  seen.add(map);
  for (const pair of map.items.toReversed()) {
    if (isMergeKey(pair.key)) {
      const sources = isSeq(pair.value) ? pair.value.items : [pair.value];
      for (const source of sources) {
        const target = resolve(anchors, source);
        const found = isMap(target) ? entry(anchors, target, step, seen) : undefined;
        if (found) return found;
      }
    } else if (keyText(resolve(anchors, pair.key)) === String(step)) return pair;
  }
  return undefined;
}

/** The node that an alias stands for: the last one of that name above it. */
function resolve(anchors: Anchors, node: unknown): unknown {
  if (!isAlias(node)) return node;
  return anchors.get(node.source)?.findLast(({ range }) => range![0] < node.range![0]);
}

function anchorsIn(root: Document.Parsed): Anchors {
  const anchors = new Map<string, Node[]>();
  visit(root, {
    Node: (_, node) => {
      if (isAlias(node) || node.anchor === undefined) return;
      const before = anchors.get(node.anchor);
      if (before) before.push(node);
      else anchors.set(node.anchor, [node]);
    },
  });
  return anchors;
}
