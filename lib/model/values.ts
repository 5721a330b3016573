/** Manifests are somebody's input: every value may be of any type, so nothing here trusts what it reads. */
export type Data = { readonly [key: string]: unknown };

/** The way to a value inside an object, as `spec`, `containers`, 0, `image`. */
export type Path = readonly (string | number)[];

const NOTHING: Data = Object.freeze({});

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function dataOf(value: unknown): Data {
  return isData(value) ? value : NOTHING;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

export function flagOf(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

export function textsOf(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.map(textOfItem) : undefined;
}

/** What is no text at all stands there as an empty `{}` or `[]`. */
function textOfItem(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  return Array.isArray(item) ? '[]' : '{}';
}

/** Labels, annotations, selectors: pairs of texts. */
export function pairsOf(value: unknown): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const [key, text] of Object.entries(dataOf(value))) {
    if (typeof text === 'string') pairs.set(key, text);
  }
  return pairs;
}

/** The path as far as it exists in the data: the place where what is missing would be. */
export function nearest(data: unknown, path: Path): Path {
  let value = data;
  for (const [index, key] of path.entries()) {
    value = typeof key === 'number' ? listOf(value)[key] : dataOf(value)[key];
    if (value === undefined) return path.slice(0, index);
  }
  return path;
}

/** A path as people write it: `spec.containers[0].image`. */
export function pathText(path: Path): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(key)) return `['${key}']`;
      return index === 0 ? key : `.${key}`;
    })
    .join('');
}
