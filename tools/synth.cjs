const fs = require('node:fs');
const path = require('node:path');
const { listFiles, synthesizeAside } = require('./synthesis.cjs');

function replace(target, fresh) {
  // Not inside the folder of `fresh`, which is removed whatever happens: this may be the only copy.
  const old = `${path.dirname(fresh)}-old`;
  const hadTarget = fs.existsSync(target);
  if (hadTarget) fs.renameSync(target, old);
  try {
    fs.renameSync(fresh, target);
  } catch (error) {
    if (hadTarget) fs.renameSync(old, target);
    throw error;
  }
  fs.rmSync(old, { recursive: true, force: true });
}

process.exitCode = synthesizeAside(process.cwd(), (fresh, target) => {
  replace(target, fresh);
  console.log(`${path.basename(target)}: ${listFiles(target).length} files`);
  return 0;
});
