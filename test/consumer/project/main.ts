import { Construct } from 'constructs';
import { App, Chart, ChartProps, Duration, Size } from 'cdk8s';
import { Checks, SharedContentVolume, Shell, SidecarPod } from 'cdk8s-sidecars';

export class MyChart extends Chart {
  constructor(scope: Construct, id: string, props: ChartProps = {}) {
    super(scope, id, props);

    const pod = new SidecarPod(this, 'pod', {
      metadata: { name: 'multi-container-pod' },
      main: { name: 'container-1', image: 'nginx:1.27-alpine', portNumber: 80 },
    });
    const writer = pod.addSidecar({
      name: 'container-2',
      image: 'busybox:1.36',
      command: Shell.every(Duration.seconds(5), 'echo "Hello from Container 2 (@ $(date))" >> /content/index.html'),
    });

    const content = SharedContentVolume.fromEmptyDir(this, 'nginx-content', { sizeLimit: Size.mebibytes(16) });
    content.addWriter(writer, '/content');
    content.addReader(pod.main, '/usr/share/nginx/html');
  }
}

const app = new App();
Checks.enforce(app);
new MyChart(app, 'app');
app.synth();
