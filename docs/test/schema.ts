/** The part of JSON Schema that docs/expectations.schema.json uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer';
  readonly const?: unknown;
  readonly enum?: unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly pattern?: string;
  readonly items?: Schema;
  readonly properties?: Record<string, Schema>;
  readonly required?: string[];
  readonly additionalProperties?: false;
  readonly oneOf?: Schema[];
}

const KNOWN = [
  ...['$ref', 'type', 'const', 'enum', 'minimum', 'maximum', 'minLength', 'minItems', 'pattern', 'items'],
  ...['properties', 'required', 'additionalProperties', 'oneOf'],
  ...['$schema', '$id', '$defs', 'title', 'description', 'default'],
];

/** What is wrong with a value, with the path to it. Throws when the schema has a keyword this does not know. */
export function violations(root: object, value: unknown, schema: Schema = root, path = '$'): string[] {
  const unknown = Object.keys(schema).filter((key) => !KNOWN.includes(key));
  if (unknown.length > 0) throw new Error(`unknown keyword ${unknown.join()}`);
  if (schema.$ref !== undefined) return violations(root, value, resolve(root, schema.$ref), path);
  const wrong: string[] = [];
  const check = (holds: boolean, what: string) => holds || wrong.push(`${path}: ${what}`);
  if (schema.type !== undefined) check(typeOf(value) === schema.type, `is ${typeOf(value)}, not ${schema.type}`);
  if (schema.const !== undefined) check(value === schema.const, `is not ${JSON.stringify(schema.const)}`);
  if (schema.enum) check(schema.enum.includes(value), `is not one of ${JSON.stringify(schema.enum)}`);
  if (typeof value === 'number') {
    check(value >= (schema.minimum ?? value), `is less than ${schema.minimum}`);
    check(value <= (schema.maximum ?? value), `is more than ${schema.maximum}`);
  }
  if (typeof value === 'string') {
    check(value.length >= (schema.minLength ?? 0), 'is too short');
    check(new RegExp(schema.pattern ?? '').test(value), `does not match ${schema.pattern}`);
  }
  if (Array.isArray(value)) {
    check(value.length >= (schema.minItems ?? 0), 'has too few items');
    for (const [index, item] of value.entries()) {
      if (schema.items) wrong.push(...violations(root, item, schema.items, `${path}[${index}]`));
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const key of schema.required ?? []) check(key in value, `has no "${key}"`);
    for (const [key, item] of Object.entries(value)) {
      const property = schema.properties?.[key];
      if (property) wrong.push(...violations(root, item, property, `${path}.${key}`));
      else check(schema.additionalProperties !== false, `must not have "${key}"`);
    }
  }
  if (schema.oneOf) {
    const fits = schema.oneOf.filter((option) => violations(root, value, option, path).length === 0);
    check(fits.length === 1, `fits ${fits.length} of ${schema.oneOf.length} forms`);
  }
  return wrong;
}

function resolve(root: object, reference: string): Schema {
  const parts = reference.replace(/^#\//, '').split('/');
  return parts.reduce<unknown>((schema, part) => (schema as Record<string, unknown>)[part], root) as Schema;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (value === null) return 'null';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
