const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { build } = require('esbuild');

// What App.synth of cdk8s costs, and AppSynthesis.write. Smaller numbers of Pods to see whether it works:
// node bench/synthesis.cjs 100 1000 3000
const [SMALL, MIDDLE, LARGE] = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1_000, 10_000, 30_000];

/** App.synth is stopped when it has taken so many times as long as ours: then the target is met. */
const FACTOR = 10;

/** In a process of its own: what one leaves in memory slows the next. Returns undefined when it takes too long. */
function run(program, way, kind, pods, timeout) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [program, way, kind, String(pods)], {
    encoding: 'utf8',
    timeout,
    env: { ...process.env, NODE_PATH: path.join(__dirname, '../node_modules') },
  });
  if (status === 0) return JSON.parse(stdout);
  if (signal === 'SIGTERM' && timeout !== undefined) return undefined;
  throw new Error(`${way} of ${pods} ${kind} Pods failed:\n${stderr}`);
}

function row(kind, way, pods, result, limit) {
  const cells =
    result === undefined
      ? ['', `> ${limit.toFixed(1)} s`, '', '']
      : [
          `${(result.build / 1000).toFixed(1)} s`,
          `${(result.synthesis / 1000).toFixed(1)} s`,
          `${(result.synthesis / pods).toFixed(2)} ms`,
          `${result.memory.toFixed(0)} MB`,
        ];
  const name = way === 'ours' ? 'AppSynthesis.write' : 'App.synth';
  const texts = [String(pods), ...cells].map((text) => text.padStart(11));
  console.log(`${kind.padEnd(10)}${name.padEnd(20)}${texts.join('')}`);
}

function measure(program, kind) {
  const small = run(program, 'ours', kind, SMALL);
  row(kind, 'ours', SMALL, small);
  const smallStock = run(program, 'stock', kind, SMALL);
  row(kind, 'stock', SMALL, smallStock);
  const middle = run(program, 'ours', kind, MIDDLE);
  row(kind, 'ours', MIDDLE, middle);
  const limit = Math.ceil(middle.build + (FACTOR + 1) * middle.synthesis);
  const stock = run(program, 'stock', kind, MIDDLE, limit);
  row(kind, 'stock', MIDDLE, stock, (FACTOR * middle.synthesis) / 1000);
  const large = run(program, 'ours', kind, LARGE);
  row(kind, 'ours', LARGE, large);
  const ratio = stock ? middle.synthesis / stock.synthesis : 1 / FACTOR;
  return {
    small: small.synthesis / smallStock.synthesis,
    ratio,
    bound: stock === undefined ? '< ' : '',
    growth: large.synthesis / LARGE / (small.synthesis / SMALL),
    memory: large.memory / 1024,
  };
}

function report(sidecars, plain) {
  const rows = [
    [`ours / App.synth, ${MIDDLE} Pods`, sidecars.ratio, 1 / FACTOR, sidecars.bound],
    [`ours / App.synth, ${SMALL} Pods`, sidecars.small],
    [`growth per Pod, ${SMALL} to ${LARGE} Pods`, sidecars.growth, 1.3],
    ['memory in GB', sidecars.memory, 1.5],
    [`plain: ours / App.synth, ${MIDDLE} Pods`, plain.ratio, undefined, plain.bound],
    [`plain: growth per Pod, ${SMALL} to ${LARGE} Pods`, plain.growth, 1.3],
    ['plain: memory in GB', plain.memory, 1.5],
  ];
  console.log(`\n${'ratio'.padEnd(48)}${''.padStart(8)}  target`);
  for (const [name, ratio, target, bound = ''] of rows) {
    const verdict = target === undefined ? '' : `<= ${target} ${ratio <= target ? 'met' : 'MISSED'}`;
    console.log(`${name.padEnd(48)}${`${bound}${ratio.toFixed(2)}`.padStart(8)}  ${verdict}`.trimEnd());
  }
}

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-synthesis-'));
  try {
    const program = path.join(folder, 'app.cjs');
    await build({
      absWorkingDir: path.join(__dirname, '..'),
      entryPoints: ['bench/synthesis-app.ts'],
      outfile: program,
      bundle: true,
      platform: 'node',
      target: 'node20',
      // As in a project of others: one copy of each, which tells its own objects.
      external: ['cdk8s', 'cdk8s-plus-28', 'constructs'],
    });
    const columns = ['Pods', 'building', 'synthesis', 'per Pod', 'memory'].map((name) => name.padStart(11));
    console.log(`${'Pods'.padEnd(10)}${'way'.padEnd(20)}${columns.join('')}`);
    const sidecars = measure(program, 'sidecars');
    report(sidecars, measure(program, 'plain'));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main();
