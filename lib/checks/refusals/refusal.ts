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
  return `The API server rejects it: ${field}: Invalid value: ${typeof value === 'bigint' ? value : JSON.stringify(value)}: ${rule}`;
}

export function forbidden(field: string, rule: string): string {
  return `The API server rejects it: ${field}: Forbidden: ${rule}`;
}

export function required(field: string, rule?: string): string {
  return `The API server rejects it: ${field}: Required value${rule === undefined ? '' : `: ${rule}`}`;
}

/** Of a reference without the name of what is meant. */
export function* unnamed(data: Data, field: string, kind: string, what: string): Iterable<Report> {
  const name = data[field];
  if (name != null && name !== '') return;
  yield {
    path: name == null ? [] : [field],
    what,
    happens: required(field),
    fix: `add the ${field} of the ${kind}`,
  };
}

/** Those of the fields that are there. */
export function given(data: Data, fields: readonly string[]): string[] {
  return fields.filter((field) => data[field] != null);
}

/** What a field holds by itself counts where nothing is written; undefined where something else fills it in. */
export function textOr(value: unknown, otherwise: string): string | undefined {
  return value == null || value === '' ? otherwise : writtenText(value);
}

/** Nothing, or a list of nothing: what something else fills in is neither. */
export function isNone(list: unknown): boolean {
  return list == null || (Array.isArray(list) && list.length === 0);
}

/** Anything, in a sentence: some values cannot be made a text by themselves. */
export function shown(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
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
