import { printable } from '../terminal';

/** What stands for a name that is not there. */
export const NO_NAME = '?';

/** Names that are longer would make the whole diagram wide. */
const LONGEST = 34;
/** Of what is shown when somebody points at it. */
const LONGEST_ABOUT = 300;

/** Somebody's text as it can be shown: without control characters, and with its middle left out where it is long. */
export function shown(text: string, longest = LONGEST): string {
  const chars = [...printable(text.slice(0, 4 * longest))];
  if (text.length <= longest && chars.length <= longest) return chars.join('');
  const all = text.length > 4 * longest ? [...chars, ...printable(text.slice(-longest))] : chars;
  if (all.length <= longest) return all.join('');
  const end = Math.floor((longest - 1) / 2);
  return `${all.slice(0, longest - 1 - end).join('')}…${all.slice(all.length - end).join('')}`;
}

/** The beginning of a text. */
export function beginning(text: string, longest = LONGEST): string {
  const chars = [
    ...printable(
      text
        .slice(0, 4 * longest)
        .replace(/\s+/g, ' ')
        .trim(),
    ),
  ];
  if (chars.length <= longest && text.length <= 4 * longest) return chars.join('');
  return `${chars.slice(0, longest - 1).join('')}…`;
}

export function about(text: string): string {
  return beginning(text, LONGEST_ABOUT);
}

/** An image without what is the same everywhere or of no use to a reader: the registry's host, most of a digest. */
export function imageText(image: string): string {
  const short = image.replace(/@sha256:([0-9a-f]{7})[0-9a-f]*$/i, '@$1…');
  if (short.length <= LONGEST) return shown(short);
  const parts = short.split('/');
  return parts.length > 1 ? shown(`…/${parts.at(-1)}`) : shown(short);
}
