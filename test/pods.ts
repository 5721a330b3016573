import { Chart, Testing } from 'cdk8s';
import { ImageFacts, Shell, SidecarPod, SidecarPodProps } from '../lib';

export const BUSYBOX = 'busybox:1.36';
export const NGINX = 'nginx:1.27-alpine';

/** An image that nothing is known about. */
export const UNKNOWN = 'registry.example.com/team/app:1.0';

/** An image that any profile accepts and that listens nowhere. When what it runs ends is not known, so any kind takes it. */
export const OWN = 'registry.example.com/team/own:1.0';
ImageFacts.register({
  repository: 'registry.example.com/team/own',
  user: 65534,
  group: 65534,
  writablePaths: ['/tmp'],
  ports: [],
});

/** The properties of a container that any profile accepts and that listens nowhere. */
export const idle = { image: BUSYBOX, command: Shell.script('sleep infinity') };

/** The same of one that ends, as init containers and Jobs have to. */
export const brief = { image: BUSYBOX, command: Shell.script('date') };

/** A Pod whose main container is idle, unless the props say otherwise. */
export function sidecarPod(props: Partial<SidecarPodProps> = {}, chart: Chart = Testing.chart()): SidecarPod {
  return new SidecarPod(chart, 'pod', { metadata: { name: 'web' }, main: { name: 'app', ...idle }, ...props });
}
