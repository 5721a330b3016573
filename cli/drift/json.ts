import { join } from 'node:path';
import { encode } from '../format/json';
import { ObjectDrift } from './drift';
import { DriftReport } from './text';

/** The version of the shape, which docs/delivery.md describes. Fields may be added without a new one. */
const VERSION = 1;

/** For machines: all of it. */
export function* json({ output, files }: DriftReport): Iterable<string> {
  yield `{\n  "version": ${VERSION},\n  "output": ${encode(output)},\n  "drifted": ${files.length > 0},\n  "files": [`;
  for (const [index, { file, status, objects, note, lines }] of files.entries()) {
    const shape = { file: join(output, file), status, objects: objects.map(ofObject), note, lines };
    yield `${index === 0 ? '' : ','}\n    ${encode(shape)}`;
  }
  yield `${files.length === 0 ? '' : '\n  '}]\n}\n`;
}

function ofObject({ object: { apiVersion, kind, namespace, name }, status, fields }: ObjectDrift): object {
  const changes = fields.map(({ path, from, to }) => ({ path, from, to }));
  return { object: { apiVersion, kind, namespace, name }, status, fields: changes };
}
