import { KubeObject } from '../../lib/model/kube-object';
import { Path } from '../../lib/model/values';
import { grouped } from '../grouped';
import { Region, SourceDocument } from '../input/document';
import { Locator } from '../input/locate';

/** Where Secrets have what they hold: however it is written, these places are not shown. */
const PLACES: readonly Path[] = [
  ['data'],
  ['stringData'],
  ['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'],
];

export type Hidden = (document: SourceDocument) => readonly Region[];

export function hiddenIn(objects: readonly KubeObject[]): Hidden {
  const secrets = grouped(
    objects.filter(({ kind }) => kind === 'Secret'),
    ({ origin }) => origin as SourceDocument,
  );
  const locator = new Locator();
  return (document) =>
    (secrets.get(document) ?? []).flatMap(({ base, data }) =>
      PLACES.flatMap((path) => leavesOf(data, path)).map((path) => locator.locate(document, [...base, ...path])),
    );
}

/** The line with nothing of what is in the regions. */
export function withoutHidden(line: string, number: number, hidden: readonly Region[]): string {
  // From right to left, so that the places of those that follow stay what they are.
  const regions = [...hidden].sort((a, b) => b.line - a.line || b.column - a.column);
  return regions.reduce((text, { line: first, column, endLine, endColumn }) => {
    // What ends at the beginning of a line is not in it.
    if (number < first || number > endLine || (number === endLine && endColumn === 1)) return text;
    const before = number === first ? text.slice(0, column - 1) : /^ */.exec(text)![0];
    return `${before}***${number === endLine ? text.slice(endColumn - 1) : ''}`;
  }, line);
}

/** The ways to what is below a path and has nothing below it. */
function leavesOf(data: unknown, path: Path): Path[] {
  let value = data;
  for (const key of path) value = isObject(value) ? value[key] : undefined;
  if (value === undefined) return [];
  if (!isObject(value)) return [path];
  return Object.keys(value).flatMap((key) => leavesOf(data, [...path, Array.isArray(value) ? Number(key) : key]));
}

function isObject(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}
