const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { PROGRAM, buildCli } = require('../cli/build.cjs');

const STARTS = 15;
const ROUNDS = 3;
const MANY = 500;
const FEW = 50;

const FIXTURES = path.join(__dirname, '../test/fixtures/diagram');

/** Runs in turns, so that what else the machine does meets all of them. */
function medians(rounds, commands) {
  const times = commands.map(() => []);
  for (let round = 0; round < rounds; round++) commands.forEach((args, index) => times[index].push(run(args)));
  return times.map((values) => values.sort((a, b) => a - b)[values.length >> 1]);
}

/** Notes how much memory a program has had, in KiB, where it is asked to. */
const MEMORY_HOOK = `import { writeFileSync } from 'node:fs';
const { MEMORY_FILE } = process.env;
process.on('exit', () => writeFileSync(MEMORY_FILE, String(process.resourceUsage().maxRSS)));`;

/** In GB. */
function memoryOf(folder, args) {
  const file = path.join(folder, 'memory');
  run(['--import', `data:text/javascript,${encodeURIComponent(MEMORY_HOOK)}`, ...args], { MEMORY_FILE: file });
  return (Number(fs.readFileSync(file, 'utf8')) * 1024) / 1e9;
}

function run(args, env = {}) {
  const start = performance.now();
  const options = { encoding: 'utf8', maxBuffer: 2 ** 30, env: { ...process.env, ...env } };
  const { status, stderr } = spawnSync(process.execPath, args, options);
  if (status !== 0) throw new Error(`${args.join(' ')}:\n${stderr}`);
  return performance.now() - start;
}

/** A workload with its Service, a sidecar and a policy, that dials the next one. */
function manifests(index) {
  const namespace = `team-${Math.floor(index / 20)}`;
  const next = index % 20 === 19 ? index : index + 1;
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: app-${index}, namespace: ${namespace} }
spec:
  replicas: 2
  selector: { matchLabels: { app: app-${index} } }
  template:
    metadata: { labels: { app: app-${index} } }
    spec:
      initContainers:
        - { name: logs, image: 'fluent/fluent-bit:3.1.9', restartPolicy: Always, volumeMounts: [{ name: logs, mountPath: /logs, readOnly: true }] }
      containers:
        - name: app
          image: example.com/app:1
          ports: [{ name: http, containerPort: 8080 }]
          env: [{ name: NEXT_URL, value: 'http://app-${next}' }]
          readinessProbe: { httpGet: { path: /, port: http } }
          volumeMounts: [{ name: logs, mountPath: /var/log/app }]
      volumes: [{ name: logs, emptyDir: {} }]
---
apiVersion: v1
kind: Service
metadata: { name: app-${index}, namespace: ${namespace} }
spec: { selector: { app: app-${index} }, ports: [{ port: 80, targetPort: http }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: app-${index}, namespace: ${namespace} }
spec:
  podSelector: { matchLabels: { app: app-${index} } }
  ingress: [{ from: [{ podSelector: { matchLabels: { app: app-${index - 1} } } }], ports: [{ port: http }] }]
`;
}

function many(folder, count) {
  const file = path.join(folder, `${count}.yaml`);
  fs.writeFileSync(file, Array.from({ length: count }, (_, index) => manifests(index)).join('---\n'));
  return file;
}

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-diagram-'));
  try {
    const cli = path.join(folder, 'cli');
    await buildCli(cli);
    const draw = (file, format) => {
      const output = path.join(folder, `out.${format}`);
      return [path.join(cli, PROGRAM), 'diagram', file, '--format', format, '-o', output];
    };
    const pod = path.join(FIXTURES, 'tutorial-pod.yaml');
    const [bare, mermaid] = medians(STARTS, [['-e', '0'], draw(pod, 'mermaid')]);
    const [svg, png] = medians(ROUNDS, [draw(pod, 'svg'), draw(pod, 'png')]);
    const [few, most] = [many(folder, FEW), many(folder, MANY)];
    const report = (file) => [path.join(cli, PROGRAM), 'report', file, '-o', path.join(folder, 'report.html')];
    const [fewPages, manyPages, one, fewReports, manyReports] = medians(ROUNDS, [
      draw(few, 'html'),
      draw(most, 'html'),
      report(pod),
      report(few),
      report(most),
    ]);
    const memory = memoryOf(folder, report(most));
    const times = {
      'bare node': bare,
      mermaid,
      svg,
      png,
      [`page of ${FEW} workloads`]: fewPages,
      [`page of ${MANY} workloads`]: manyPages,
      'report of one workload': one,
      [`report of ${FEW} workloads`]: fewReports,
      [`report of ${MANY} workloads`]: manyReports,
    };
    for (const [name, time] of Object.entries(times)) {
      console.log(`${name.padEnd(28)}${time.toFixed(0).padStart(8)} ms`);
    }
    const ratios = [
      ['Mermaid of one Pod / bare node', mermaid / bare, 3],
      ['growth of a page per workload', (manyPages - svg) / (fewPages - svg) / (MANY / FEW), 1.3],
      ['growth of a report per workload', (manyReports - one) / (fewReports - one) / (MANY / FEW), 1.3],
      [`report of ${MANY} workloads in s`, manyReports / 1000, 10],
      [`report of ${MANY} workloads in GB`, memory, 1],
    ];
    console.log(`\n${'ratio'.padEnd(36)}${''.padStart(6)}  target`);
    for (const [name, ratio, target] of ratios) {
      console.log(
        `${name.padEnd(36)}${ratio.toFixed(2).padStart(6)}  <= ${target} ${ratio <= target ? 'met' : 'MISSED'}`,
      );
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main();
