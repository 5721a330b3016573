import { escaped } from './markup';

/** Text that is HTML already. */
export class Html {
  public constructor(public readonly text: string) {}
}

export type Piece = string | number | Html | undefined | false | readonly Piece[];

/** HTML with values in it: texts are escaped, so that nothing of what somebody has named becomes an element. */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Html {
  return new Html(parts.map((part, index) => part + (index < values.length ? written(values[index]) : '')).join(''));
}

function written(value: Piece): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(written).join('');
  return textOf(String(value));
}

/** Control characters are not allowed in HTML, but for these that are white space. */
function textOf(text: string): string {
  return escaped(text).replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '\ufffd');
}

export function list(items: readonly Piece[]): Piece {
  return items.length > 0 && html`<ul>\n${items.map((item) => html`<li>${item}</li>\n`)}</ul>\n`;
}

export function table(head: readonly string[], rows: readonly (readonly Piece[])[]): Piece {
  if (rows.length === 0) return undefined;
  const headings = head.map((text) => html`<th scope="col">${text}</th>`);
  const body = rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>\n`);
  // A keyboard can only scroll what it can reach.
  return html`<div class="scroll" tabindex="0"><table>
<thead><tr>${headings}</tr></thead>
<tbody>
${body}</tbody>
</table></div>
`;
}
