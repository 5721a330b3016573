const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { hasSameSources, isUnchanged, listingsOf, stateOf, writeWhole } = require('../tools/source-state.cjs');

const root = path.join(__dirname, '..');
const cache = path.join(root, 'node_modules/.cache/sidecars-cli');
const stampFile = path.join(cache, 'built.json');

/** What goes into the bundle and is no module of it. */
const OTHERS = [
  'cli/build.cjs',
  'cli/report/browse.js',
  'package.json',
  'node_modules/.package-lock.json',
  'docs/checks',
];

/** Others may still run what they have just built. */
const KEPT_MS = 10 * 60_000;

/** The folder of what was built of the sources as they are, if there is one. */
function built() {
  try {
    const { name, states, folders } = JSON.parse(fs.readFileSync(stampFile, 'utf8'));
    const folder = path.join(cache, name);
    const isSame = states.every(isUnchanged) && folders.every(hasSameSources);
    return isSame && fs.existsSync(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

async function buildAnew() {
  const start = Date.now();
  fs.mkdirSync(cache, { recursive: true });
  const folder = fs.mkdtempSync(path.join(cache, 'build-'));
  const { inputs } = await require('./build.cjs').buildCli(folder);
  const pages = fs.readdirSync(path.join(root, 'docs/checks')).map((page) => `docs/checks/${page}`);
  const modules = Object.keys(inputs).filter((file) => !file.startsWith('bundled:'));
  const states = [...modules, ...OTHERS, ...pages].map(stateOf);
  const folders = listingsOf(modules.filter((file) => !file.startsWith('node_modules/')));
  // Else a source has changed while it was read.
  if (states.every(([, changed]) => changed < start)) {
    writeWhole(stampFile, JSON.stringify({ name: path.basename(folder), states, folders }));
  }
  for (const entry of fs.readdirSync(cache).map((name) => path.join(cache, name))) {
    if (entry === folder || entry === stampFile) continue;
    if (start - (fs.statSync(entry, { throwIfNoEntry: false })?.mtimeMs ?? start) > KEPT_MS) {
      fs.rmSync(entry, { recursive: true, force: true });
    }
  }
  return folder;
}

/** Runs the command as it is in the source, and bundles it first where that has changed. */
async function run() {
  const program = path.join(built() ?? (await buildAnew()), 'sidecars.mjs');
  // As if it had been started by itself.
  process.argv[1] = program;
  await import(pathToFileURL(program).href);
}

run();
