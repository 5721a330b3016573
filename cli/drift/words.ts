import { Data, isData } from '../../lib/model/values';
import { FileDrift, Status } from './drift';

/** What has to happen to the output for it to be right. */
export const SIGNS: { readonly [status in Status]: string } = { missing: '+', extra: '-', changed: '~' };

const LONGEST = 120;

/** A value on one line, as YAML has it. */
export function shortly(value: unknown): string {
  const text = inline(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (isData(value)) return `{${entries(value)}}`;
  return typeof value === 'string' ? scalar(value) : JSON.stringify(value);
}

function entries(value: Data): string {
  return Object.entries(value)
    .map(([key, item]) => `${scalar(key)}: ${inline(item)}`)
    .join(', ');
}

/** Without quotes where YAML needs none. */
function scalar(text: string): string {
  const plain = /^[A-Za-z_/][\w./:@+=% -]*$/.test(text) && !/: |:$| $/.test(text);
  return plain && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text) ? text : JSON.stringify(text);
}

/** As in `1 missing, 2 changed`. */
export function counts(files: readonly FileDrift[]): string {
  return (['missing', 'extra', 'changed'] as const)
    .map((status) => [files.filter((file) => file.status === status).length, status] as const)
    .filter(([count]) => count > 0)
    .map(([count, status]) => `${count} ${status}`)
    .join(', ');
}
