import { Alias, Document, isAlias, isMap, isScalar, isSeq, Node, Scalar, YAMLMap } from 'yaml';
import { Unreadable } from './document';
import { plainValue, taggedValue } from './scalars';
import { MAX_DEPTH } from './tree';

/** A few lines of aliases can stand for billions of values. */
const MAX_ALIASED = 500_000;

type Values = Record<string, unknown>;

interface Anchored {
  readonly node: Node;
  readonly value: unknown;
  readonly size: number;
  readonly depth: number;
}

/** The value of a document as kubectl would send it to the API. */
export function valueOf(document: Document.Parsed): unknown {
  return new Reader().read(document.contents, 0);
}

/** Whether a key stands for the values of other maps. */
export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && (key.tag?.endsWith(':merge') ?? key.type === Scalar.PLAIN);
}

/** The text that a key becomes. Throws for what cannot be a key in JSON. */
export function keyText(key: unknown): string {
  const offset = offsetOf(key);
  if (!isScalar(key)) throw new Unreadable('a map or a list cannot be a key', offset);
  const value = scalarValue(key);
  if (value === null) throw new Unreadable('null cannot be a key', offset);
  return String(value);
}

function scalarValue(node: Scalar): unknown {
  const text = node.source ?? '';
  const plain = node.type === Scalar.PLAIN;
  if (node.tag !== undefined) return taggedValue(node.tag, text, plain, offsetOf(node));
  return plain ? plainValue(text) : text;
}

function offsetOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}

class Reader {
  private readonly anchors = new Map<string, Anchored | 'open'>();
  private size = 0;
  private aliased = 0;
  /** How deep the value read last is. */
  private depth = 0;

  public read(node: unknown, level: number): unknown {
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor === undefined) return this.readValue(node, level);
    this.anchors.set(anchor, 'open');
    const before = this.size;
    const value = this.readValue(node, level);
    this.anchors.set(anchor, { node: node as Node, value, size: this.size - before, depth: this.depth });
    return value;
  }

  private readValue(node: unknown, level: number): unknown {
    this.size++;
    this.depth = 0;
    if (isScalar(node)) return this.scalar(node);
    if (isMap(node)) return this.map(node, level);
    if (isSeq(node)) {
      let depth = 0;
      const values = node.items.map((item) => {
        const value = this.read(item, level + 1);
        depth = Math.max(depth, this.depth + 1);
        return value;
      });
      this.depth = depth;
      return values;
    }
    return isAlias(node) ? this.alias(node, level).value : null;
  }

  private scalar(node: Scalar): unknown {
    const value = scalarValue(node);
    if (typeof value !== 'number' || Number.isFinite(value)) return value;
    throw new Unreadable(`${node.source} cannot be sent to the API, which speaks JSON`, offsetOf(node));
  }

  private map(node: YAMLMap, level: number): Values {
    const result: Values = {};
    const own = new Set<string>();
    let depth = 0;
    // In the order in which they are written: to kubectl, a merge overrides what is above it.
    for (const { key, value } of node.items) {
      if (isMergeKey(key)) {
        for (const source of this.merged(value, level)) {
          for (const name of Object.keys(source)) set(result, name, source[name]);
          this.count(Object.keys(source).length, value);
        }
      } else {
        const name = keyText(isAlias(key) ? this.alias(key, level).node : key);
        if (own.has(name)) throw new Unreadable(`the key "${name}" is there twice`, offsetOf(key));
        own.add(name);
        set(result, name, this.read(value, level + 1));
      }
      depth = Math.max(depth, this.depth + 1);
    }
    this.depth = depth;
    return result;
  }

  /** The maps whose values are to be merged, the most important one last. */
  private merged(node: unknown, level: number): Values[] {
    if (isSeq(node)) return node.items.flatMap((item) => this.merged(item, level)).reverse();
    const target = isAlias(node) ? this.alias(node, level).node : node;
    if (!isMap(target)) throw new Unreadable('only a map, or a list of maps, can be merged', offsetOf(node));
    return [this.read(node, level) as Values];
  }

  private alias(node: Alias, level: number): Anchored {
    const found = this.anchors.get(node.source);
    if (found === undefined) throw new Unreadable(`there is no anchor "${node.source}" above`, offsetOf(node));
    if (found === 'open') throw new Unreadable(`the value of anchor "${node.source}" contains itself`, offsetOf(node));
    if (level + found.depth > MAX_DEPTH) throw new Unreadable('values are nested too deeply', offsetOf(node));
    this.depth = found.depth;
    this.count(found.size, node);
    return found;
  }

  private count(values: number, node: unknown): void {
    this.aliased += values;
    this.size += values;
    if (this.aliased > MAX_ALIASED) throw new Unreadable('its aliases stand for too many values', offsetOf(node));
  }
}

/** An own property, also where the key is "__proto__". */
function set(values: Values, key: string, value: unknown): void {
  if (key !== '__proto__') values[key] = value;
  else Object.defineProperty(values, key, { value, enumerable: true, configurable: true, writable: true });
}
