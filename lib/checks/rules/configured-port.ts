import { Container } from '../../model/container';
import { DeclaredPort, portText } from '../../model/listener';
import { Probe } from '../../model/probe';
import { ConfiguredListener, serverListeners } from '../../model/server-configuration';
import { afterFailing } from '../failed-command';
import { PodReport, setRule } from '../rule';

/** What the container declares is only information: the configuration decides. */
export const configuredPort = setRule(
  {
    id: 'configured-port',
    severity: 'error',
    title: 'a container declares or probes a port on which its configuration does not listen',
    sources: [
      'https://nginx.org/en/docs/http/ngx_http_core_module.html#listen',
      'https://docs.haproxy.org/3.0/configuration.html#4.2-bind',
      'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports',
    ],
  },
  function* (set) {
    for (const { object, pod } of set.workloads) {
      for (const container of pod.longRunning) {
        const listeners = serverListeners(container, set);
        if (!listeners) continue;
        for (const report of ofContainer(container, listeners)) yield { object, container, ...report };
      }
    }
  },
);

function* ofContainer(container: Container, listeners: readonly ConfiguredListener[]): Iterable<PodReport> {
  for (const port of container.ports) {
    const probe = container.probes.find((each) => dials(each, port));
    yield* found(
      container,
      listeners,
      port,
      [...port.path, 'containerPort'],
      probe,
      `it declares port ${portText(port)}`,
    );
  }
  for (const probe of container.probes) {
    const number = probe.port;
    const isOthers = container.pod.longRunning.some((each) => each.listeners.some((one) => one.number === number));
    if (typeof number !== 'number' || number < 1 || number > 65535 || isOthers || !isOwn(probe)) continue;
    const port = { number, protocol: 'TCP' } as const;
    const path = [...probe.path, probe.handler!, 'port'];
    yield* found(container, listeners, port, path, probe, `its ${probe.kind} dials port ${number}`);
  }
}

function* found(
  { image }: Container,
  listeners: readonly ConfiguredListener[],
  port: Pick<DeclaredPort, 'number' | 'protocol'>,
  path: PodReport['path'],
  probe: Probe | undefined,
  said: string,
): Iterable<PodReport> {
  const same = listeners.filter(({ number, protocol }) => number === port.number && protocol === port.protocol);
  if (same.some(({ loopback }) => !loopback)) return;
  const others = [...new Set(listeners.filter(({ loopback }) => !loopback).map(portText))];
  const where = same.length > 0 ? `${port.number} on 127.0.0.1 only` : `${others.join(' and ') || '127.0.0.1'} only`;
  const program = image!.reference!.name;
  yield {
    path,
    // Elsewhere, an image of this name may be another one.
    severity: probe && image?.facts ? 'error' : 'warning',
    what: `${said}, and its configuration lets ${program} listen on ${where}`,
    happens: `Connection refused${probe ? ` for its ${probe.kind}, so that ${afterFailing(probe.kind)}` : ' for whoever is led there'}`,
    fix:
      others.length === 1 && same.length === 0
        ? `write ${others[0]}, or let the configuration listen on ${port.number}`
        : `let the configuration listen on ${port.number}, for all addresses`,
  };
}

function dials(probe: Probe, { number, name }: DeclaredPort): boolean {
  return isOwn(probe) && (probe.port === number || (name !== undefined && probe.port === name));
}

function isOwn({ host, fromOutside }: Probe): boolean {
  return host === undefined && fromOutside;
}
