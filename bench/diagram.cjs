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

function run(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 30 });
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
    const [fewPages, manyPages] = medians(ROUNDS, [draw(few, 'html'), draw(most, 'html')]);
    for (const [name, time] of Object.entries({ 'bare node': bare, mermaid, svg, png })) {
      console.log(`${name.padEnd(24)}${time.toFixed(0).padStart(8)} ms`);
    }
    console.log(`${`page of ${FEW} workloads`.padEnd(24)}${fewPages.toFixed(0).padStart(8)} ms`);
    console.log(`${`page of ${MANY} workloads`.padEnd(24)}${manyPages.toFixed(0).padStart(8)} ms`);
    const ratios = [
      ['Mermaid of one Pod / bare node', mermaid / bare, 3],
      ['growth of a page per workload', (manyPages - svg) / (fewPages - svg) / (MANY / FEW), 1.3],
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
