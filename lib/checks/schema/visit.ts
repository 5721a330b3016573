import { Data, isData, Path } from '../../model/values';
import { ObjectType, Shape } from './types';

/** Is called with every object inside another one that is of a type, and the way to it. */
export type Visitor = (data: Data, type: ObjectType, path: Path) => void;

/** Goes through a value by its type. What is of another type, or none, is left out. */
export function visit(value: unknown, type: ObjectType, visitor: Visitor): void {
  visitObject(value, type, [], visitor);
}

function visitObject(value: unknown, type: ObjectType, path: (string | number)[], visitor: Visitor): void {
  if (!isData(value)) return;
  visitor(value, type, path);
  for (const field of Object.keys(value)) {
    const shape = type.fields.get(field);
    if (shape && value[field] != null) visitShape(value[field], shape, field, path, visitor);
  }
}

function visitShape(
  value: unknown,
  shape: Shape,
  key: string | number,
  path: (string | number)[],
  visitor: Visitor,
): void {
  if (shape.kind === 'scalar' || shape.kind === 'enum') return;
  path.push(key);
  if (shape.kind === 'object') visitObject(value, shape.type, path, visitor);
  else if (shape.kind === 'list' && Array.isArray(value)) {
    for (const [index, entry] of value.entries()) visitShape(entry, shape.of, index, path, visitor);
  } else if (shape.kind === 'map' && isData(value)) {
    for (const name of Object.keys(value)) visitShape(value[name], shape.of, name, path, visitor);
  }
  path.pop();
}
