import { Container } from '../../model/container';
import { Listener, portText } from '../../model/listener';
import { podRule } from '../rule';

interface Held {
  readonly container: Container;
  readonly listener: Listener;
}

/**
 * Containers listen on ports that they do not declare: their images' own, or those of flags and variables. Two of them
 * on one port collide just the same, and nothing in Kubernetes says so.
 */
export const portListenedTwice = podRule(
  {
    id: 'port-listened-twice',
    severity: 'error',
    title: 'two containers listen on one port without saying so',
    sources: [
      'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking',
      'https://github.com/kiwigrid/k8s-sidecar/pull/417',
      'https://github.com/GoogleCloudPlatform/cloud-sql-proxy/blob/main/cmd/root.go',
    ],
  },
  function* (pod) {
    const open = new Map<string, Held>();
    for (const container of pod.longRunning) {
      for (const listener of container.listeners) {
        const text = portText(listener);
        const held = open.get(text);
        if (!held) open.set(text, { container, listener });
        if (!held || held.container === container || !collide(held, { container, listener })) continue;
        const sure = held.listener.sure && listener.sure;
        yield {
          container,
          severity: sure ? 'error' : 'warning',
          path: listener.path,
          what: `it ${reason(container, listener)}, and container "${held.container.name}" ${reason(held.container, held.listener)}`,
          happens: `CrashLoopBackOff: "bind: Address already in use" in whichever of the two starts last, because the containers of a Pod share one network`,
          fix: `let one of them listen on another port than ${text}, by its flags, variables or configuration`,
        };
      }
    }
  },
);

function collide(one: Held, other: Held): boolean {
  if (one.listener.from === 'declared' && other.listener.from === 'declared') return false;
  if (one.listener.loopback !== other.listener.loopback && [one, other].some(isOnOneAddress)) return false;
  // Two programs of one image are often given the same variables, of which one listens.
  const shared = one.listener.from === 'environment' || other.listener.from === 'environment';
  return !shared || one.container.image?.text !== other.container.image?.text;
}

/** Says which of its addresses the port is for, such as that of the Pod, so that 127.0.0.1 is free for somebody else. */
function isOnOneAddress({ container, listener }: Held): boolean {
  const { command = [], args = [] } = container;
  const host = new RegExp(`(?:^|[=/\\s])([^\\s=/]+):${listener.number}$`);
  const hosts = [...command, ...args].flatMap((word) => host.exec(word)?.[1] ?? []);
  return (
    !listener.loopback && hosts.length > 0 && hosts.every((each) => !/^(?:0\.0\.0\.0|\[::\]|\*|localhost)$/.test(each))
  );
}

function reason({ image }: Container, listener: Listener): string {
  switch (listener.from) {
    case 'declared':
      return `declares port ${portText(listener)}`;
    case 'image':
      return `listens on port ${portText(listener)}, as ${image?.text ?? 'its program'} does by itself`;
    case 'argument':
    case 'environment':
      return `is told to listen on port ${portText(listener)}`;
  }
}
