import { parseArgs, ParseArgsConfig } from 'node:util';
import { UsageError } from './failure';
import { didYouMean } from './nearest';

/** An option of a verb. */
export interface Option {
  readonly name: string;
  /** The letter that stands for it after one dash. */
  readonly short?: string;
  /** What stands for its value in the help; options without are switches. */
  readonly value?: string;
  readonly help: string;
}

export interface ParsedArguments {
  /** All values of each option that was given, in their order; a switch has an empty text. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

const HELP: Option = { name: 'help', short: 'h', help: 'show this help' };

/** Takes the arguments of a verb apart. Throws a UsageError for what is not understood. */
export function parseArguments(known: readonly Option[], args: readonly string[]): ParsedArguments {
  const all = [...known, HELP];
  const { tokens } = parseArgs({
    args: [...args],
    options: configOf(all),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const options = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const option = all.find(({ name }) => name === token.name);
    if (!option) throw unknown(token.rawName, all);
    const missing = token.value === undefined || (!token.inlineValue && token.value.startsWith('-'));
    if (option.value !== undefined && missing) {
      throw new UsageError(`${token.rawName} needs a value, as in ${token.rawName} ${option.value}`);
    }
    if (option.value === undefined && token.value !== undefined) {
      throw new UsageError(`${token.rawName} takes no value`);
    }
    options.set(option.name, [...(options.get(option.name) ?? []), token.value ?? '']);
  }
  return { options, positionals };
}

function configOf(all: readonly Option[]): ParseArgsConfig['options'] {
  const named = all.map(({ name, short, value }) => {
    const type = value === undefined ? ('boolean' as const) : ('string' as const);
    return [name, short === undefined ? { type } : { type, short }] as const;
  });
  return Object.fromEntries(named);
}

function unknown(rawName: string, all: readonly Option[]): UsageError {
  const meant = didYouMean(
    rawName,
    all.map(({ name }) => `--${name}`),
  );
  return new UsageError(`there is no option ${rawName}${meant}`);
}

/** The lines of the options in a help text. */
export function optionsHelp(known: readonly Option[]): string {
  const named = [...known, HELP].map(({ name, short, value, help }) => ({
    left: `${short === undefined || name === 'help' ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
    help,
  }));
  const width = Math.max(...named.map(({ left }) => left.length)) + 2;
  return named
    .map(({ left, help }) => {
      const [first, ...rest] = help.split('\n');
      return [`  ${left.padEnd(width)}${first}`, ...rest.map((line) => ' '.repeat(width + 2) + line)].join('\n');
    })
    .join('\n');
}
