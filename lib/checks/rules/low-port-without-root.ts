import { isConfigured } from '../../model/configuration';
import { Container } from '../../model/container';
import { Listener } from '../../model/listener';
import { Pod } from '../../model/pod';
import { dataOf, flagOf, listOf, numberOf, textOf } from '../../model/values';
import { podRule } from '../rule';

const SYSCTL = 'net.ipv4.ip_unprivileged_port_start';

/**
 * Ports below 1024 are root's, unless the Pod or the runtime's configuration gives them to everybody. A capability that
 * is added reaches root only: Kubernetes gives none to the processes of other users.
 */
export const lowPortWithoutRoot = podRule(
  {
    id: 'low-port-without-root',
    severity: 'warning',
    title: 'a port below 1024 for a user that is not root',
    sources: [
      'https://github.com/containerd/containerd/issues/2516',
      'https://github.com/containerd/containerd/issues/8956',
      'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/',
      'https://github.com/kubernetes/kubernetes/issues/56374',
      'https://github.com/kubernetes/kubernetes/issues/102612',
    ],
  },
  function* (pod) {
    const first = firstFreePort(pod);
    for (const container of pod.longRunning) {
      const why = whyNotAllowed(container);
      if (why === undefined) continue;
      const low = container.listeners.find((listener) => listener.number < first && opens(container, listener));
      if (!low) continue;
      yield {
        container,
        path: low.path,
        what: `it listens on port ${low.number}, and ${why}`,
        happens: `CrashLoopBackOff: bind() to 0.0.0.0:${low.number} failed (13: Permission denied), unless the node's runtime allows it`,
        fix: pod.hostNetwork
          ? 'listen on a port from 1024'
          : `add the sysctl ${SYSCTL} with the value "0" to ${[...pod.path, 'securityContext', 'sysctls'].join('.')}, or listen on a port from 1024`,
      };
    }
  },
);

function firstFreePort(pod: Pod): number {
  const said = listOf(pod.securityContext['sysctls']).map(dataOf);
  const value = said.find(({ name }) => name === SYSCTL)?.['value'];
  const port = Number(textOf(value) ?? numberOf(value) ?? NaN);
  return Number.isInteger(port) ? port : 1024;
}

/** Undefined where it may listen there, and where that cannot be told. */
function whyNotAllowed(container: Container): string | undefined {
  const { runAsUser, runAsNonRoot, image, privileged } = container;
  const facts = image?.likely;
  const bindService = hasBindService(container);
  const imageUser = facts?.imageUser;
  // Then it does not start at all, which is another matter.
  if (bindService === false && facts?.capabilities?.includes('NET_BIND_SERVICE')) return undefined;
  if (runAsUser === 0 || (runAsUser === undefined && imageUser === '' && !runAsNonRoot)) {
    return privileged || bindService !== false
      ? undefined
      : 'root has not the capability NET_BIND_SERVICE, which is dropped';
  }
  if (runAsUser === undefined && !imageUser && (!runAsNonRoot || imageUser === '')) return undefined;
  // The file of the program may have the capability, which is enough as long as it may be had.
  const ofFile = facts ? (facts.capabilities ?? []).includes('NET_BIND_SERVICE') : bindService === true;
  if (ofFile && (!facts || flagOf(container.securityContext['allowPrivilegeEscalation']) !== false)) return undefined;
  const user = runAsUser === undefined ? 'its user is not root' : `it runs as user ${runAsUser}`;
  return bindService === true && facts ? `${user}, whom NET_BIND_SERVICE does not reach` : user;
}

/** True where it is added, false where it is dropped, undefined where nothing is said. */
function hasBindService(container: Container): boolean | undefined {
  const added = container.addedCapabilities;
  if (added.includes('NET_BIND_SERVICE') || added.includes('ALL')) return true;
  return container.dropsAllCapabilities ? false : undefined;
}

/** A declared port of a well-known image that listens elsewhere, as far as is known, is not opened. */
function opens(container: Container, { from, number }: Listener): boolean {
  const ports = container.image?.likely?.ports;
  if (from !== 'declared' || !ports || container.command || container.args || isConfigured(container)) return true;
  return ports.length === 0 || ports.some((port) => port.number === number);
}
