import { isPlaceholder } from '../../model/placeholder';
import { parseQuantity } from '../../model/quantity';
import { Data, isData, Path } from '../../model/values';
import { ObjectType, Scalar, Shape } from './types';

/** An object on the way to a place, outermost first. */
export interface Enclosing {
  readonly type: ObjectType;
  readonly path: Path;
}

export type Problem =
  | { readonly kind: 'unknown'; readonly path: Path; readonly field: string; readonly enclosing: readonly Enclosing[] }
  | { readonly kind: 'missing'; readonly path: Path; readonly field: string; readonly type: ObjectType }
  | { readonly kind: 'value'; readonly path: Path; readonly value: unknown; readonly shape: Shape };

/** Is called with every object of a type on the way, which goes on. */
export type Visitor = (data: Data, type: ObjectType, path: Path) => void;

/** All that is wrong with an object of a type. A value of `null` is as good as none, as it is to the API server. */
export function problemsOf(value: unknown, type: ObjectType, visitor?: Visitor): Problem[] {
  const validation = new Validation(visitor);
  validation.ofObject(value, type);
  return validation.problems;
}

/** Most objects have no problem, so that paths are only written down where there is one. */
class Validation {
  public readonly problems: Problem[] = [];
  private readonly path: (string | number)[] = [];
  private readonly enclosing: { readonly type: ObjectType; readonly depth: number }[] = [];

  public constructor(private readonly visitor?: Visitor) {}

  public ofObject(value: unknown, type: ObjectType): void {
    if (!isData(value)) {
      this.complain(value, { kind: 'object', type });
      return;
    }
    this.visitor?.(value, type, this.path);
    this.enclosing.push({ type, depth: this.path.length });
    for (const field of Object.keys(value)) {
      const shape = type.fields.get(field);
      if (!shape) this.unknown(field);
      else if (value[field] != null) this.at(field, value[field], shape);
    }
    for (const field of type.required) {
      if (value[field] == null) this.problems.push({ kind: 'missing', path: [...this.path], field, type });
    }
    this.enclosing.pop();
  }

  private at(key: string | number, value: unknown, shape: Shape): void {
    this.path.push(key);
    this.ofShape(value, shape);
    this.path.pop();
  }

  private ofShape(value: unknown, shape: Shape): void {
    switch (shape.kind) {
      case 'object':
        return this.ofObject(value, shape.type);
      case 'list':
        if (!Array.isArray(value)) break;
        for (let index = 0; index < value.length; index++) {
          // An entry that is nothing at all is an object without its fields.
          if (value[index] != null) this.at(index, value[index], shape.of);
          else if (shape.of.kind === 'object') this.at(index, {}, shape.of);
        }
        return;
      case 'map':
        if (!isData(value)) break;
        for (const key of Object.keys(value)) if (value[key] != null) this.at(key, value[key], shape.of);
        return;
      case 'enum':
        if (typeof value === 'string' && shape.values.includes(value)) return;
        break;
      case 'scalar':
        if (isScalar(value, shape.scalar)) return;
    }
    this.complain(value, shape);
  }

  private complain(value: unknown, shape: Shape): void {
    if (isPlaceholder(value) || isEncrypted(value)) return;
    this.problems.push({ kind: 'value', path: [...this.path], value, shape });
  }

  private unknown(field: string): void {
    const enclosing = this.enclosing.map(({ type, depth }) => ({ type, path: this.path.slice(0, depth) }));
    this.problems.push({ kind: 'unknown', path: [...this.path, field], field, enclosing });
  }
}

function isScalar(value: unknown, scalar: Scalar): boolean {
  switch (scalar) {
    case 'any':
      return true;
    case 'boolean':
      return typeof value === 'boolean';
    case 'string':
    case 'time':
      return typeof value === 'string';
    case 'byte':
      return typeof value === 'string' && isBase64(value);
    case 'int32':
      return Number.isInteger(value) && Math.abs(value as number) < 2 ** 31;
    case 'int64':
      return Number.isInteger(value) || typeof value === 'bigint';
    case 'int-or-string':
      return typeof value === 'string' || isScalar(value, 'int32');
    case 'quantity':
      return parseQuantity(value) !== undefined;
  }
}

/** Of lines, as some tools write it. */
function isBase64(text: string): boolean {
  const line = text.replace(/[\r\n]/g, '');
  return line.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(line);
}

/** As SOPS leaves them. */
function isEncrypted(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('ENC[');
}
