const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { PROGRAM, buildCli } = require('./build.cjs');

/** Runs the command as it is in the source: bundling it takes less time than starting a compiler. */
async function run(args) {
  const folder = path.join(__dirname, '../node_modules/.cache/sidecars-cli');
  await buildCli(folder);
  const { status } = spawnSync(process.execPath, [path.join(folder, PROGRAM), ...args], { stdio: 'inherit' });
  return status ?? 2;
}

run(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
