const fs = require('node:fs');

module.exports = function unpack() {
  if (process.env.SIDECARS_PACKED) fs.rmSync(process.env.SIDECARS_PACKED, { recursive: true, force: true });
};
