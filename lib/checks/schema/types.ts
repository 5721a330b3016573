import { KINDS, TYPES } from './data';

export type Scalar = 'any' | 'boolean' | 'byte' | 'int-or-string' | 'int32' | 'int64' | 'quantity' | 'string' | 'time';

/** What a field can be. */
export type Shape =
  | { readonly kind: 'scalar'; readonly scalar: Scalar }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'list' | 'map'; readonly of: Shape }
  | { readonly kind: 'object'; readonly type: ObjectType };

/** An object of the API and its fields; taken apart when it is first met. */
export class ObjectType {
  private taken?: { fields: ReadonlyMap<string, Shape>; required: readonly string[] };

  public constructor(
    public readonly name: string,
    private readonly source: string,
  ) {}

  public get fields(): ReadonlyMap<string, Shape> {
    return this.read().fields;
  }

  public get required(): readonly string[] {
    return this.read().required;
  }

  private read() {
    if (this.taken) return this.taken;
    const fields = new Map<string, Shape>();
    const required: string[] = [];
    for (const field of this.source.split(', ')) {
      const [said, shape] = field.split(' ');
      const name = said.replace('!', '');
      fields.set(name, shapeOf(shape));
      if (name !== said) required.push(name);
    }
    return (this.taken = { fields, required });
  }
}

const SCALARS: ReadonlySet<string> = new Set<Scalar>([
  'any',
  'boolean',
  'byte',
  'int-or-string',
  'int32',
  'int64',
  'quantity',
  'string',
  'time',
]);

let types: ReadonlyMap<string, ObjectType> | undefined;

/** The type of the objects of a kind, undefined where it is not known. */
export function typeOfKind(apiVersion: string, kind: string): ObjectType | undefined {
  const key = `${apiVersion}/${kind}`;
  return Object.hasOwn(KINDS, key) ? typeNamed(KINDS[key]) : undefined;
}

/** The kinds that are known of a group and version. */
export function kindsOf(apiVersion: string): string[] {
  return split(KINDS).flatMap(({ version, kind }) => (version === apiVersion ? kind : []));
}

/** The groups and versions that have the kind. */
export function apiVersionsOf(wanted: string): string[] {
  return split(KINDS).flatMap(({ version, kind }) => (kind === wanted ? version : []));
}

let groups: ReadonlySet<string> | undefined;

/** Whether the group is one of Kubernetes' own; those of others have kinds of the same names. */
export function isKnownGroup(group: string): boolean {
  groups ??= new Set([
    'extensions',
    ...split(KINDS).map(({ version }) => (version.includes('/') ? version.split('/')[0] : '')),
  ]);
  return groups.has(group);
}

function split(kinds: object): { version: string; kind: string }[] {
  return Object.keys(kinds).map((key) => {
    const slash = key.lastIndexOf('/');
    return { version: key.slice(0, slash), kind: key.slice(slash + 1) };
  });
}

function typeNamed(name: string): ObjectType {
  types ??= new Map(
    TYPES.trim()
      .split('\n')
      .map((line) => {
        const colon = line.indexOf(': ');
        const type = line.slice(0, colon);
        return [type, new ObjectType(type, line.slice(colon + 2))];
      }),
  );
  return types.get(name)!;
}

function shapeOf(source: string): Shape {
  const inner = source.slice(1, -1);
  if (source.startsWith('[')) return { kind: 'list', of: shapeOf(inner) };
  if (source.startsWith('{')) return { kind: 'map', of: shapeOf(inner) };
  if (source.startsWith('=')) return { kind: 'enum', values: source.slice(1).split('|') };
  if (SCALARS.has(source)) return { kind: 'scalar', scalar: source as Scalar };
  return { kind: 'object', type: typeNamed(source) };
}
