import { join } from 'node:path';
import { listFiles } from '../../lib/synthesis/output/files';
import { Manifests } from '../input/manifests';

/** The manifests in a folder, by the names that they are to have in another. */
export function readSynthesized(folder: string, output: string): Manifests {
  const input = new Manifests(() => undefined);
  // A kustomization is no manifest, and neither is what has no ending.
  const files = listFiles(folder).filter((file) => file.includes('.'));
  input.addFiles(files.map((file) => ({ path: join(output, file), named: false, at: join(folder, file) })));
  return input;
}
