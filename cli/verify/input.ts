import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { UsageError } from '../failure';
import { Manifests, STDIN } from '../input/manifests';
import { placeOf, readNamed } from '../input/named';
import { Walk } from '../input/walk';
import { synthesizeApp } from './app';
import { VerifySettings } from './options';
import { readPlan } from './plan';
import { chartFiles, setOfFiles, setsOfApp, VerifySet } from './sets';

export interface VerifyInput {
  readonly sets: readonly VerifySet[];
  /** Removes what was only made to be read. */
  remove(): void;
}

/** What is to be run: the files that are named, else the app of cdk8s.yaml. Throws a UsageError when there is none. */
export async function readInput(
  positionals: readonly string[],
  settings: VerifySettings,
  signal: AbortSignal,
): Promise<VerifyInput> {
  if (positionals.length === 0) {
    if (existsSync('cdk8s.yaml')) return readApp(settings, signal);
    throw new UsageError('there is no cdk8s.yaml here, so no app; name the files that are to be run');
  }
  const manifests = await read(positionals);
  const title = positionals.map((name) => (name === '-' ? STDIN : relative('', name))).join(', ');
  const plan = settings.plan === undefined ? [] : readPlan(settings.plan);
  return { sets: setOfFiles(title, manifests.objects, plan, settings), remove: () => undefined };
}

async function readApp(settings: VerifySettings, signal: AbortSignal): Promise<VerifyInput> {
  const app = await synthesizeApp(signal);
  try {
    const walk = new Walk();
    walk.add(app.folder);
    const files = walk.files.map(({ path }) => path);
    // The others are not even read: this is run again and again.
    const { objects } = await read(chartFiles(app.folder, files, settings.charts));
    return { sets: setsOfApp({ folder: app.folder, files }, objects, app.plan, settings), remove: () => app.remove() };
  } catch (error) {
    app.remove();
    throw error;
  }
}

async function read(names: readonly string[]): Promise<Manifests> {
  const manifests = await readNamed(names);
  const [problem] = manifests.problems;
  if (problem) throw new UsageError(`${placeOf(problem)}: ${problem.message}`);
  return manifests;
}
