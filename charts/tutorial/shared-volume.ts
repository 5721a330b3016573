import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Checks, Expectation, PodDefaults, SecurityProfile, Shell, SidecarLifecycle, SidecarPod } from '../../lib';

const CONTENT = '/usr/share/nginx/html';

const WORD_FOR_WORD = "It is the tutorial's Pod, word for word; shared-volume-hardened has it mended.";

/**
 * Second lesson, word for word: a volume that both containers mount is where they share files. Nothing says who writes
 * and who reads; `shared-volume-hardened` is the same system with that said.
 */
export class SharedVolume extends Chart {
  public constructor(scope: Construct, id: string) {
    super(scope, id);

    const content = kplus.Volume.fromEmptyDir(this, 'content', 'nginx-content');
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
        'while true; do echo "Hello from Container 2 (@ $(date))" >> /usr/share/nginx/html/index.html; sleep 5; done',
      ),
    });
    pod.main.mount(CONTENT, content);
    writer.mount(CONTENT, content);

    const command = ['wget', '-q', '-O', '-', 'http://localhost'];
    pod.expect(Expectation.command(writer, command, { outputContains: 'Hello from Container 2 (@ ' }));
    pod.expect(Expectation.log(pod.main, '"GET / HTTP/1.1" 200'));

    Checks.waive(pod, 'ignores-sigterm', WORD_FOR_WORD);
    Checks.waive(pod, 'sidecar-start-race', WORD_FOR_WORD);
    Checks.waive(pod, 'unbounded-volume', WORD_FOR_WORD);
  }
}
