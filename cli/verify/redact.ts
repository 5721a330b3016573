import { KubeObject } from '../../lib/model/kube-object';
import { isSecret } from '../secret';

/** What takes the place of a secret. */
const MASK = '***';

/** Shorter ones would mask words that only look like them. */
const SHORTEST = 4;

/** Makes of a text the same without any value of the Secrets of the set, as it is and in base64. */
export function redactor(objects: readonly KubeObject[]): (text: string) => string {
  const values = new Set<string>();
  for (const { data } of objects.filter((object) => isSecret(object) && object.group === '')) {
    for (const text of textsIn(data['stringData'])) add(values, text);
    for (const text of textsIn(data['data'])) {
      // What is written there may be no base64, or that of bytes which are no text.
      add(values, text);
      add(values, decoded(text));
    }
  }
  // The longest first, of which another may be a part.
  const sorted = [...values].sort((a, b) => b.length - a.length);
  return (text) => sorted.reduce((rest, value) => rest.split(value).join(MASK), text);
}

/** Whatever stands there: numbers are a mistake, and secret all the same. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

function decoded(value: string): string {
  return Buffer.from(value, 'base64').toString('utf8');
}

function add(values: Set<string>, value: string): void {
  // A file of several lines is logged line by line.
  for (const part of [value, ...value.split('\n')].map((each) => each.trim())) {
    if (part.length < SHORTEST) continue;
    values.add(part);
    for (const text of base64Of(Buffer.from(part))) values.add(text);
  }
}

/** Shorter ones are found in what is no base64 at all. */
const SHORTEST_BASE64 = 8;

/** Base64 writes three bytes as four characters: within a longer text, what stands for these depends on where they begin. */
function base64Of(bytes: Buffer): string[] {
  const whole = bytes.toString('base64');
  const parts = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const [from, bits] = [Math.ceil((before * 8) / 6), (before + bytes.length) * 8];
    // The first and the last of these characters may stand for bytes of others, too.
    return text.slice(from, Math.floor(bits / 6));
  });
  const within = parts.filter((part) => part.length >= SHORTEST_BASE64);
  const urls = within.map((part) => part.replaceAll('+', '-').replaceAll('/', '_'));
  return [whole, ...within, ...urls];
}

/** The same value with every text in it masked. */
export function redacted<T>(value: T, mask: (text: string) => string): T {
  return JSON.parse(JSON.stringify(value), (_, item: unknown) => (typeof item === 'string' ? mask(item) : item)) as T;
}
