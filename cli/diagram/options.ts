import { existsSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { UsageError } from '../failure';
import { oneOf } from '../one-of';
import { Option } from '../options';
import { VerbArguments } from '../verb';

export const FORMATS = ['mermaid', 'dot', 'svg', 'png', 'html'] as const;

export type Format = (typeof FORMATS)[number];

/** How files of each format are called. */
export const EXTENSIONS: { readonly [format in Format]: string } = {
  mermaid: '.mmd',
  dot: '.dot',
  svg: '.svg',
  png: '.png',
  html: '.html',
};

const BY_EXTENSION = new Map<string, Format>([
  ...FORMATS.map((format) => [EXTENSIONS[format], format] as const),
  ['.mermaid', 'mermaid'],
  ['.gv', 'dot'],
  ['.htm', 'html'],
]);

export const OPTIONS: readonly Option[] = [
  { name: 'format', value: FORMATS.join('|'), help: 'mermaid unless given, or told by the name of the file' },
  {
    name: 'output',
    short: 'o',
    value: 'FILE|FOLDER',
    help: 'where to write it; with a folder, an overview and a diagram of each\nworkload. Standard output unless given',
  },
  { name: 'workload', value: 'NAME', help: 'draw this one only, as in web, Deployment/web or shop/web' },
  { name: 'denied', help: 'draw what policies do not let through, too' },
];

export interface DiagramSettings {
  readonly format: Format;
  readonly output: { readonly path: string; readonly isFolder: boolean } | undefined;
  readonly workload: string | undefined;
  readonly denied: boolean;
}

/** What the options mean. Throws a UsageError when that is nothing. */
export function settingsOf(options: VerbArguments['options']): DiagramSettings {
  const path = options.get('output')?.at(-1);
  if (path === '') throw new UsageError('--output needs the name of a file or folder');
  const output = path === undefined ? undefined : { path, isFolder: isFolder(path) };
  const said = oneOf(options, 'format', FORMATS);
  const workload = options.get('workload')?.at(-1);
  return { format: said ?? formatOf(output), output, workload, denied: options.has('denied') };
}

function formatOf(output: DiagramSettings['output']): Format {
  if (!output || output.isFolder) return 'mermaid';
  const format = BY_EXTENSION.get(extname(output.path).toLowerCase());
  if (format) return format;
  const known = FORMATS.map((each) => EXTENSIONS[each]).join(', ');
  throw new UsageError(`-o ${output.path} does not tell the format: use --format, or one of ${known}`);
}

/** What has no extension is to be one. */
function isFolder(path: string): boolean {
  if (existsSync(path)) return statSync(path).isDirectory();
  return /[/\\]$/.test(path) || extname(path) === '';
}
