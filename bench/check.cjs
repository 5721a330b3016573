const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { build } = require('esbuild');
const { PROGRAM, alias, buildCli, plugins } = require('../cli/build.cjs');

const ROUNDS = 3;
const STARTS = 15;
const SMALL = 1_000;
const LARGE = 10_000;

/** Two containers that share a volume, and their Service: as plain as manifests are, and nothing to complain about. */
function manifests(index) {
  const name = `web-${index}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels:
    app: ${name}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
      annotations:
        kubectl.kubernetes.io/default-container: web
    spec:
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        fsGroup: 101
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: web
          image: nginxinc/nginx-unprivileged:1.27-alpine
          ports:
            - name: http
              containerPort: 8080
          resources:
            requests:
              cpu: 50m
              memory: 64Mi
            limits:
              memory: 128Mi
          readinessProbe:
            httpGet:
              path: /
              port: http
          volumeMounts:
            - name: content
              mountPath: /usr/share/nginx/html
              readOnly: true
        - name: writer
          image: busybox:1.36
          command:
            - sh
            - -c
            - trap 'exit 0' TERM; while true; do date > /content/index.html; sleep 5 & wait $!; done
          securityContext:
            runAsUser: 65534
          resources:
            requests:
              cpu: 10m
              memory: 16Mi
            limits:
              memory: 32Mi
          volumeMounts:
            - name: content
              mountPath: /content
      volumes:
        - name: content
          emptyDir:
            sizeLimit: 16Mi
---
apiVersion: v1
kind: Service
metadata:
  name: ${name}
spec:
  selector:
    app: ${name}
  ports:
    - name: http
      port: 80
      targetPort: http
`;
}

function generate(folder, count) {
  const all = Array.from({ length: count }, (_, index) => manifests(index));
  const file = path.join(folder, `${count}.yaml`);
  fs.writeFileSync(file, all.join('---\n'));
  const files = path.join(folder, `${count}-files`);
  fs.mkdirSync(files);
  all.forEach((text, index) => fs.writeFileSync(path.join(files, `${index}.yaml`), text));
  return { file, files };
}

function run(script, ...args) {
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status === null || status > 1) throw new Error(`${script} ${args.join(' ')}:\n${stderr}`);
  return { elapsed: performance.now() - start, stdout };
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** The stages in one process, and the command as a whole with its memory, each the median of some rounds. */
function measure(bench, target) {
  const rounds = Array.from({ length: ROUNDS }, () => ({
    stages: JSON.parse(run(bench.stages, target).stdout),
    whole: run(bench.cli, 'check', target).elapsed,
  }));
  const stage = (name) => median(rounds.map(({ stages }) => stages.times[name]));
  const { objects, findings } = rounds[0].stages;
  const [parsing, rules, places] = ['parsing', 'rules', 'places'].map(stage);
  return {
    objects,
    findings,
    parsing,
    rules,
    places,
    whole: median(rounds.map(({ whole }) => whole)),
    memory: peak(bench, target),
  };
}

/** In MB, as the process itself says at its end. */
function peak(bench, target) {
  const hook = 'process.on("exit", () => process.stderr.write(`\\n${process.resourceUsage().maxRSS}`))';
  const preload = path.join(path.dirname(bench.cli), 'peak.cjs');
  fs.writeFileSync(preload, hook);
  const { stderr } = spawnSync(process.execPath, ['-r', preload, bench.cli, 'check', target], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  return Number(stderr.trim().split('\n').at(-1)) / 1024;
}

function starts(bench, folder) {
  const small = path.join(folder, 'small.yaml');
  fs.writeFileSync(small, manifests(0));
  const bare = path.join(folder, 'bare.cjs');
  fs.writeFileSync(bare, '0');
  const times = { bare: [], check: [] };
  for (let round = 0; round < STARTS; round++) {
    times.bare.push(run('-e', '0').elapsed);
    times.check.push(run(bench.cli, 'check', small).elapsed);
  }
  return { bare: median(times.bare), check: median(times.check) };
}

function report(cases, { bare, check }) {
  const columns = ['objects', 'findings', 'parsing', 'rules', 'places', 'whole', 'memory'];
  const units = { objects: '', findings: '', memory: ' MB' };
  const cell = (text, width = 11) => String(text).padStart(width);
  console.log(`${'input'.padEnd(14)}${columns.map((name) => cell(name)).join('')}`);
  for (const [name, result] of Object.entries(cases)) {
    const cells = columns.map((column) => cell(`${result[column].toFixed(0)}${units[column] ?? ' ms'}`));
    console.log(`${name.padEnd(14)}${cells.join('')}`);
  }
  const { smallFile, largeFile, smallFiles, largeFiles } = cases;
  const growth = (large, small, what) => large[what] / small[what] / (LARGE / SMALL);
  const ratios = [
    ['rules / parsing, one file', largeFile.rules / largeFile.parsing, 1],
    ['rules / parsing, many files', largeFiles.rules / largeFiles.parsing, 1],
    ['growth of the rules per object', growth(largeFile, smallFile, 'rules'), 1.3],
    ['growth of the whole per object', growth(largeFile, smallFile, 'whole'), 1.3],
    ['growth of many files per object', growth(largeFiles, smallFiles, 'whole'), 1.3],
    ['memory in GB', Math.max(largeFile.memory, largeFiles.memory) / 1024, 1.5],
    [`one small file / bare node (${check.toFixed(0)} / ${bare.toFixed(0)} ms)`, check / bare, 2.5],
  ];
  console.log(`\n${'ratio'.padEnd(44)}${cell('', 6)}  target`);
  for (const [name, ratio, target] of ratios) {
    const verdict = ratio <= target ? 'met' : 'MISSED';
    console.log(`${name.padEnd(44)}${cell(ratio.toFixed(2), 6)}  <= ${target} ${verdict}`);
  }
}

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-check-'));
  try {
    const cli = path.join(folder, 'cli');
    const bench = { cli: path.join(cli, PROGRAM), stages: path.join(folder, 'stages.js') };
    await buildCli(cli);
    await build({
      absWorkingDir: path.join(__dirname, '..'),
      entryPoints: ['bench/check-stages.ts'],
      outfile: bench.stages,
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node20',
      alias,
      plugins,
    });
    const [small, large] = [generate(folder, SMALL), generate(folder, LARGE)];
    if (process.argv[2] === 'rules') return printRules(bench, large.file);
    const cases = {
      smallFile: measure(bench, small.file),
      smallFiles: measure(bench, small.files),
      largeFile: measure(bench, large.file),
      largeFiles: measure(bench, large.files),
    };
    report(cases, starts(bench, folder));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** How long each rule takes, the slowest first: `node bench/check.cjs rules`. */
function printRules(bench, file) {
  const { rules, times } = JSON.parse(run(bench.stages, file, 'rules').stdout);
  console.log(`parsing ${times.parsing.toFixed(0)} ms, rules ${times.rules.toFixed(0)} ms\n`);
  for (const [name, time] of rules) console.log(`${time.toFixed(0).padStart(6)} ms  ${name}`);
}

main();
