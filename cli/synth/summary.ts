import { Difference, listFiles } from '../../lib/synthesis/output/files';
import { OutputFolder } from '../../lib/synthesis/output/output-folder';
import { plural } from '../reported';
import { printable } from '../terminal';

/** As many files of a kind as are named one by one. What is removed is always named. */
const NAMED = 10;

/** What has happened to the output. */
export function summaryOf({ name, path }: OutputFolder, { added, removed, changed }: Difference): string {
  const files = listFiles(path).length;
  const line = `${name}: ${plural(files, 'file')}`;
  if (added.length === files && removed.length === 0) return `${line}\n`;
  const kinds = [
    { word: 'new', files: added, named: NAMED },
    { word: 'changed', files: changed, named: NAMED },
    { word: 'removed', files: removed, named: Infinity },
  ].filter((kind) => kind.files.length > 0);
  if (kinds.length === 0) return `${line}, as before\n`;
  const counts = kinds.map((kind) => `${kind.files.length} ${kind.word}`);
  const names = kinds.flatMap((kind) => {
    const rest = kind.files.length - kind.named;
    const lines = kind.files.slice(0, kind.named).map((file) => `  ${kind.word.padEnd(7)}  ${printable(file)}`);
    return rest > 0 ? [...lines, `  ${kind.word.padEnd(7)}  and ${rest} more`] : lines;
  });
  return `${[`${line}, ${counts.join(', ')}`, ...names].join('\n')}\n`;
}
