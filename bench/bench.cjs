const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const ROUNDS = 5;
const BUDGET_MS = 80_000;

// `burst` evens out the noise of the commands that end quickly.
const CASES = [
  { name: 'bare node', command: 'node -e 0', burst: 8 },
  { name: 'compiled app', command: 'node tools/app.cjs', burst: 8, synthesizes: true },
  { name: 'npm run synth', command: 'npm run synth', synthesizes: true },
  { name: 'npx cdk8s synth', command: 'npx cdk8s synth', synthesizes: true },
  { name: 'stock app', command: 'npx ts-node main.ts', synthesizes: true },
  { name: 'stock synth', command: "npx cdk8s synth --app 'npx ts-node main.ts'", synthesizes: true },
];

const RATIOS = [
  { of: 'compiled app', to: 'bare node', target: 4 },
  { of: 'npm run synth', to: 'bare node' },
  { of: 'npx cdk8s synth', to: 'bare node' },
  { of: 'npx cdk8s synth', to: 'stock synth', target: 0.5 },
  { of: 'npm run synth', to: 'stock synth' },
  { of: 'compiled app', to: 'stock app' },
];

/** A copy of the project, so that every command can write its dist/ without touching the committed one. */
function copyProject(folder) {
  const root = path.join(__dirname, '..');
  const left = ['.git', 'build', 'coverage', 'dist', 'node_modules', '.e2e'];
  for (const entry of fs.readdirSync(root)) {
    if (left.includes(entry) || entry.startsWith('.synth-')) continue;
    fs.cpSync(path.join(root, entry), path.join(folder, entry), { recursive: true });
  }
  // One by one, so that the copy has a cache of its own.
  const modules = path.join(root, 'node_modules');
  fs.mkdirSync(path.join(folder, 'node_modules'));
  for (const entry of fs.readdirSync(modules).filter((name) => name !== '.cache')) {
    fs.symlinkSync(path.join(modules, entry), path.join(folder, 'node_modules', entry));
  }
}

function time(folder, { name, command }) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(command, {
    cwd: folder,
    shell: true,
    encoding: 'utf8',
    env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
  });
  const elapsed = performance.now() - start;
  if (status !== 0) throw new Error(`${name} failed (${command}):\n${stdout}${stderr}`);
  return elapsed;
}

/** The files below a folder, by their paths from it. */
function listFiles(folder) {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name))).sort();
}

/** One untimed run of each case compiles, fills the disk cache and shows that all of them do the same work. */
function warmUp(folder) {
  const dist = path.join(folder, 'dist');
  let expected;
  for (const each of CASES) {
    fs.rmSync(dist, { recursive: true, force: true });
    time(folder, each);
    if (!each.synthesizes) continue;
    const files = JSON.stringify(listFiles(dist).map((file) => [file, fs.readFileSync(path.join(dist, file), 'utf8')]));
    expected ??= files;
    if (files !== expected) throw new Error(`${each.name} does not write what ${CASES[1].name} writes`);
  }
}

function measure(folder) {
  const times = new Map(CASES.map(({ name }) => [name, []]));
  const start = performance.now();
  for (let round = 0; round < ROUNDS && performance.now() - start < BUDGET_MS; round++) {
    for (const each of CASES) {
      for (let run = 0; run < (each.burst ?? 1); run++) times.get(each.name).push(time(folder, each));
    }
  }
  return times;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

function printReport(times) {
  const cell = (text, width) => String(text).padStart(width);
  console.log(`${'case'.padEnd(16)} ${cell('median', 9)} ${cell('runs', 5)}  command`);
  for (const { name, command } of CASES) {
    const values = times.get(name);
    console.log(
      `${name.padEnd(16)} ${cell(`${median(values).toFixed(0)} ms`, 9)} ${cell(values.length, 5)}  ${command}`,
    );
  }
  console.log(`\n${'ratio'.padEnd(32)} ${cell('', 6)}  target`);
  for (const { of, to, target } of RATIOS) {
    const ratio = median(times.get(of)) / median(times.get(to));
    const verdict = target === undefined ? '' : `<= ${target} ${ratio <= target ? 'met' : 'MISSED'}`;
    console.log(`${`${of} / ${to}`.padEnd(32)} ${cell(ratio.toFixed(2), 6)}  ${verdict}`.trimEnd());
  }
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'));
try {
  copyProject(folder);
  warmUp(folder);
  printReport(measure(folder));
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
