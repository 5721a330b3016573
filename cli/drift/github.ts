import { join } from 'node:path';
import { annotation } from '../format/github';
import { SourceDocument } from '../input/document';
import { Locator } from '../input/locate';
import { FileDrift, ObjectDrift } from './drift';
import { FieldChange } from './fields';
import { DriftReport } from './text';
import { counts, shortly, SIGNS } from './words';

/** As many fields of an object as an annotation shows. */
const MAX_FIELDS = 10;

/** Commands of GitHub Actions, at the lines of the output. */
export function* github({ output, files }: DriftReport): Iterable<string> {
  const locator = new Locator();
  for (const drift of files) {
    const file = join(output, drift.file);
    const objects = drift.objects.filter(({ status }) => status === 'changed');
    if (objects.length === 0) yield annotation('error', { file, title: 'drift' }, wholeFile(drift));
    for (const { object, fields } of objects) {
      const { line } = locator.locate(object.origin as SourceDocument, [...object.base, ...fields[0].place]);
      const shown = fields.slice(0, MAX_FIELDS).map(fieldText);
      const more = fields.length > MAX_FIELDS ? [`and ${fields.length - MAX_FIELDS} more fields`] : [];
      yield annotation('error', { file, line, title: 'drift' }, [object.toString(), ...shown, ...more].join('\n'));
    }
  }
  const verdict =
    files.length === 0 ? 'is what the app synthesizes' : `is not what the app synthesizes: ${counts(files)}`;
  yield `${output} ${verdict}\n`;
}

function wholeFile({ status, objects, note, lines }: FileDrift): string {
  const what = { missing: 'the app synthesizes it, and it is not there', extra: 'the app does not synthesize it' };
  if (status !== 'changed') return what[status];
  const words = objects.map((each: ObjectDrift) => `${SIGNS[each.status]} ${each.object.toString()}`);
  return [
    ...words,
    ...(note === '' ? [] : [note]),
    ...lines.slice(0, MAX_FIELDS).map(({ sign, text }) => `${sign} ${text}`),
  ].join('\n');
}

function fieldText({ path, from, to }: FieldChange): string {
  if (from === undefined) return `+ ${path}: ${shortly(to)}`;
  return to === undefined ? `- ${path}: ${shortly(from)}` : `${path}: ${shortly(from)} → ${shortly(to)}`;
}
