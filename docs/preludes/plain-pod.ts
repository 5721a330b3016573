import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';

export const app = new App();
export const chart = new Chart(app, 'chart');

const SCRIPT =
  'while true; do echo "Hello from Container 2 (@ $(date))" >> /usr/share/nginx/html/index.html; sleep 5; done';

export const pod = new kplus.Pod(chart, 'pod', { metadata: { name: 'multi-container-pod' } });
const nginx = pod.addContainer({ name: 'container-1', image: 'nginx:alpine', portNumber: 80 });
const writer = pod.addContainer({ name: 'container-2', image: 'busybox', command: ['/bin/sh', '-c', SCRIPT] });
const content = kplus.Volume.fromEmptyDir(chart, 'content', 'nginx-content');
nginx.mount('/usr/share/nginx/html', content);
writer.mount('/usr/share/nginx/html', content);
