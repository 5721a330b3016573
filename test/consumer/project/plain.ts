import { App, Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-33';

// What cdk8s-plus writes without our constructs: nginx:1.27 runs as root, and is refused as such.
const app = new App();
const chart = new Chart(app, 'plain');
new Deployment(chart, 'web', {
  metadata: { name: 'web' },
  containers: [{ name: 'app', image: 'nginx:1.27', portNumber: 80 }],
});
app.synth();
