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

/**
 * Where the value at a path is in a valid JSON text, or the nearest of those around it. Values on the way are skipped, not
 * built, so that a list of a whole cluster costs no memory.
 */
export function locateInJson(text: string, path: Path): [number, number] {
  let at = past(SPACE, text, 0);
  let place: [number, number] = [at, at];
  for (const step of path) {
    const found = child(text, at, step);
    if (!found) break;
    at = found.value;
    const composite = text[at] === '{' || text[at] === '[';
    if (!composite) place = [at, skip(text, at)];
    else place = found.key === undefined ? [at, at] : [found.key, textEnd(text, found.key)];
  }
  return place;
}

interface Child {
  readonly key: number | undefined;
  readonly value: number;
}

function child(text: string, at: number, step: string | number): Child | undefined {
  const open = text[at];
  if (open !== '{' && open !== '[') return undefined;
  let found: Child | undefined;
  let index = 0;
  let next = past(SPACE, text, at + 1);
  while (next < text.length && text[next] !== '}' && text[next] !== ']') {
    let key: number | undefined;
    if (open === '{') {
      key = next;
      const end = textEnd(text, next);
      // Past the colon.
      next = past(SPACE, text, past(SPACE, text, end) + 1);
      // As in JSON.parse, the last one of a name counts.
      if (JSON.parse(text.slice(key, end)) === String(step)) found = { key, value: next };
    } else if (index++ === step) return { key, value: next };
    next = past(SPACE, text, skip(text, next));
    if (text[next] === ',') next = past(SPACE, text, next + 1);
  }
  return found;
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
