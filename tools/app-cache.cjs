const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { hasSameSources, isUnchanged, listingsOf, stateOf, writeWhole } = require('./source-state.cjs');

const root = path.resolve(__dirname, '..');
const folder = path.join(root, 'node_modules', '.cache', 'cdk8s-sidecars');
const stampFile = path.join(folder, 'app.json');

/** What another version of Node compiled is of no use, and the paths of another folder are in the bundle. */
const place = `${process.version} ${process.arch} ${root}`;

/** What decides about the bundle besides the sources themselves. */
const TOOLS = ['tools/app-bundle.cjs', 'package.json', 'tsconfig.json', 'node_modules/.package-lock.json'];

/** Packages are as npm has noted, in one file. */
function statesOf(inputs) {
  const sources = inputs.filter((file) => !file.startsWith('node_modules/') && !file.includes(':'));
  return { files: [...sources, ...TOOLS].map(stateOf), folders: listingsOf(sources) };
}

function cached(name) {
  const script = path.join(folder, `${name}.cjs`);
  const code = path.join(folder, `${name}.code`);
  return {
    source: fs.readFileSync(script, 'utf8'),
    /** What V8 made of the source: it need not parse and compile it again. */
    code: fs.existsSync(code) ? fs.readFileSync(code) : undefined,
    readMap: () => fs.readFileSync(`${script}.map`, 'utf8'),
    writeCode(data) {
      try {
        writeWhole(code, data);
      } catch {
        // Without a cache it only takes longer.
      }
    },
  };
}

/** The bundle that was made of the sources as they are, if there is one. */
function readBundle() {
  try {
    const stamp = JSON.parse(fs.readFileSync(stampFile, 'utf8'));
    const { files, folders } = stamp.states;
    if (stamp.place !== place || !files.every(isUnchanged) || !folders.every(hasSameSources)) return undefined;
    const bundle = cached(stamp.name);
    // The power may have failed while it was written.
    return bundle.source.length === stamp.length ? bundle : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a bundle whose making began at `start`, unless a source has changed since. */
function writeBundle({ source, map, inputs }, start) {
  const uncached = { source, readMap: () => map, writeCode: () => {} };
  const states = statesOf(inputs);
  if (states.files.some(([, changed]) => changed >= start)) return uncached;
  try {
    const name = createHash('sha256').update(source).digest('hex').slice(0, 16);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    const script = path.join(folder, `${name}.cjs`);
    writeWhole(`${script}.map`, map);
    writeWhole(script, source);
    writeWhole(stampFile, JSON.stringify({ place, name, length: source.length, states }));
    return cached(name);
  } catch {
    // Without a cache it only takes longer.
    return uncached;
  }
}

module.exports = { readBundle, writeBundle };
