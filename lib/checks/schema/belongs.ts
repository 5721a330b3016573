import { isNearMiss } from '../../model/near-miss';
import { Path } from '../../model/values';
import { ObjectType, Shape } from './types';
import { Enclosing } from './validate';

/** What a field that is not known was meant to be, as far as that can be told. */
export type Belongs =
  { readonly kind: 'spelling'; readonly field: string } | { readonly kind: 'place'; readonly places: readonly Place[] };

export interface Place {
  /** To the object that has the field, or to the list of such objects. */
  readonly path: Path;
  readonly list: boolean;
}

/** Through these, an object is only the wrapping of another. */
const WRAPPERS = ['spec', 'template', 'jobTemplate', 'metadata'];
/** A field that is in so many places tells nothing about the one that was meant. */
const TOO_MANY = 4;

export function belongs(field: string, enclosing: readonly Enclosing[]): Belongs | undefined {
  const { type, path } = enclosing.at(-1)!;
  const spelling = meant(field, type);
  if (spelling !== undefined) return { kind: 'spelling', field: spelling };
  const inside = within(field, type, path);
  if (inside.length > 0) return { kind: 'place', places: inside };
  for (const outer of enclosing.slice(0, -1).reverse()) {
    if (outer.type.fields.has(field)) return { kind: 'place', places: [{ path: outer.path, list: false }] };
    const beside = within(field, outer.type, outer.path);
    if (beside.length > 0) return { kind: 'place', places: beside };
  }
  return undefined;
}

function meant(field: string, { fields }: ObjectType): string | undefined {
  if (fields.has(`${field}Seconds`)) return `${field}Seconds`;
  const near = [...fields.keys()].filter((known) => isPlural(field, known) || isNearMiss(field, known));
  return near.length === 1 ? near[0] : near.find((known) => known.toLowerCase() === field.toLowerCase());
}

function isPlural(a: string, b: string): boolean {
  return a.length > 2 && b.length > 2 && (`${a}s` === b || `${b}s` === a);
}

/** In an object that it has, or in one of a list that it has: the nearest places. */
function within(field: string, type: ObjectType, path: Path): Place[] {
  const found = inner(field, type, path).sort((a, b) => rank(a) - rank(b));
  const nearest = found.filter((place) => rank(place) === rank(found[0]));
  return nearest.length < TOO_MANY ? nearest : [];
}

function inner(field: string, type: ObjectType, path: Path): Place[] {
  return [...type.fields].flatMap(([name, shape]) => {
    const object = objectIn(shape);
    if (!object) return [];
    if (object.fields.has(field)) return { path: [...path, name], list: shape.kind === 'list' };
    return shape.kind === 'object' && WRAPPERS.includes(name) ? inner(field, object, [...path, name]) : [];
  });
}

/** What is nearest, and of lists the containers that everybody has. */
function rank({ path, list }: Place): number {
  return path.length * 4 + (list ? (path.at(-1) === 'containers' ? 1 : 2) : 0);
}

function objectIn(shape: Shape): ObjectType | undefined {
  if (shape.kind === 'object') return shape.type;
  return shape.kind === 'list' && shape.of.kind === 'object' ? shape.of.type : undefined;
}
