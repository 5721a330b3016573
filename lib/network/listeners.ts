import * as kplus from 'cdk8s-plus-28';
import type { PodComposition } from '../pod/pod-composition';
import { Listener } from '../pod/port-table';

const compositions = new WeakMap<kplus.AbstractPod, PodComposition>();

export function rememberComposition(pod: PodComposition): void {
  compositions.set(pod.host, pod);
}

/** What listens in a Pod for everybody: known for our own Pods, declared for those of cdk8s-plus. */
export function openListeners(host: kplus.AbstractPod): Pick<Listener, 'number' | 'protocol'>[] {
  const pod = compositions.get(host);
  if (pod) return pod.listeners().filter(({ loopback }) => !loopback);
  const native = host.initContainers.filter(({ restartPolicy }) => restartPolicy !== undefined);
  return [...host.containers, ...native].flatMap(({ ports }) =>
    ports.map(({ number, protocol }) => ({ number, protocol: protocol ?? kplus.Protocol.TCP })),
  );
}
