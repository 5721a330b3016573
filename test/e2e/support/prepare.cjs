const { execFileSync } = require('node:child_process');
const { resolve } = require('node:path');

/** Makes the machine ready, unless somebody has done so and says where its podman is. */
module.exports = function prepare() {
  if (process.env.SIDECARS_PODMAN) return;
  const setup = resolve(__dirname, '../setup');
  const podman = execFileSync(setup, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  process.env.SIDECARS_PODMAN = podman.trim();
};
