import { Container } from '../../model/container';
import { portText } from '../../model/listener';
import { podRule } from '../rule';

/**
 * All containers of a Pod share one network, so that a port is there once: the second process that asks for it is told
 * that it is in use. The API server only prints a warning.
 */
export const portDeclaredTwice = podRule(
  {
    id: 'port-declared-twice',
    severity: 'error',
    title: 'two containers declare one port',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/api/pod/warnings.go',
      'https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking',
    ],
  },
  function* (pod) {
    const open = new Map<string, Container>();
    for (const container of pod.containers) {
      for (const port of container.ports) {
        const text = portText(port);
        const first = open.get(text);
        // Init containers have ended when regular ones start, but run beside the sidecars before them.
        if (!first && container.longRunning) open.set(text, container);
        if (!first || first === container) continue;
        const owners = container.name === first.name ? 'its ports' : `${container.name}'s ports or in ${first.name}'s`;
        yield {
          container,
          path: [...port.path, 'containerPort'],
          what: `it declares port ${text}, which container "${first.name}" declares as well`,
          happens: `CrashLoopBackOff: "bind: Address already in use" in whichever of the two starts last, because the containers of a Pod share one network`,
          fix: `let one of them listen on another port, and declare that in ${owners}`,
        };
      }
    }
  },
);
