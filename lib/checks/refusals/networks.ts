import { isIpAddress } from '../../model/name-forms';
import { invalid } from './refusal';

/** A range of addresses, with its bits as text so that IPv4 and IPv6 are compared alike. */
export interface Network {
  readonly version: 4 | 6;
  readonly prefix: string;
}

const MAPPED = `${'0'.repeat(80)}${'1'.repeat(16)}`;

/** Undefined for what is no CIDR. */
export function networkOf(cidr: string): Network | undefined {
  const [, address, length] = /^([0-9A-Fa-f:.]+)\/(\d{1,3})$/.exec(cidr) ?? [];
  if (address === undefined) return undefined;
  const version = address.includes(':') ? 6 : 4;
  const bits = version === 6 ? bitsOfV6(address) : bitsOfV4(address);
  if (bits === undefined || Number(length) > bits.length) return undefined;
  const prefix = bits.slice(0, Number(length));
  // An address of IPv4 in the clothes of IPv6.
  return prefix.startsWith(MAPPED) ? { version: 4, prefix: prefix.slice(MAPPED.length) } : { version, prefix };
}

/** Whether the one is a part of the other, and not all of it. */
export function isBelow(part: Network, whole: Network): boolean {
  return (
    part.version === whole.version && part.prefix.length > whole.prefix.length && part.prefix.startsWith(whole.prefix)
  );
}

function bitsOfV4(address: string): string | undefined {
  const parts = address.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.map((part) => bits(Number(part), 8)).join('');
}

function bitsOfV6(address: string): string | undefined {
  if (!URL.canParse(`http://[${address}]`)) return undefined;
  const [head, tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [groupsOf(head), groupsOf(tail)];
  const between = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...between, ...after].map((group) => bits(parseInt(group, 16), 16)).join('');
}

function groupsOf(text: string | undefined): string[] {
  return text ? text.split(':') : [];
}

function bits(value: number, width: number): string {
  return value.toString(2).padStart(width, '0');
}

/** What is to be said of a text that is none. */
export function noNetwork(field: string, text: string) {
  return {
    what: `"${text}" is no range of addresses`,
    happens: invalid(field, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'),
    fix: isIpAddress(text)
      ? `write ${text}/${text.includes(':') ? 128 : 32} for this address alone`
      : 'write an address, a "/" and the length of the prefix, such as 10.0.0.0/8',
  };
}
