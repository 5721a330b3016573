import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Whether a folder is among the templates of a Helm chart. Helm takes every file there for a manifest. */
export function isInHelmChart(folder: string): boolean {
  const path = resolve(folder);
  const parent = dirname(path);
  if (parent === path) return false;
  return (basename(path) === 'templates' && existsSync(join(parent, 'Chart.yaml'))) || isInHelmChart(parent);
}
