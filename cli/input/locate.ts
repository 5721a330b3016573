import { Document, isAlias, isMap, isScalar, isSeq, Node, Pair, Scalar, visit, YAMLMap } from 'yaml';
import { Path } from '../../lib/model/values';
import { Places, Region, SourceDocument } from './document';
import { JsonPlaces } from './json';
import { parseTree } from './tree';
import { isMergeKey, keyText } from './values';

interface Parsed {
  readonly root: Document.Parsed;
  readonly anchors: Anchors;
}

interface Opened {
  readonly document: SourceDocument;
  readonly places: Places;
  readonly parsed: Parsed | undefined;
  readonly json: JsonPlaces;
}

/** Finds where values are. Syntax trees are large, so it keeps the last one only: ask in the order of the documents. */
export class Locator {
  private last: Opened | undefined;

  /** Where the value at a path is, or the nearest of those around it where there is none. */
  public locate(document: SourceDocument, path: Path): Region {
    const { places, parsed, json } = this.open(document);
    const [start, end] = parsed ? find(parsed, path).range : json.locate(path);
    return places.region(start, end);
  }

  /** How the value at a path is written, where it is without quotes: `0644` is not what is left of it as a number. */
  public source(document: SourceDocument, path: Path): string | undefined {
    const { parsed, json } = this.open(document);
    if (!parsed) {
      const text = document.text.slice(...json.locate(path));
      return document.json && /^[-\dtf]/.test(text) ? text : undefined;
    }
    const { node, whole } = find(parsed, path);
    const target = resolve(parsed.anchors, node);
    return whole && isScalar(target) && target.type === Scalar.PLAIN && target.tag === undefined
      ? target.source
      : undefined;
  }

  private open(document: SourceDocument): Opened {
    if (this.last?.document === document) return this.last;
    const parsed = document.json ? undefined : parse(document.text);
    const json = new JsonPlaces(document.text);
    return (this.last = { document, places: new Places(document), parsed, json });
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

interface Found {
  readonly node: unknown;
  readonly range: [number, number];
  /** Whether the path was followed to its end. */
  readonly whole: boolean;
}

function find({ root, anchors }: Parsed, path: Path): Found {
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
    } else return { node, range, whole: false };
  }
  return { node, range, whole: true };
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
