const fs = require('node:fs');
const path = require('node:path');

const root = path.resolve(__dirname, '..');

/** A file of the project as it is, with its name first: what was made of it is kept for as long as it stays so. */
function stateOf(file) {
  const found = fs.statSync(`${root}/${file}`, { throwIfNoEntry: false });
  return found ? [file, found.mtimeMs, found.size] : [file];
}

function isUnchanged([file, time, size]) {
  const [, timeNow, sizeNow] = stateOf(file);
  return timeNow === time && sizeNow === size;
}

/** What is in the folders of sources: another one could take the place of one of them. */
function listingsOf(sources) {
  const folders = new Set(sources.map((file) => path.dirname(file)));
  return [...folders].map((folder) => {
    const [, changed] = stateOf(folder);
    return [folder, changed, ...sourcesIn(folder)];
  });
}

/** The folder may be younger and yet have the same: what is made of them is in one of the folders. */
function hasSameSources([folder, changed, ...sources]) {
  return stateOf(folder)[1] === changed || sourcesIn(folder).join() === sources.join();
}

function sourcesIn(folder) {
  return fs.readdirSync(path.join(root, folder)).filter((name) => /\.[cm]?[jt]sx?$|\.json$/.test(name));
}

/** Others read while this is written, and two may write at once. */
function writeWhole(file, content) {
  const unfinished = `${file}.${process.pid}`;
  fs.writeFileSync(unfinished, content);
  fs.renameSync(unfinished, file);
}

module.exports = { hasSameSources, isUnchanged, listingsOf, stateOf, writeWhole };
