import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { build } from 'esbuild';

type Drawing = typeof import('./draw');

/** Draws in this process: to start the command for each set takes longer. Bundled, as Graphviz is an ES module. */
export async function drawing(): Promise<Drawing> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'draw-'));
  const outfile = path.join(folder, 'draw.cjs');
  const entryPoints = [path.join(__dirname, 'draw.ts')];
  await build({ entryPoints, outfile, bundle: true, format: 'cjs', platform: 'node', target: 'node20' });
  const module = jest.requireActual<Drawing>(outfile);
  fs.rmSync(folder, { recursive: true });
  return module;
}
