const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/** Builds and packs what is published, unless somebody has done so and says where it is. */
module.exports = function pack() {
  if (process.env.SIDECARS_TARBALL) return;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'packed-'));
  execFileSync('npm', ['pack', '--loglevel=error', '--pack-destination', folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [tarball] = fs.readdirSync(folder);
  process.env.SIDECARS_TARBALL = path.join(folder, tarball);
  process.env.SIDECARS_PACKED = folder;
};
