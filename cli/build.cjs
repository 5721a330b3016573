const fs = require('node:fs');
const path = require('node:path');
const { build, transformSync } = require('esbuild');

const root = path.join(__dirname, '..');

function packageModule() {
  const { version, homepage, repository } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const url = repository.url.replace(/\.git$/, '');
  return `export const PACKAGE = ${JSON.stringify({ version, homepage, pages: `${url}/blob/main/docs/checks` })};`;
}

function pages() {
  const folder = path.join(root, 'docs/checks');
  const files = fs.readdirSync(folder).filter((file) => file.endsWith('.md') && file !== 'README.md');
  return Object.fromEntries(files.map((file) => [file.slice(0, -3), fs.readFileSync(path.join(folder, file), 'utf8')]));
}

/** What runs in the page that `report` writes. */
function browseModule() {
  const source = fs.readFileSync(path.join(root, 'cli/report/browse.js'), 'utf8');
  const { code } = transformSync(source, { minify: true, format: 'iife', target: 'es2022' });
  return `export const BROWSE = ${JSON.stringify(code.trim())};`;
}

const BUNDLED = {
  package: packageModule,
  pages: () => `export const pages = () => (${JSON.stringify(pages())});`,
  browse: browseModule,
};

/** What is known only here: the command itself reads no file of its own. */
const bundledModules = {
  name: 'bundled modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^bundled:/ }, ({ path }) => ({ path: path.slice('bundled:'.length), namespace: 'bundled' }));
    onLoad({ filter: /.*/, namespace: 'bundled' }, ({ path }) => ({ contents: BUNDLED[path]() }));
  },
};

/**
 * The build of the yaml package for browsers: what is not used of it can be left out, and it does not look at the
 * environment for each token, which takes a quarter of the parsing.
 */
const alias = { yaml: path.join(root, 'node_modules/yaml/browser/dist/index.js') };
const plugins = [bundledModules];

/** What is run, in the folder that it is built into. */
const PROGRAM = 'sidecars.mjs';

/**
 * Bundles the command, so that it needs nothing but Node. Each verb is a file of its own, as reading what is not run
 * takes longer than all the rest of the start. Returns what esbuild tells about the bundles.
 */
async function buildCli(folder) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { [path.parse(PROGRAM).name]: 'cli/main.ts' },
    outdir: folder,
    outExtension: { '.js': path.extname(PROGRAM) },
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    platform: 'node',
    loader: { '.wasm': 'binary', '.woff2': 'binary' },
    target: 'node20',
    banner: { js: '#!/usr/bin/env node' },
    legalComments: 'none',
    logLevel: 'error',
    metafile: true,
    alias,
    plugins,
  });
  const built = Object.keys(metafile.outputs).map((file) => path.basename(file));
  for (const file of fs.readdirSync(folder)) if (!built.includes(file)) fs.rmSync(path.join(folder, file));
  fs.chmodSync(path.join(folder, PROGRAM), 0o755);
  fs.writeFileSync(path.join(folder, 'LICENSES.txt'), licenses(Object.keys(metafile.inputs)));
  return metafile;
}

/** What packages are compiled from, where they do not tell. */
const CONTAINED = {
  '@hpcc-js/wasm-graphviz': `It contains Graphviz, under the Eclipse Public License: https://graphviz.org/license/
Source: https://gitlab.com/graphviz/graphviz
and Expat, under the MIT license: https://github.com/libexpat/libexpat`,
};

/** The licenses of what is bundled: they ask to come along. */
function licenses(inputs) {
  const names = inputs.map((input) => /(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]);
  return [...new Set(names)]
    .filter((name) => name !== undefined)
    .sort()
    .map((name) => {
      const folder = path.join(root, 'node_modules', name);
      return `${name}\n\n${[licenseIn(folder), CONTAINED[name] ?? ''].join('\n\n').trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** Its text; of a package that comes without, which one it is, and where its source is, as the license asks. */
function licenseIn(folder) {
  const file = fs.readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file !== undefined) return fs.readFileSync(path.join(folder, file), 'utf8').trim();
  const { license, repository, version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const source = String(repository.url ?? repository).replace(/^git@([^:]+):/, 'https://$1/');
  return `Version ${version}, under ${license}: https://spdx.org/licenses/${license}.html\nSource: ${source}`;
}

module.exports = { PROGRAM, alias, buildCli, plugins };

if (require.main === module) buildCli(path.join(root, 'build/cli'));
