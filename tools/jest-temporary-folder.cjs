const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** cdk8s makes a temporary folder for each App of a test, and leaves it: there are tens of thousands. */
module.exports = () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jest-'));
  // Tests are other users as well.
  fs.chmodSync(folder, 0o1777);
  process.env.TMPDIR = folder;
  process.once('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
};
