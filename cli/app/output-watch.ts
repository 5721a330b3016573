import { statSync } from 'node:fs';
import { join } from 'node:path';
import { some } from '../../lib/some';
import { listFiles } from '../../lib/synthesis/output/files';

const SHOWN = 3;

/** Sees whether an app writes to its output though it was told to write elsewhere: then some of it is missing elsewhere. */
export class OutputWatch {
  private readonly before: ReadonlyMap<string, string>;

  public constructor(
    private readonly folder: string,
    private readonly command: string,
  ) {
    this.before = statesOf(folder);
  }

  /** What is wrong; undefined when the output is as it was. */
  public complaint(): string | undefined {
    const after = statesOf(this.folder);
    const written = [...after].filter(([file, state]) => this.before.get(file) !== state).map(([file]) => file);
    const removed = [...this.before.keys()].filter((file) => !after.has(file));
    const touched = [...written, ...removed].sort().map((file) => join(this.folder, file));
    if (touched.length === 0) return undefined;
    return `the app (${this.command}) has itself written ${some(touched, SHOWN)}, and not to the folder that CDK8S_OUTDIR names; what it wrote is there now. Fix: ${OUTDIR}`;
  }
}

/** How an app writes where it is told to. */
export const OUTDIR =
  "leave outdir out of App, or take it from there, as in new App({ outdir: join(process.env.CDK8S_OUTDIR ?? 'dist', 'prod') })";

function statesOf(folder: string): Map<string, string> {
  const states = new Map<string, string>();
  for (const file of listFiles(folder)) {
    const found = statSync(join(folder, file), { throwIfNoEntry: false, bigint: true });
    // The number of the file too: one that is as old may take its place.
    if (found) states.set(file, `${found.mtimeNs} ${found.size} ${found.ino}`);
  }
  return states;
}
