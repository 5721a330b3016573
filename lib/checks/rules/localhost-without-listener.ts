import { Address, addressesIn, isForOthers, isToListen, portOf } from '../../model/addresses';
import { Container } from '../../model/container';
import { invocationsOf } from '../../model/invocations';
import { isConfigured, isLoopback, isUsual, Openness, opens, opensUntold } from '../../model/listeners';
import { isStore } from '../../model/localhost';
import { Pod } from '../../model/pod';
import { scriptOf } from '../../model/script';
import { PodReport, podRule } from '../rule';

/** Ports that service meshes put into Pods. */
const MESH = [
  [4140, 4191],
  [15000, 15099],
] as const;

/**
 * On localhost there are the containers of the same Pod and nobody else. Settings that worked on a developer's machine
 * point at a database or proxy that is not in the Pod.
 */
export const localhostWithoutListener = podRule(
  {
    id: 'localhost-without-listener',
    severity: 'error',
    title: 'an address on localhost where nothing listens',
    sources: [
      'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking',
      'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/',
    ],
  },
  function* (pod, { loopbackPortsOf = () => [] }) {
    const listens: Listens = (container, port) => {
      const told = loopbackPortsOf(pod.workload.object, container.name);
      return [...told, ...container.listeners].some(({ number }) => number === port);
    };
    // There, localhost is the node.
    if (pod.hostNetwork || pod.mayGetMore) return;
    for (const container of pod.containers) {
      yield* ofStartupProbe(pod, container, listens);
      const seen = new Set<number>();
      for (const address of container.addresses) {
        const { host, port } = address;
        if (port === undefined || seen.has(port) || !isLoopback(host) || !isDialled(address)) continue;
        seen.add(port);
        const later = container.role === 'init' ? startedLater(pod, container, port, listens) : undefined;
        if (!later && !isClosed(pod, container, address, port, listens)) continue;
        yield {
          container,
          severity: 'warning',
          path: address.path,
          what: later
            ? `it waits for ${host}:${port}, where container "${later.name}" listens, which starts after it`
            : `it connects to ${host}:${port}, where no container of the Pod listens`,
          happens: later
            ? 'Init:0/1, for ever: dial tcp 127.0.0.1: connect: connection refused'
            : `dial tcp 127.0.0.1:${port}: connect: connection refused`,
          fix: later
            ? `make ${later.name} a native sidecar before it, with restartPolicy: Always, or leave the waiting to the main container`
            : `name the Service that has it instead of ${host}, or add a container that listens on port ${port}`,
        };
      }
    }
  },
);

/** As the manifest or the code that wrote it tells. */
type Listens = (container: Container, port: number) => boolean;

function isDialled(address: Address): boolean {
  return !isForOthers(address) && !isToListen(address);
}

/** Whether all that could listen is known, and none of it does. */
function isClosed(pod: Pod, container: Container, address: Address, port: number, listens: Listens): boolean {
  if (MESH.some(([first, last]) => port >= first && port <= last)) return false;
  const store = isStore(address);
  const others = pod.longRunning.filter((other) => other !== container);
  if (listens(container, port) || others.some((other) => listens(other, port) || mayServe(other, port, store))) {
    return false;
  }
  // Its own port is among its words by now, so that they tell nothing.
  return store || (!isUsual(container, port) && opensUntold(container) !== 'perhaps');
}

/** Who says which ports it opens need not mention those for localhost, unless it is a store. */
function mayServe(container: Container, port: number, store: boolean): boolean {
  const answer = opens(container, port);
  if (answer !== 'hardly') return isOpen(answer);
  const known = container.image?.facts ?? container.image?.likely;
  return !store && (!known?.keepsRunning || isConfigured(container));
}

function isOpen(answer: Openness): boolean {
  return answer === 'yes' || answer === 'perhaps';
}

/** The containers after a native sidecar start when its startup probe has succeeded. */
function* ofStartupProbe(pod: Pod, container: Container, listens: Listens): Iterable<PodReport> {
  if (container.role !== 'sidecar') return;
  const command = invocationsOf(container).find(({ by }) => by === 'startupProbe')?.line ?? [];
  for (const address of addressesIn(command)) {
    const { host, path } = address;
    const port = portOf(address);
    if (port === undefined || !isLoopback(host) || listens(container, port)) continue;
    const later = startedLater(pod, container, port, listens);
    if (!later) continue;
    yield {
      container,
      // A script may make something else of it.
      severity: scriptOf(command) ? 'warning' : 'error',
      path,
      what: `its startupProbe waits for ${host}:${port}, where container "${later.name}" listens, which starts when the probe has succeeded`,
      happens: 'Init:0/1, for ever: dial tcp 127.0.0.1: connect: connection refused',
      fix: `probe what ${container.name} itself does, or leave the startupProbe out`,
    };
    return;
  }
}

/** What only a container that starts when this one has ended listens on. */
function startedLater(pod: Pod, container: Container, port: number, listens: Listens): Container | undefined {
  const before = pod.containers.slice(0, pod.containers.indexOf(container)).filter(({ longRunning }) => longRunning);
  if (before.some((other) => listens(other, port) || isOpen(opens(other, port)))) return undefined;
  return pod.longRunning.find((other) => !before.includes(other) && listens(other, port));
}
