const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

function readSetting(root, name) {
  // cdk8s.yaml keeps these on one plain line each; a YAML parser would cost more time than the rest of this file.
  const text = fs.readFileSync(path.join(root, 'cdk8s.yaml'), 'utf8');
  const value = new RegExp(`^${name}: *(\\S.*?) *$`, 'm').exec(text)?.[1];
  if (value === undefined) throw new Error(`cdk8s.yaml has no "${name}:" line`);
  return value;
}

/** Runs the app of cdk8s.yaml, as `cdk8s synth` does, into `outdir`. Returns its exit code. */
function runApp(root, outdir) {
  const { status } = spawnSync(readSetting(root, 'app'), {
    cwd: root,
    shell: true,
    stdio: 'inherit',
    env: { ...process.env, CDK8S_OUTDIR: outdir },
  });
  if (status === 0 && !fs.existsSync(outdir)) {
    console.error('The app ended without writing any manifest.');
    return 1;
  }
  return status ?? 1;
}

/** Synthesizes into a fresh folder next to the output and hands it to `use`; returns the exit code. */
function synthesizeAside(root, use) {
  // An interrupt also reaches the app; staying alive until it has ended lets the folder below be removed.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});

  const work = fs.mkdtempSync(path.join(root, '.synth-'));
  try {
    const fresh = path.join(work, 'new');
    const code = runApp(root, fresh);
    return code === 0 ? use(fresh, path.join(root, readSetting(root, 'output'))) : code;
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

/** Relative paths of all files below `folder`, sorted; none if there is no such folder. */
function listFiles(folder) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

module.exports = { listFiles, synthesizeAside };
