import { Chart, Duration, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Expectation, SharedContentVolume, SidecarPod } from '../../lib';
import { contentWriter } from '../content-writer';
import { IMAGES } from '../images';

/**
 * The system of the second lesson as it would be run: pinned images without root, nginx only reads, and starts when there
 * is something to serve.
 */
export class SharedVolumeHardened extends Chart {
  public constructor(scope: Construct, id: string) {
    super(scope, id);

    const content = SharedContentVolume.fromEmptyDir(this, 'nginx-content', { sizeLimit: Size.mebibytes(16) });
    const pod = new SidecarPod(this, 'pod', {
      metadata: { name: 'multi-container-pod' },
      main: {
        name: 'container-1',
        image: IMAGES.nginx,
        portNumber: 80,
        portName: 'http',
        readiness: kplus.Probe.fromHttpGet('/', { periodSeconds: Duration.seconds(5) }),
      },
    });
    const writer = pod.addSidecar(
      contentWriter({ name: 'container-2', folder: '/content', greeting: 'Hello from Container 2' }),
    );
    content.addWriter(writer, '/content');
    content.addReader(pod.main, '/usr/share/nginx/html');

    const page = pod.main.localhost().url();
    pod.expect(Expectation.http(page, { from: writer, bodyContains: 'Hello from Container 2' }));
    pod.expect(Expectation.command(writer, ['wget', '-O', '-', page], { outputContains: 'Hello from Container 2' }));
    pod.expect(Expectation.log(writer, 'Hello from Container 2'));
    pod.expect(Expectation.log(pod.main, '"GET / HTTP/1.1" 200'));
  }
}
