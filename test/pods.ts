import { Chart, Testing } from 'cdk8s';
import { Shell, SidecarPod, SidecarPodProps } from '../lib';

export const BUSYBOX = 'busybox:1.36';
export const NGINX = 'nginx:1.27-alpine';

/** An image that nothing is known about. */
export const UNKNOWN = 'registry.example.com/team/app:1.0';

/** The properties of a container that any profile accepts and that listens nowhere. */
export const idle = { image: BUSYBOX, command: Shell.script('sleep infinity') };

/** A Pod whose main container is idle, unless the props say otherwise. */
export function sidecarPod(props: Partial<SidecarPodProps> = {}, chart: Chart = Testing.chart()): SidecarPod {
  return new SidecarPod(chart, 'pod', { metadata: { name: 'web' }, main: { name: 'app', ...idle }, ...props });
}
