import { SidecarsError } from '../errors';
import { OBJECT, requireShape, TEXT } from '../shapes';

const NAME = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]{1,256}$/;

/** Throws when one of them has no name or no value that the API server takes. */
export function requireNamed(where: string, what: string, values: { readonly [name: string]: string } = {}): void {
  requireShape(where, what, values, OBJECT);
  for (const [name, value] of Object.entries(values)) {
    requireShape(where, `${what}.${name}`, value, TEXT);
    requireHeaderName(where, name);
    if (value !== '') continue;
    throw new SidecarsError({
      where,
      what: `${what}.${name} is empty`,
      why: 'The API server takes values of at least one character',
      fix: 'pass a value, or leave it out',
    });
  }
}

/** Throws when it is no name of a header, which those of parameters in a route have to be too. */
export function requireHeaderName(where: string, name: string): void {
  if (NAME.test(name)) return;
  throw new SidecarsError({
    where,
    what: `"${name}" is not a valid name of a header or a parameter`,
    why: 'The API server takes letters, digits and some signs, but no spaces and no ":"',
    fix: 'pass the name alone, such as x-canary',
  });
}
