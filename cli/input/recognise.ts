import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { Data, isData, listOf, Path, textOf } from '../../lib/model/values';

/** What a document is: `object` may still be a mistaken one. */
export type Recognised =
  | { readonly is: 'empty' | 'object' }
  | { readonly is: 'other'; readonly reason: string }
  | { readonly is: 'broken'; readonly message: string; readonly path: Path };

const NO_OBJECT = 'no Kubernetes object';

/** Tells Kubernetes objects from other YAML, and from objects that kubectl would refuse to read. */
export function recognise(file: string, value: unknown): Recognised {
  if (value === null || value === undefined) return { is: 'empty' };
  if (Array.isArray(value)) return { is: 'other', reason: NO_OBJECT };
  if (!isData(value)) return { is: 'broken', message: 'it is a text or a number, and no object', path: [] };
  if (isKustomization(file, value)) return { is: 'other', reason: 'input of Kustomize: check what it builds' };
  return object(value, []);
}

function object(value: Data, path: Path): Recognised {
  const { apiVersion, kind } = value;
  const meant = isData(value['metadata']) || isData(value['spec']);
  if (apiVersion === undefined && kind === undefined) return { is: 'other', reason: NO_OBJECT };
  for (const [field, said] of Object.entries({ apiVersion, kind })) {
    if (typeof said === 'string' && said !== '') continue;
    // Charts and other tools' files have only one of them.
    if (said === undefined && !meant) return { is: 'other', reason: NO_OBJECT };
    const message = said === undefined ? `it has no ${field}` : `its ${field} is not a text`;
    return { is: 'broken', message, path: said === undefined ? path : [...path, field] };
  }
  return kind === 'List' ? list(value, path) : { is: 'object' };
}

function list(value: Data, path: Path): Recognised {
  for (const [index, item] of listOf(value['items']).entries()) {
    const place = [...path, 'items', index];
    if (!isData(item)) return { is: 'broken', message: 'an item of the List is no object', path: place };
    const found = object(item, place);
    if (found.is === 'broken') return found;
    if (found.is === 'other') return { is: 'broken', message: 'an item of the List has no kind', path: place };
  }
  return { is: 'object' };
}

export function isKustomizationFile(file: string): boolean {
  return /^kustomization\.ya?ml$/.test(basename(file));
}

function isKustomization(file: string, value: Data): boolean {
  return isKustomizationFile(file) || (textOf(value['apiVersion']) ?? '').startsWith('kustomize.config.k8s.io/');
}

/** The files that a kustomization lays over others, relative to its own. They look like objects and are parts of such. */
export function patchFiles(value: unknown): string[] {
  if (!isData(value)) return [];
  const paths = [...listOf(value['patches']), ...listOf(value['patchesJson6902'])].map(
    (patch) => isData(patch) && patch['path'],
  );
  return [...paths, ...listOf(value['patchesStrategicMerge'])].filter((path) => typeof path === 'string');
}

/** Whether a file is below `templates/` of a Helm chart. */
export function isInChart(file: string, charts: Map<string, boolean>): boolean {
  const folder = dirname(file);
  let found = charts.get(folder);
  if (found === undefined) {
    const parent = dirname(folder);
    found =
      (basename(folder) === 'templates' && existsSync(`${parent}/Chart.yaml`)) ||
      (parent !== folder && isInChart(folder, charts));
    charts.set(folder, found);
  }
  return found;
}

const ACTION = /\{\{-?\s*[^\s{}][^{}]*\}\}/;

/** Whether the line of a mistake, or the one above it, has an action of a template. */
export function isTemplate(text: string, offset: number): boolean {
  const above = text.lastIndexOf('\n', text.lastIndexOf('\n', offset - 1) - 1);
  const end = text.indexOf('\n', offset);
  return ACTION.test(text.slice(Math.max(above, 0), end < 0 ? text.length : end));
}
