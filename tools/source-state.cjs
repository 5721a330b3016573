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

/** Others read while this is written, and two may write at once. */
function writeWhole(file, content) {
  const unfinished = `${file}.${process.pid}`;
  fs.writeFileSync(unfinished, content);
  fs.renameSync(unfinished, file);
}

module.exports = { isUnchanged, stateOf, writeWhole };
