import { Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { SidecarsError } from './errors';

// What the types rule out arrives all the same where nobody checks them, as in JavaScript. It is refused in the call: further
// on it would be a TypeError of ours, or be left out of the YAML, or be written to it as it is.

/** What a value has to be. */
export interface Shape {
  readonly fits: (value: unknown) => boolean;
  /** As in "It has to be a number". */
  readonly be: string;
  readonly fix: (value: unknown) => string;
  /** What is in a value that fits. */
  readonly parts?: (value: object) => readonly Part[];
}

/** A value in another one. */
interface Part {
  /** As in `.name` or `[0]`. */
  readonly at: string;
  readonly value: unknown;
  readonly shape: Shape;
  /** Whether it has to be there. */
  readonly needed: boolean;
}

export type Shapes = { readonly [property: string]: Shape };

/** Throws when a value that must be there is missing, or not what its type says. */
export function requireShape(where: string, name: string, value: unknown, shape: Shape): void {
  const misfit = misfitOf({ at: name, value, shape, needed: true });
  if (misfit) refuse(where, misfit);
}

/** Throws when one of the properties is there and is not what its type says. */
export function requireShapes(where: string, props: unknown, shapes: Shapes, place = ''): void {
  const misfit = misfitOf({ at: place, value: props, shape: objectOf(shapes), needed: false });
  if (misfit) refuse(where, { ...misfit, at: misfit.at.replace(/^\./, '') });
}

/** Whether the value and all that is in it is what its type says. */
export function fitsWholly(value: unknown, shape: Shape): boolean {
  return misfitOf({ at: '', value, shape, needed: true }) === undefined;
}

/** Throws when options are no object, or not what their types say. */
export function requireOptions(where: string, options: unknown, shapes: Shapes, name = 'options'): void {
  const misfit = misfitOf({ at: name, value: options, shape: OBJECT, needed: false });
  if (misfit) refuse(where, misfit);
  requireShapes(where, options, shapes);
}

/** Throws when there are no properties at all. */
export function requireProps(
  where: string,
  props: unknown,
  why: string,
  fix: string,
): asserts props is Record<string, unknown> {
  if (isObject(props)) return;
  const what = props == null ? 'it has no properties' : `its properties are ${shown(props)}`;
  throw new SidecarsError({ where, what, why, fix });
}

/** As in an error: what a reader of the code sees there. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'a list';
  if (!isObject(value)) return String(value);
  if (DURATION.fits(value)) return `a Duration of ${milliseconds(value as unknown as Duration)} ms`;
  // Bundlers put the underscore before it.
  const { name } = (value.constructor ?? Object) as { name?: string };
  return name === undefined || name === 'Object' ? 'an object' : `of the class ${name.replace(/^_/, '')}`;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** By what it can do, as another copy of its package may have made it. */
export function made(be: string, by: string, fix: (value: unknown) => string = () => `pass ${be}`): Shape {
  return { be, fits: (value) => isObject(value) && by in value, fix };
}

/** By the type that each resource of cdk8s-plus names, as the properties of several are the same. */
export function resource(be: string, type: string, fix: (value: unknown) => string): Shape {
  return { be, fits: (value) => isObject(value) && value['resourceType'] === type, fix };
}

/** Or what cdk8s asks for it at synth. */
export function lazily(shape: Shape): Shape {
  return { ...shape, fits: (value) => shape.fits(value) || (isObject(value) && 'produce' in value) };
}

export function oneOf(name: string, values: object): Shape {
  const entries = Object.entries(values) as [string, string][];
  const words = entries.map(([key]) => `${name}.${key}`);
  return {
    be: words.join(' or '),
    fits: (value) => entries.some(([, allowed]) => allowed === value),
    fix: (value) => {
      const meant = String(value).toUpperCase();
      const near = entries.find(([key, allowed]) => key === meant || allowed.toUpperCase() === meant);
      return near ? `pass ${name}.${near[0]}` : 'pass one of them';
    },
  };
}

/** Each value of a list is of this shape. */
export function listOf(shape: Shape): Shape {
  return {
    ...LIST,
    parts: (list) => (list as unknown[]).map((value, index) => ({ at: `[${index}]`, value, shape, needed: true })),
  };
}

/** Each value of an object is of this shape, whatever its key. Where they are needed, there is no key without one. */
export function mapOf(shape: Shape, needed = false): Shape {
  return {
    ...OBJECT,
    parts: (map) =>
      Object.entries(map as Record<string, unknown>).map(([key, value]) => ({
        at: `.${key}`,
        value,
        shape,
        needed,
      })),
  };
}

/** The properties of an object are of these shapes. */
export function objectOf(shapes: Shapes, needed: readonly string[] = []): Shape {
  return {
    ...OBJECT,
    parts: (props) => {
      const parts: Part[] = [];
      for (const key of Object.keys(shapes)) {
        const value: unknown = (props as Record<string, unknown>)[key];
        const isNeeded = needed.includes(key);
        // Most of many are not there.
        if (value !== undefined || isNeeded) parts.push({ at: `.${key}`, value, shape: shapes[key], needed: isNeeded });
      }
      return parts;
    },
  };
}

/** The first of the value and all that is in it that is not what its type says. */
function misfitOf(part: Part): Part | undefined {
  const { at, value, shape } = part;
  if (!shape.fits(value)) return part;
  for (const inner of shape.parts?.(value as object) ?? []) {
    if (inner.value === undefined && !inner.needed) continue;
    const misfit = misfitOf(inner);
    if (misfit) return { ...misfit, at: at + misfit.at };
  }
  return undefined;
}

function refuse(where: string, { at, value, shape, needed }: Part): never {
  const fix = value === null && !needed ? 'leave it out, or pass a value' : shape.fix(value);
  throw new SidecarsError({ where, what: `${at} is ${shown(value)}`, why: `It has to be ${shape.be}`, fix });
}

export const OBJECT: Shape = { be: 'an object', fits: isObject, fix: () => 'pass an object with its properties' };
export const TEXT: Shape = {
  be: 'a string',
  fits: (value) => typeof value === 'string',
  fix: (value) => (value == null || typeof value === 'object' ? 'pass a string' : 'write it in quotes'),
};
export const NUMBER: Shape = {
  be: 'a number',
  fits: (value) => typeof value === 'number',
  fix: (value) => (/^-?\d+$/.test(String(value)) ? `write it without quotes: ${String(value)}` : 'pass a number'),
};
export const COUNT: Shape = {
  be: 'a whole number from 0',
  fits: (value) => Number.isInteger(value) && (value as number) >= 0,
  fix: (value) => (/^\d+$/.test(String(value)) ? `write it without quotes: ${String(value)}` : 'pass 0 or more'),
};
export function between(least: number, most: number): Shape {
  return {
    be: `a whole number from ${least} to ${most}`,
    fits: (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
    fix: (value) => (typeof value === 'string' ? `write it without quotes: ${value}` : 'pass one of these'),
  };
}
export const FLAG: Shape = {
  be: 'true or false',
  fits: (value) => typeof value === 'boolean',
  fix: (value) => (value === 'true' || value === 'false' ? `write it without quotes: ${value}` : 'pass one of them'),
};
export const LIST: Shape = { be: 'a list', fits: Array.isArray, fix: () => 'write what is in it between [ and ]' };
export const TEXTS: Shape = { ...listOf(TEXT), be: 'a list of strings' };
export const WORDS: Shape = { ...TEXTS, fix: () => "write each word by itself, as in ['sleep', '60']" };
export const SIZE = made('a Size of cdk8s', 'toKibibytes', (value) => {
  const [, amount, unit] = /^(\d+)(Ki|Mi|Gi)$/.exec(String(value)) ?? ['', '64', 'Mi'];
  return `pass Size.${{ Ki: 'kibibytes', Mi: 'mebibytes', Gi: 'gibibytes' }[unit]}(${amount})`;
});
export const CPU = made('a Cpu of cdk8s-plus', 'amount', (value) => {
  const [, amount, milli] = /^(\d+)(m?)$/.exec(String(value)) ?? ['', '100', 'm'];
  return `pass Cpu.${milli ? 'millis' : 'units'}(${amount})`;
});
export const DURATION = made('a Duration of cdk8s', 'toSeconds', (value) =>
  typeof value === 'number' ? `pass Duration.seconds(${value})` : 'pass Duration.seconds(30)',
);
/** Kubernetes knows no shorter ones. */
export const SECONDS: Shape = {
  be: 'a Duration of whole seconds',
  fits: (value) => DURATION.fits(value) && milliseconds(value as Duration) % 1000 === 0,
  fix: (value) =>
    DURATION.fits(value)
      ? `pass Duration.seconds(${Math.ceil(milliseconds(value as Duration) / 1000)})`
      : DURATION.fix(value),
};
export const ENV_VALUE = made('an EnvValue of cdk8s-plus', 'value', (value) => {
  if (value == null) return 'leave the variable out, or pass what EnvValue.fromValue and the like return';
  return isObject(value)
    ? 'pass what EnvValue.fromValue and the like return'
    : `pass EnvValue.fromValue('${String(value)}')`;
});
export const PROBE = made('a Probe of cdk8s-plus', '_toKube', () => 'pass what Probe.fromHttpGet and the like return');
export const CRON = made('a Cron of cdk8s', 'expressionString', () => "pass Cron.schedule({ hour: '3', minute: '0' })");
export const PROTOCOL = oneOf('Protocol', kplus.Protocol);
export const SERVICE = resource(
  'a Service of cdk8s-plus',
  'services',
  () => 'pass a Service, such as exposeViaService returns',
);

function milliseconds(duration: Duration): number {
  return duration.toMilliseconds({ integral: false });
}
