import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';
import type { PodComposition } from '../pod/pod-composition';
import { Listener } from '../pod/port-table';

export type LoopbackPort = Pick<Listener, 'number' | 'protocol'>;

const compositions = new WeakMap<IConstruct, PodComposition>();

export function rememberComposition(pod: PodComposition): void {
  compositions.set(pod.host, pod);
}

/**
 * What the code declares to listen for everybody. What is only known from an image, such as an admin port, is opened to
 * nobody unless the code says so.
 */
export function openListeners(host: kplus.AbstractPod, taker: string): Pick<Listener, 'number' | 'protocol'>[] {
  const pod = compositions.get(host);
  pod?.portsTakenBy(taker);
  if (pod) return pod.listeners().filter(({ loopback, implied }) => !loopback && !implied);
  const native = host.initContainers.filter(({ restartPolicy }) => restartPolicy !== undefined);
  return [...host.containers, ...native].flatMap(({ ports }) =>
    ports.map(({ number, protocol }) => ({ number, protocol: protocol ?? kplus.Protocol.TCP })),
  );
}

/** Where the code declares that a container of the Pod listens on 127.0.0.1 only. */
export function loopbackPortsOf(host: IConstruct | undefined, container: string): LoopbackPort[] {
  const listeners = (host && compositions.get(host)?.listenersOf(container)) ?? [];
  return listeners.filter(({ loopback, implied }) => loopback && !implied);
}

/** Who of the Pod listens there on 127.0.0.1 only. */
export function loopbackListenerOf(host: IConstruct, { number, protocol }: LoopbackPort): Listener | undefined {
  const all = compositions.get(host)?.listeners() ?? [];
  return all.find((one) => one.loopback && one.number === number && one.protocol === protocol);
}
