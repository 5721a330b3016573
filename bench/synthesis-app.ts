import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { AppSynthesis, Shell, SidecarPod } from '../lib';

/** In each chart ten Pods of two containers, of cdk8s-plus or of this library. */
function build(pods: number, kind: string, outdir: string): App {
  const app = new App({ outdir });
  for (let index = 0; index < pods / 10; index++) {
    const chart = new Chart(app, `chart-${index}`, { namespace: `system-${index}` });
    for (let count = 0; count < 10; count++) {
      if (kind === 'plain') plainPod(chart, `web-${count}`);
      else sidecarPod(chart, `web-${count}`);
    }
  }
  return app;
}

const NGINX = { name: 'nginx', image: 'nginxinc/nginx-unprivileged:1.27-alpine', portNumber: 8080 };
const HELPER = { name: 'helper', image: 'busybox:1.36' };

function plainPod(chart: Chart, name: string): void {
  const pod = new kplus.Pod(chart, name, { metadata: { name }, containers: [NGINX] });
  pod.addContainer({ ...HELPER, command: ['sleep', '3600'] });
}

function sidecarPod(chart: Chart, name: string): void {
  const pod = new SidecarPod(chart, name, { metadata: { name }, main: NGINX });
  pod.addSidecar({ ...HELPER, command: Shell.script('sleep 3600') });
}

const [way, kind, pods] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const folder = mkdtempSync(join(tmpdir(), 'bench-synthesis-'));
try {
  const start = performance.now();
  const app = build(pods, kind, join(folder, 'dist'));
  const built = performance.now();
  if (way === 'ours') AppSynthesis.write(app);
  else app.synth();
  const written = performance.now();
  const memory = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ build: built - start, synthesis: written - built, memory }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
