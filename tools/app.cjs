// Running a bundle takes half the time that a TypeScript loader takes file by file, and half of that again when V8 has
// compiled it before.
const { Module, SourceMap } = require('node:module');
const path = require('node:path');
const vm = require('node:vm');
const { readBundle, writeBundle } = require('./app-cache.cjs');

const root = path.resolve(__dirname, '..');
const file = path.join(root, 'main.cjs');

async function makeBundle() {
  const start = Date.now();
  return writeBundle(await require('./app-bundle.cjs').bundleApp(root, file), start);
}

/** Stack traces name the lines of the sources. The map is read for the first of them only. */
function mapStackTraces({ readMap }) {
  let map;
  const inSources = (place, line, column) => {
    map ??= new SourceMap(JSON.parse(readMap()));
    const { originalSource, originalLine, originalColumn } = map.findEntry(line - 1, column - 1);
    if (originalSource === undefined) return place;
    return `${path.resolve(root, originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
  };
  const inFrame = (frame) =>
    String(frame).replace(/[^\s(]*main\.cjs:(\d+):(\d+)/, (place, line, column) => inSources(place, +line, +column));
  Error.prepareStackTrace = (error, frames) =>
    [Error.prototype.toString.call(error), ...frames.map((frame) => `    at ${inFrame(frame)}`)].join('\n');
}

function run(bundle) {
  mapStackTraces(bundle);
  const script = new vm.Script(Module.wrap(bundle.source), {
    filename: file,
    columnOffset: -Module.wrapper[0].length,
    cachedData: bundle.code,
  });
  const app = new Module(file);
  app.paths = Module._nodeModulePaths(root);
  try {
    script.runInThisContext()(app.exports, app.require.bind(app), app, file, root);
  } catch (error) {
    // Node would print the line of the bundle before it, which is all of it.
    console.error(error);
    process.exitCode = 1;
    return;
  }
  // Afterwards, when it has compiled what the app calls.
  if (bundle.code === undefined || script.cachedDataRejected) bundle.writeCode(script.createCachedData());
}

/** Node would first finish collecting garbage, which takes as long as reading the bundle. */
function endWhenDone() {
  setImmediate(() => {
    if (process.getActiveResourcesInfo().length === 0) process.exit();
  });
}

const cached = readBundle();
if (cached) {
  run(cached);
  endWhenDone();
} else makeBundle().then(run);
