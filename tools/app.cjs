// Bundling first and running the bundle starts in about half the time a TypeScript loader takes file by file.
const Module = require('node:module');
const path = require('node:path');
const { buildSync } = require('esbuild');

const root = path.resolve(__dirname, '..');
const [{ text }] = buildSync({
  entryPoints: [path.join(root, 'main.ts')],
  absWorkingDir: root,
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  sourcemap: 'inline',
  sourcesContent: false,
  keepNames: true,
  write: false,
  outfile: 'main.cjs',
}).outputFiles;

// Stack traces then name the lines of the sources.
process.setSourceMapsEnabled(true);
const file = path.join(root, 'main.cjs');
const bundle = new Module(file);
bundle.paths = Module._nodeModulePaths(root);
bundle._compile(text, file);
