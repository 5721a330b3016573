import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { dataOf, isData, listOf, textOf } from '../../lib/model/values';
import { UsageError } from '../failure';
import { reasonOf } from '../input/walk';
import { Option } from '../options';
import { VerbArguments } from '../verb';

const SETTINGS = 'cdk8s.yaml';

/** What says otherwise than cdk8s.yaml. They are those of `cdk8s synth`. */
export const APP_OPTIONS: readonly Option[] = [
  { name: 'app', value: 'COMMAND', help: 'what runs the app; "app" of cdk8s.yaml unless given' },
  { name: 'output', value: 'FOLDER', help: 'where its manifests are; "output" of cdk8s.yaml unless given, else dist' },
];

/** What is known of an app. */
export interface AppSettings {
  /** A line for the shell. */
  readonly command: string;
  /** The folder that its manifests go to. */
  readonly output: string;
  /** Whether cdk8s.yaml names plugins that check manifests, which only the cdk8s CLI can run. */
  readonly hasPlugins: boolean;
}

/** Throws a UsageError when there is no app here. */
export function readAppSettings(options: VerbArguments['options'] = new Map()): AppSettings {
  const given = (name: string) => options.get(name)?.at(-1);
  const said = readFile(given('app') !== undefined);
  const text = (name: string): string | undefined => {
    const value = given(name) ?? said[name];
    if (value === undefined || value === null) return undefined;
    if ((textOf(value) ?? '').trim() !== '') return value as string;
    const where = given(name) === undefined ? `"${name}" of ${SETTINGS}` : `--${name}`;
    throw new UsageError(`${where} is ${KINDS[name]}, not ${JSON.stringify(value)}`);
  };
  const command = text('app');
  if (command === undefined) throw new UsageError(`${SETTINGS} has no "app", the command that runs the app; ${HOW}`);
  const plugins = listOf(said['validations']).some((plugin) => dataOf(plugin)['package'] !== 'cdk8s-sidecars');
  return {
    command,
    output: text('output') ?? 'dist',
    hasPlugins: plugins || textOf(said['validations']) !== undefined,
  };
}

const HOW = 'write "app: npx tsx main.ts" to it, or say --app "npx tsx main.ts"';

const KINDS: { readonly [name: string]: string } = { app: 'a command', output: 'a folder' };

function readFile(mayLack: boolean): { readonly [key: string]: unknown } {
  if (mayLack && !existsSync(SETTINGS)) return {};
  let said: unknown;
  try {
    said = parse(readFileSync(SETTINGS, 'utf8'));
  } catch (error) {
    if (!existsSync(SETTINGS)) throw new UsageError(`there is no ${SETTINGS} in this folder; ${HOW}`);
    throw new UsageError(`${SETTINGS} cannot be read: ${reasonOf(error)}`);
  }
  if (said !== null && !isData(said)) throw new UsageError(`${SETTINGS} is not a map of settings`);
  return dataOf(said);
}
