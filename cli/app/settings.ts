import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { dataOf, textOf } from '../../lib/model/values';
import { UsageError } from '../failure';
import { reasonOf } from '../input/walk';

const SETTINGS = 'cdk8s.yaml';

/** What cdk8s.yaml says about an app. */
export interface AppSettings {
  /** A line for the shell. */
  readonly command: string;
  /** The folder that its manifests go to. */
  readonly output: string;
}

/** Throws a UsageError when there is no app here. */
export function readAppSettings(verb: string): AppSettings {
  let settings: unknown;
  try {
    settings = parse(readFileSync(SETTINGS, 'utf8'));
  } catch (error) {
    throw new UsageError(`${SETTINGS} cannot be read: ${reasonOf(error)}`, verb);
  }
  const said = dataOf(settings);
  const command = textOf(said['app']);
  if (command === undefined) throw new UsageError(`${SETTINGS} has no "app", the command that runs the app`, verb);
  if (said['output'] !== undefined && (textOf(said['output']) ?? '') === '') {
    throw new UsageError(`"output" of ${SETTINGS} is a folder, not ${JSON.stringify(said['output'])}`, verb);
  }
  return { command, output: textOf(said['output']) ?? 'dist' };
}
