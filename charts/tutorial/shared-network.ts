import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Checks, Expectation, PodDefaults, SecurityProfile, Shell, SidecarLifecycle, SidecarPod } from '../../lib';

const FILE = '/usr/share/nginx/html/index.html';

const WORD_FOR_WORD = "It is the tutorial's Pod, word for word; shared-volume-hardened has it mended.";

/**
 * First lesson, word for word: the containers of a Pod share one network and not their files. What container-2 writes is
 * its own, and nginx goes on serving its default page.
 */
export class SharedNetwork extends Chart {
  public constructor(scope: Construct, id: string) {
    super(scope, id);

    const pod = new SidecarPod(this, 'pod', {
      metadata: { name: 'multi-container-pod' },
      securityProfile: SecurityProfile.STOCK,
      podDefaults: PodDefaults.KUBERNETES,
      main: { name: 'container-1', image: 'nginx:alpine' },
    });
    const writer = pod.addSidecar({
      name: 'container-2',
      image: 'busybox',
      sidecarLifecycle: SidecarLifecycle.ALONGSIDE,
      command: Shell.script(
        'mkdir -p /usr/share/nginx/html && while true; do echo "Hello from Container 2" >> /usr/share/nginx/html/index.html; sleep 10; done',
      ),
    });

    const command = ['wget', '-q', '-O', '-', 'http://localhost'];
    pod.expect(Expectation.command(writer, command, { outputContains: 'Welcome to nginx!' }));
    pod.expect(Expectation.command(writer, ['cat', FILE], { outputContains: 'Hello from Container 2' }));
    pod.expect(Expectation.log(pod.main, '"GET / HTTP/1.1" 200'));

    Checks.waive(pod, 'ignores-sigterm', WORD_FOR_WORD);
  }
}
