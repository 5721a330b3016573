const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { PROGRAM, buildCli } = require('../cli/build.cjs');

const ROUNDS = 7;
const TARGET = 2;

const ROOT = path.join(__dirname, '..');
const PODMAN = process.env.SIDECARS_PODMAN || 'podman';
const WRITER = 'while true; do echo "Hello from Container 2 (@ $(date))" >> /content/index.html; sleep 5; done';

function podman(...args) {
  const { status, stdout, stderr } = spawnSync(PODMAN, args, { encoding: 'utf8' });
  return { ok: status === 0, stdout, stderr };
}

function must(...args) {
  const { ok, stderr } = podman(...args);
  if (!ok) throw new Error(`podman ${args.join(' ')}: ${stderr}`);
}

/** The tutorial's Pod as a person starts it who has no Kubernetes, until its page is there. */
function byHand(round) {
  const [pod, folder] = [`bench-${process.pid}-${round}`, fs.mkdtempSync(path.join(os.tmpdir(), 'bench-'))];
  try {
    const start = performance.now();
    // nginx reads it as another user.
    fs.chmodSync(folder, 0o755);
    must('pod', 'create', '--name', pod);
    const volume = (target) => ['--volume', `${folder}:${target}`];
    must('run', '-d', '--pull=never', '--pod', pod, ...volume('/usr/share/nginx/html'), 'nginx:alpine');
    const writer = ['--name', `${pod}-2`, ...volume('/content'), 'busybox', 'sh', '-c', WRITER];
    must('run', '-d', '--pull=never', '--pod', pod, ...writer);
    const page = () => podman('exec', `${pod}-2`, 'wget', '-q', '-O', '-', 'http://localhost').stdout;
    while (!page().includes('Hello from Container 2'))
      if (performance.now() - start > 30_000) throw new Error('no page');
    return performance.now() - start;
  } finally {
    podman('pod', 'rm', '--force', '--time', '0', pod);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** `sidecars verify`, from the command until all that is expected is true: what comes then is cleaning up. */
function bySidecars(program) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const args = [program, 'verify', '--runtime', 'podman', '--pull', 'never', '--chart', 'shared-volume'];
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    let [output, last] = ['', 0];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      if (/✓ (?:"wget|the log)/.test(text)) last = performance.now();
    });
    child.on('close', (code) => {
      if (code === 0 && last > 0) resolve(last - start);
      else reject(new Error(output));
    });
  });
}

function median(times) {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-cli-'));
  try {
    await buildCli(folder);
    const [hand, sidecars] = [[], []];
    for (let round = 0; round <= ROUNDS; round++) {
      const times = [byHand(round), await bySidecars(path.join(folder, PROGRAM))];
      // The first round fills caches.
      if (round > 0) [hand, sidecars].forEach((list, index) => list.push(times[index]));
    }
    console.log(`podman by hand:   ${(median(hand) / 1000).toFixed(2)} s`);
    console.log(`sidecars verify:  ${(median(sidecars) / 1000).toFixed(2)} s`);
    const ratio = median(sidecars) / median(hand);
    console.log(
      `ratio:            ${ratio.toFixed(2)} (target: at most ${TARGET})${ratio <= TARGET ? '' : ', missed'}`,
    );
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
