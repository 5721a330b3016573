import { App, Chart } from 'cdk8s';
import { SidecarPod } from '../../lib';

export const app = new App();
export const chart = new Chart(app, 'chart');

export const pod = new SidecarPod(chart, 'pod', {
  metadata: { name: 'web' },
  main: { name: 'nginx', image: 'nginx:1.27-alpine', portNumber: 80 },
});
