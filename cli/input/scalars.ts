import { Unreadable } from './document';

const TRUE = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const FALSE = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);
const NULL = new Set(['', '~', 'null', 'Null', 'NULL']);
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const INTEGER = /^([-+]?)(?:0[xX]([\da-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+))$/;
const BASES = [16, 2, 8];

const TAG = 'tag:yaml.org,2002:';

/**
 * What an unquoted text means to kubectl, which reads YAML 1.1 with go-yaml v2 (`resolve.go`): `0644` is octal, `yes` and
 * `on` are true, `1_000` is a number, and neither dates nor base 60 are anything but text.
 */
export function plainValue(text: string): string | number | boolean | null {
  // Most texts start with a letter that nothing but texts starts with.
  if (text !== '' && !'-+.0123456789~yYnNtTfFoO'.includes(text.charAt(0))) return text;
  if (TRUE.has(text)) return true;
  if (FALSE.has(text)) return false;
  if (NULL.has(text)) return null;
  return numberOf(text) ?? text;
}

/** What a text means that has a tag, such as `!!str 1`. Of others than YAML's own, kubectl knows nothing. */
export function taggedValue(tag: string, text: string, plain: boolean, offset: number) {
  if (tag === `${TAG}str` || tag === '!' || !tag.startsWith(TAG)) return text;
  if (tag === `${TAG}binary`) return Buffer.from(text, 'base64').toString();
  const value = plainValue(text);
  const fits: { readonly [tag: string]: boolean } = {
    [`${TAG}int`]: Number.isInteger(value),
    [`${TAG}float`]: typeof value === 'number',
    [`${TAG}bool`]: typeof value === 'boolean',
    [`${TAG}null`]: value === null,
    [`${TAG}timestamp`]: typeof value === 'string',
    [`${TAG}merge`]: plain,
  };
  if (fits[tag] === false) throw new Unreadable(`"${text}" is no ${tag.slice(TAG.length)}, as its tag says`, offset);
  return fits[tag] ? value : text;
}

function numberOf(text: string): number | undefined {
  if (NOT_FINITE.test(text)) return notFinite(text);
  const digits = text.startsWith('.') ? text : text.replaceAll('_', '');
  const integer = INTEGER.exec(digits);
  if (integer) {
    const base = integer.slice(2).findIndex((group) => group !== undefined);
    const value = parseInt(integer[base + 2], BASES[base]);
    return integer[1] === '-' ? -value : value;
  }
  return FLOAT.test(digits) ? Number(digits) : undefined;
}

function notFinite(text: string): number {
  if (/nan/i.test(text)) return NaN;
  return text.startsWith('-') ? -Infinity : Infinity;
}
