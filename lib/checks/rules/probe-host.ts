import { isLoopback } from '../../model/bind';
import { podRule } from '../rule';

/**
 * The kubelet runs on the node and dials from there, so that localhost is the node. Without `host` it dials the Pod.
 */
export const probeHost = podRule(
  {
    id: 'probe-host',
    severity: 'error',
    title: 'a probe that dials the node instead of the Pod',
    sources: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#http-probes',
      'https://github.com/kubernetes/kubernetes/issues/86504',
    ],
  },
  function* (pod) {
    if (pod.hostNetwork) return;
    for (const container of pod.longRunning) {
      const hooks = (['postStart', 'preStop'] as const).flatMap((kind) => container.hook(kind) ?? []);
      for (const { kind, handler, host, port, path } of [...container.probes, ...hooks]) {
        if (host === undefined || (handler !== 'httpGet' && handler !== 'tcpSocket')) continue;
        if (!isLoopback(host) && host !== '0.0.0.0' && host !== '::') continue;
        const loopback = container.listeners.some(({ number, loopback }) => number === port && loopback);
        yield {
          container,
          path: [...path, handler, 'host'],
          what: `its ${kind} dials ${host}, and for the kubelet that is the node`,
          happens: happens(kind, `dial tcp ${host}:${port ?? ''}: connect: connection refused`),
          fix: loopback
            ? `remove host, and let ${container.name} listen on 0.0.0.0 or use an exec probe, which runs in the container`
            : `remove host: the kubelet then dials the Pod`,
        };
      }
    }
  },
);

function happens(kind: string, message: string): string {
  const event = { startupProbe: 'Startup', readinessProbe: 'Readiness', livenessProbe: 'Liveness' }[kind];
  if (event === undefined) return `Failed${kind === 'preStop' ? 'PreStop' : 'PostStart'}Hook: ${message}`;
  return `Unhealthy: ${event} probe failed: ${message}, or a success that comes from something else on the node`;
}
