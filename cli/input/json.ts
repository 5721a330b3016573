import { Path } from '../../lib/model/values';

/** The value of a text, undefined if it is not JSON. */
export function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** By the text, since the values themselves would already take more memory than there is. */
export function isDeeperThan(limit: number, text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = textEnd(text, at) - 1;
    else if (code === OPEN_LIST || code === OPEN_MAP) {
      if (++depth > limit) return true;
    } else if (code === CLOSE_LIST || code === CLOSE_MAP) depth--;
  }
  return false;
}

const [QUOTE, OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [0x22, 0x5b, 0x5d, 0x7b, 0x7d];
const SPACE = /[ \t\r\n]*/y;
const SIMPLE = /[^\s,:[\]{}"]+/y;

interface Child {
  readonly key: number | undefined;
  readonly value: number;
}

/**
 * Where values are in a valid JSON text. Values on the way are skipped, not built, so that a list of a whole cluster costs no
 * memory, and what was skipped once is known: of ten thousand entries, each may be asked for.
 */
export class JsonPlaces {
  private readonly lists = new Map<number, { readonly starts: number[]; next: number }>();
  private readonly maps = new Map<number, ReadonlyMap<string, Child>>();

  public constructor(private readonly text: string) {}

  /** The place of the value at a path, or of the nearest of those around it. */
  public locate(path: Path): [number, number] {
    const { text } = this;
    let at = past(SPACE, text, 0);
    let place: [number, number] = [at, at];
    for (const step of path) {
      const found = this.child(at, step);
      if (!found) break;
      at = found.value;
      const composite = text[at] === '{' || text[at] === '[';
      if (!composite) place = [at, skip(text, at)];
      else place = found.key === undefined ? [at, at] : [found.key, textEnd(text, found.key)];
    }
    return place;
  }

  private child(at: number, step: string | number): Child | undefined {
    if (this.text[at] === '{') return this.pairs(at).get(String(step));
    return this.text[at] === '[' && typeof step === 'number' ? this.entry(at, step) : undefined;
  }

  private entry(at: number, index: number): Child | undefined {
    const list = this.lists.get(at) ?? { starts: [], next: past(SPACE, this.text, at + 1) };
    this.lists.set(at, list);
    while (list.starts.length <= index && !this.isEnd(list.next)) {
      list.starts.push(list.next);
      list.next = this.afterValue(list.next);
    }
    const value = list.starts[index];
    return value === undefined ? undefined : { key: undefined, value };
  }

  private pairs(at: number): ReadonlyMap<string, Child> {
    const known = this.maps.get(at);
    if (known) return known;
    const { text } = this;
    const pairs = new Map<string, Child>();
    let key = past(SPACE, text, at + 1);
    while (!this.isEnd(key)) {
      const end = textEnd(text, key);
      // Past the colon.
      const value = past(SPACE, text, past(SPACE, text, end) + 1);
      // As in JSON.parse, the last one of a name counts.
      pairs.set(JSON.parse(text.slice(key, end)) as string, { key, value });
      key = this.afterValue(value);
    }
    this.maps.set(at, pairs);
    return pairs;
  }

  private isEnd(at: number): boolean {
    return at >= this.text.length || this.text[at] === '}' || this.text[at] === ']';
  }

  private afterValue(at: number): number {
    const end = past(SPACE, this.text, skip(this.text, at));
    return this.text[end] === ',' ? past(SPACE, this.text, end + 1) : end;
  }
}

/** The end of the value that begins there. */
function skip(text: string, at: number): number {
  let depth = 0;
  let next = at;
  do {
    const char = text[next];
    if (char === '"') next = textEnd(text, next);
    else if (char === '{' || char === '[') {
      depth++;
      next++;
    } else if (char === '}' || char === ']') {
      depth--;
      next++;
    } else next = Math.max(next + 1, past(SIMPLE, text, next));
  } while (depth > 0 && next < text.length);
  return next;
}

/** The end of the text that begins there. Not by an expression: on a long text it would run out of stack. */
function textEnd(text: string, at: number): number {
  for (let quote = text.indexOf('"', at + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let first = quote;
    while (text[first - 1] === '\\') first--;
    if ((quote - first) % 2 === 0) return quote + 1;
  }
  return text.length;
}

function past(token: RegExp, text: string, at: number): number {
  token.lastIndex = at;
  return token.test(text) ? token.lastIndex : at;
}
