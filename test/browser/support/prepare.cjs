const { execFileSync, spawnSync } = require('node:child_process');

/** Debian's first: the others are whatever somebody installed. */
const PROGRAMS = ['chromium', 'google-chrome', 'chromium-browser'];

/** Makes the machine ready, unless somebody has done so and says where the browser is. */
module.exports = function prepare() {
  if (process.env.SIDECARS_CHROMIUM) return;
  if (!found()) install('chromium');
  process.env.SIDECARS_CHROMIUM = found() ?? fail('there is no chromium after it was installed');
};

/** On Ubuntu, a program of this name may only tell that there is none. */
function found() {
  const program = PROGRAMS.find((each) => spawnSync(each, ['--version']).status === 0);
  return program && execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
}

function install(name) {
  process.stderr.write(`installing ${name}\n`);
  apt('update');
  apt('-o', 'DPkg::Lock::Timeout=300', 'install', '-y', '--no-install-recommends', name);
}

function apt(...args) {
  const isRoot = process.getuid?.() === 0;
  const command = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args];
  const asRoot = isRoot ? command : ['sudo', ...command];
  const { error, status, stdout, stderr } = spawnSync(asRoot[0], asRoot.slice(1), {
    encoding: 'utf8',
    // sudo may ask for a password.
    stdio: ['inherit', 'pipe', 'pipe'],
  });
  if (status === 0) return;
  fail(
    `${asRoot.join(' ')} failed:\n${error?.message ?? `${stdout}${stderr}`.trim().split('\n').slice(-20).join('\n')}`,
  );
}

function fail(reason) {
  throw new Error(`${reason}
The tests in a browser need Chromium. On Debian, they install it by apt-get, as root or with sudo; elsewhere, install it
and name it: SIDECARS_CHROMIUM=/path/to/chromium npm run test:browser`);
}
