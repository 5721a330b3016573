const fs = require('node:fs');
const path = require('node:path');
const { build } = require('esbuild');

/** Some packages, and our environments, find files beside their own; in the bundle, they would look beside the bundle. */
const ownFolders = {
  name: 'own-folders',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](?:node_modules[\\/].*\.c?js|environments[\\/]index\.ts)$/ }, async ({ path: file }) => {
      const source = await fs.promises.readFile(file, 'utf8');
      if (!source.includes('__dirname')) return undefined;
      return {
        contents: `var __dirname = ${JSON.stringify(path.dirname(file))};${source}`,
        loader: file.endsWith('.ts') ? 'ts' : 'js',
      };
    });
  },
};

/** What esbuild would copy for every file that imports it: there are over a thousand names in it. */
const LARGE = /^(?:cdk8s|cdk8s-plus-28|constructs)$/;

const namesOnce = {
  name: 'names-once',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: LARGE }, ({ path: name, kind, resolveDir }) =>
      kind === 'import-statement' ? { path: name, namespace: 'names-once', pluginData: { resolveDir } } : undefined,
    );
    onLoad({ filter: LARGE, namespace: 'names-once' }, ({ path: name, pluginData: { resolveDir } }) => ({
      contents: `const all = require(${JSON.stringify(name)});
export const { ${Object.keys(require(name)).join(', ')} } = all;`,
      resolveDir,
    }));
  },
};

/** The app and the packages it uses as one script, with the files it was made of. */
async function bundleApp(root, outfile) {
  const { outputFiles, metafile } = await build({
    entryPoints: [path.join(root, 'main.ts')],
    absWorkingDir: root,
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    sourcemap: 'external',
    sourcesContent: false,
    minifySyntax: true,
    minifyWhitespace: true,
    metafile: true,
    write: false,
    plugins: [ownFolders, namesOnce],
  });
  const [map, script] = outputFiles.sort((a, b) => Number(b.path.endsWith('.map')) - Number(a.path.endsWith('.map')));
  return { source: script.text, map: map.text, inputs: Object.keys(metafile.inputs) };
}

module.exports = { bundleApp };
