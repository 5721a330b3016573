import { UsageError } from './failure';
import { VerbArguments } from './verb';

/** The last value of an option that has to be one of some words. Throws a UsageError when it is not. */
export function oneOf<T extends string>(
  options: VerbArguments['options'],
  name: string,
  known: readonly T[],
): T | undefined {
  const said = options.get(name)?.at(-1);
  const found = known.find((each) => each === said);
  if (said === undefined || found !== undefined) return found;
  throw new UsageError(`--${name} is ${known.slice(0, -1).join(', ')} or ${known.at(-1)}, not "${said}"`);
}
