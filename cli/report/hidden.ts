import { KubeObject } from '../../lib/model/kube-object';
import { Path } from '../../lib/model/values';
import { grouped } from '../grouped';
import { Region, SourceDocument } from '../input/document';
import { Locator } from '../input/locate';
import { isSecret, mayBeShown } from '../secret';

/** What a document has that is not shown. */
export interface Hidden {
  readonly regions: readonly Region[];
  /** Somebody may have noted there what the Secret had before. */
  readonly comments: boolean;
}

/** Tells it of a document; undefined where all may be shown. */
export type HiddenIn = (document: SourceDocument) => Hidden | undefined;

/** However what a Secret holds is written, its place is known. */
export function hiddenIn(objects: readonly KubeObject[]): HiddenIn {
  const secrets = grouped(objects.filter(isSecret), ({ origin }) => origin as SourceDocument);
  const locator = new Locator();
  return (document) => {
    const within = secrets.get(document);
    if (!within) return undefined;
    const places = within.flatMap(({ base, data }) =>
      leavesOf(data, [])
        .filter((path) => !mayBeShown(path))
        .map((path) => [...base, ...path]),
    );
    return { regions: places.map((path) => locator.locate(document, path)), comments: !document.json };
  };
}

/** The line with nothing of what is hidden. */
export function withoutHidden(line: string, number: number, { regions, comments }: Hidden): string {
  const rest = withoutRegions(line, number, regions);
  return comments ? rest.replace(/(^|\s)#.*/, '$1# ***') : rest;
}

function withoutRegions(line: string, number: number, hidden: readonly Region[]): string {
  // From right to left, so that the places of those that follow stay what they are.
  const regions = [...hidden].sort((a, b) => b.line - a.line || b.column - a.column);
  return regions.reduce((text, { line: first, column, endLine, endColumn }) => {
    // What ends at the beginning of a line is not in it.
    if (number < first || number > endLine || (number === endLine && endColumn === 1)) return text;
    const before = number === first ? text.slice(0, column - 1) : /^ */.exec(text)![0];
    return `${before}***${number === endLine ? text.slice(endColumn - 1) : ''}`;
  }, line);
}

/** The ways to what has nothing below it. */
function leavesOf(value: unknown, path: Path): Path[] {
  if (!isObject(value)) return [path];
  return Object.keys(value).flatMap((key) => leavesOf(value[key], [...path, Array.isArray(value) ? Number(key) : key]));
}

function isObject(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}
