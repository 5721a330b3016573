import { isNearMiss } from '../../model/near-miss';
import { textOf } from '../../model/values';
import { Scalar, Shape } from './types';

/** What a value should have been, for messages. */
export interface Expected {
  /** As in "has to be a text". */
  readonly be: string;
  /** In the words of the API server. */
  readonly happens: string;
  readonly fix: string;
}

/** `source`: how the value is written, where that is known and without quotes. */
export function expected(shape: Shape, value: unknown, source?: string): Expected {
  switch (shape.kind) {
    case 'list':
      return {
        be: 'it has to be a list',
        happens: unmarshal(value, goType(shape)),
        fix: 'write a list, with "- " before each entry',
      };
    case 'map':
    case 'object':
      return {
        be: 'it has to be an object',
        happens: unmarshal(value, goType(shape)),
        fix: Array.isArray(value) ? 'leave "- " out, as it is not a list' : 'write its fields below it, each in a line',
      };
    case 'enum':
      return ofEnum(shape.values, value);
    case 'scalar':
      return ofScalar(shape.scalar, value, source);
  }
}

/** As many words as a sentence can hold. */
const FEW = 4;

function orList(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function ofEnum(values: readonly string[], value: unknown): Expected {
  const meant = values.find((each) => isNearMiss(each, textOf(value) ?? ''));
  const shown = values.filter((each) => each !== '');
  const some = shown.length > 12 ? [...shown.slice(0, 12), 'and more'] : shown;
  return {
    be: `it has to be ${shown.length > FEW ? 'one of a few words' : orList(shown)}`,
    happens: `Unsupported value: ${valueText(value)}: supported values: ${some.map((each) => `"${each}"`).join(', ')}`,
    fix: meant === undefined ? `write one of ${some.join(', ')}` : `write ${meant}`,
  };
}

function ofScalar(scalar: Scalar, value: unknown, source?: string): Expected {
  const plain = typeof value === 'string' ? value.trim() : '';
  switch (scalar) {
    case 'boolean':
      return {
        be: 'it has to be true or false',
        happens: unmarshal(value, 'bool'),
        fix: /^(?:true|yes|on)$/i.test(plain) ? 'write true, without quotes' : 'write true or false, without quotes',
      };
    case 'int32':
    case 'int64':
      return {
        be: 'it has to be a whole number',
        happens: unmarshal(value, scalar),
        fix: /^-?\d+$/.test(plain) ? `write ${plain}, without quotes` : 'write a whole number',
      };
    case 'int-or-string':
      return {
        be: 'it has to be a whole number or a text',
        happens: unmarshal(value, 'int32'),
        fix: 'write a whole number, or a text such as a name',
      };
    case 'quantity':
      return {
        be: 'it has to be a quantity',
        happens: 'quantities must match the regular expression ^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$',
        fix: 'write a number and a unit that Kubernetes knows, such as 500m, 64Mi or 1Gi',
      };
    case 'byte':
      return typeof value === 'string'
        ? {
            be: 'it has to be in base64',
            happens: 'illegal base64 data',
            fix: 'encode it with base64, or put it into stringData as it is',
          }
        : ofScalar('string', value, source);
    case 'any':
    case 'string':
    case 'time':
      return {
        be: 'it has to be a text',
        happens: unmarshal(value, 'string'),
        fix: typeof value === 'object' ? 'write a text' : `write ${JSON.stringify(source ?? String(value))}, in quotes`,
      };
  }
}

const GO_TYPES: { readonly [scalar in Scalar]: string } = {
  any: 'interface {}',
  boolean: 'bool',
  byte: '[]uint8',
  'int-or-string': 'intstr.IntOrString',
  int32: 'int32',
  int64: 'int64',
  quantity: 'resource.Quantity',
  string: 'string',
  time: 'v1.Time',
};

/** As Go calls it, of which the package is left out for objects: their version is in the message already. */
function goType(shape: Shape): string {
  switch (shape.kind) {
    case 'list':
      return `[]${goType(shape.of)}`;
    case 'map':
      return `map[string]${goType(shape.of)}`;
    case 'object':
      return shape.type.name;
    case 'enum':
      return 'string';
    case 'scalar':
      return GO_TYPES[shape.scalar];
  }
}

function unmarshal(value: unknown, type: string): string {
  const got = Array.isArray(value)
    ? 'array'
    : value === null
      ? 'null'
      : typeof value === 'boolean'
        ? 'bool'
        : typeof value;
  return `json: cannot unmarshal ${got} into Go value of type ${type}`;
}

const LONGEST = 60;

/** As it is written, cut where it is long. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return value === null ? 'nothing' : 'an object';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}...` : value);
}

/** A value as it is written, with a comma after it, and what YAML makes of it where that is something else: `yes` is true, and `1.10` is 1.1. */
export function writtenText(value: unknown, source: string | undefined): string {
  const read = valueText(value);
  return source === undefined || typeof value === 'string' || source === read
    ? `${read},`
    : `${source}, which YAML reads as ${read},`;
}
