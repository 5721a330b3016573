import { KubernetesVersion } from '../../kubernetes-version';
import { isPlaceholder } from '../../model/placeholder';
import { Data, Path, textOf } from '../../model/values';
import { Report } from '../rule';

/** What is wrong with an object of a type, at a path inside it. */
export type Constraint = (data: Data, version: KubernetesVersion) => Iterable<Report>;

/** By the name of the type in the API. */
export type Constraints = { readonly [type: string]: Constraint };

/** In the words of the API server. */
export function invalid(field: string, value: unknown, rule: string): string {
  return `The API server rejects it: ${field}: Invalid value: ${JSON.stringify(value)}: ${rule}`;
}

export function forbidden(field: string, rule: string): string {
  return `The API server rejects it: ${field}: Forbidden: ${rule}`;
}

export function required(field: string, rule?: string): string {
  return `The API server rejects it: ${field}: Required value${rule === undefined ? '' : `: ${rule}`}`;
}

/** Those of the fields that are there. */
export function given(data: Data, fields: readonly string[]): string[] {
  return fields.filter((field) => data[field] != null);
}

/** A text that is to be looked at: not empty, and not to be filled in by something else. */
export function writtenText(value: unknown): string | undefined {
  const text = textOf(value);
  return text === '' || isPlaceholder(text) ? undefined : text;
}

/** Of the path of a file that the kubelet writes, beside which it keeps its own under names with two dots. */
export function* filePath(value: unknown): Iterable<Report> {
  yield* insidePath(value, ['path'], 'the volume');
  const path = writtenText(value);
  if (!path?.startsWith('..') || path.split('/').includes('..')) return;
  yield {
    path: ['path'],
    what: `path "${path}" begins with ".."`,
    happens: invalid('path', path, "must not start with '..'"),
    fix: 'give the file another name',
  };
}

/** Of a path inside something: it must not lead out of it. */
export function* insidePath(value: unknown, at: Path, whole: string): Iterable<Report> {
  const path = writtenText(value);
  const field = String(at.at(-1));
  if (path === undefined) return;
  if (path.startsWith('/')) {
    yield {
      path: at,
      what: `${field} "${path}" begins with a "/"`,
      happens: invalid(field, path, 'must be a relative path'),
      fix: `write "${path.replace(/^\/+/, '') || '.'}": it is inside ${whole} anyway`,
    };
  } else if (path.split('/').includes('..')) {
    yield {
      path: at,
      what: `${field} "${path}" leads out of ${whole}`,
      happens: invalid(field, path, "must not contain '..'"),
      fix: 'write a path without ".."',
    };
  }
}
