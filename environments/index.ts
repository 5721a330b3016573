import { readdirSync } from 'node:fs';
import { Environment } from '../charts/environment';
import { environmentOf, requireApart } from '../charts/environment-checks';

/** Every other file here is an environment: adding one is adding its file. */
// eslint-disable-next-line no-restricted-globals -- it is kept when the app is bundled
const environments = readdirSync(__dirname)
  .map((file) => /^([^.]+)\.ts$/.exec(file)?.[1])
  .filter((name) => name !== undefined && name !== 'index')
  .sort()
  .map((name) => {
    // Bundlers take along all files that this may mean.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const exported = require(`./${name}.ts`) as { readonly [key: string]: unknown };
    return environmentOf(`environments/${name}.ts`, exported);
  });

export const ENVIRONMENTS: readonly Environment[] = requireApart(environments);
