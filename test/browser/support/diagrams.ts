import * as fs from 'node:fs';
import * as path from 'node:path';
import { Cli } from '../../cli';
import { fixtureFiles } from '../../diagrams';

const ROOT = path.join(__dirname, '../../..');

/** What is drawn: what the diagrams are made for, and what our own charts make. */
export const SETS = [...fixtureFiles(), ...['prod', 'tutorial'].map((name) => path.join(ROOT, 'dist', name))].map(
  (file) => [path.relative(ROOT, file), file] as const,
);

export function pageOf(cli: Cli, set: string): string {
  return succeeded(cli, ['diagram', set, '--denied', '--format', 'html']);
}

/** The files by their names. */
export function picturesOf(cli: Cli, set: string): { readonly [name: string]: string } {
  cli.clear();
  succeeded(cli, ['diagram', set, '--denied', '--format', 'svg', '-o', 'out/']);
  const folder = path.join(cli.folder, 'out');
  return Object.fromEntries(
    fs.readdirSync(folder).map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]),
  );
}

function succeeded(cli: Cli, args: readonly string[]): string {
  const { code, stdout, stderr } = cli.run(args);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}
