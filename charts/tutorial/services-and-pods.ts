import { Chart, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Endpoint, Expectation, MainContainerProps, Shell, SidecarDeployment, SidecarPod } from '../../lib';
import { IMAGES } from '../images';

/** Pods find each other by the DNS name of a Service: of one with an address of its own, or of the Pods themselves. */
export class ServicesAndPods extends Chart {
  public constructor(scope: Construct, id: string) {
    super(scope, id);

    const nginx: MainContainerProps = {
      name: 'nginx',
      image: IMAGES.nginx,
      portNumber: 80,
      readiness: kplus.Probe.fromHttpGet('/'),
    };
    const web = new SidecarDeployment(this, 'web', {
      metadata: { name: 'web' },
      replicas: 2,
      main: nginx,
    });
    const webAddress = Endpoint.fromService(web.exposeViaService({ name: 'web' }));
    this.client('service-client', webAddress);

    const backend = new SidecarPod(this, 'backend', {
      metadata: { name: 'backend' },
      main: nginx,
    });
    // Without an address of its own, the name of the Service leads straight to the Pod's.
    const backendAddress = Endpoint.fromService(backend.exposeViaHeadlessService({ name: 'backend' }));
    this.client('pod-client', backendAddress);
  }

  private client(name: string, target: Endpoint): void {
    const client = new SidecarPod(this, name, {
      metadata: { name },
      main: {
        name: 'client',
        image: IMAGES.busybox,
        envVariables: { TARGET: target.toEnvValue() },
        command: Shell.every(Duration.seconds(10), 'wget -q -O - "http://$TARGET/" | head -n 4'),
      },
    });
    client.expect(Expectation.http(target.url(), { from: client.main, bodyContains: 'Welcome to nginx' }));
    client.expect(Expectation.log(client.main, 'Welcome to nginx'));
  }
}
