import { join } from 'node:path';
import { Style } from '../format/format';
import { Paint, printable } from '../terminal';
import { FileDrift, ObjectDrift, Status } from './drift';
import { FieldChange } from './fields';
import { changedLines, LineChange } from './lines';
import { counts, shortly, SIGNS } from './words';

/** What one run found out. */
export interface DriftReport {
  /** The folder, as people call it. */
  readonly output: string;
  readonly files: readonly FileDrift[];
}

/** As many as anyone reads. JSON has all of them. */
const MAX_FIELDS = 50;
const MAX_LINES = 40;

const COLORS: { readonly [status in Status]: Parameters<Paint>[0] } = {
  missing: 'green',
  extra: 'red',
  changed: 'yellow',
};

/** For people: what is in the output comes first, then what the app makes. */
export function* text({ output, files }: DriftReport, { paint }: Style): Iterable<string> {
  if (files.length === 0) {
    yield `${printable(output)} is what the app synthesizes\n`;
    return;
  }
  yield `${printable(output)} is not what the app synthesizes: ${counts(files)}; "sidecars synth" writes it anew\n`;
  for (const { file, status, objects, note, lines } of files) {
    yield `\n${paint(COLORS[status], status.padEnd(7))}  ${paint('bold', printable(join(output, file)))}\n`;
    for (const object of objects) yield* ofObject(object, paint);
    if (note !== '') yield `  ${paint('dim', note)}\n`;
    yield* ofLines(lines, '    ', paint);
  }
}

function* ofObject({ object, status, fields }: ObjectDrift, paint: Paint): Iterable<string> {
  yield `  ${paint(COLORS[status], SIGNS[status])} ${printable(object.toString())}\n`;
  for (const field of fields.slice(0, MAX_FIELDS)) yield* ofField(field, paint);
  if (fields.length > MAX_FIELDS) yield `      ${paint('dim', `and ${fields.length - MAX_FIELDS} more fields`)}\n`;
}

function* ofField({ path, from, to }: FieldChange, paint: Paint): Iterable<string> {
  const name = paint('cyan', printable(path));
  if (typeof from === 'string' && typeof to === 'string' && (from + to).includes('\n')) {
    yield `      ${name}:\n`;
    yield* ofLines(changedLines(from, to), '        ', paint);
    return;
  }
  const [old, fresh] = [from, to].map((value) => (value === undefined ? '' : printable(shortly(value))));
  if (from === undefined) yield `    ${paint('green', '+')} ${name}: ${fresh}\n`;
  else if (to === undefined) yield `    ${paint('red', '-')} ${name}: ${old}\n`;
  else yield `      ${name}: ${paint('red', old)} → ${paint('green', fresh)}\n`;
}

function* ofLines(lines: readonly LineChange[], indent: string, paint: Paint): Iterable<string> {
  for (const { sign, text } of lines.slice(0, MAX_LINES)) {
    yield `${indent}${paint(sign === '-' ? 'red' : 'green', `${sign} ${printable(text)}`.trimEnd())}\n`;
  }
  if (lines.length > MAX_LINES) yield `${indent}${paint('dim', `and ${lines.length - MAX_LINES} more lines`)}\n`;
}
