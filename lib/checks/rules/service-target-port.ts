import { Container } from '../../model/container';
import { portText } from '../../model/listener';
import { opens } from '../../model/listeners';
import { isSlip } from '../../model/name-index';
import { Service, ServicePort } from '../../model/service';
import { Workload } from '../../model/workload';
import { CheckContext, ObjectReport, setRule } from '../rule';

/**
 * A Service passes traffic on to a number whether or not anything listens there, and looks a name up in the ports that
 * the containers declare. Nothing in Kubernetes says when that leads nowhere.
 */
export const serviceTargetPort = setRule(
  {
    id: 'service-target-port',
    severity: 'error',
    title: 'a Service leads to a port that no container opens',
    sources: [
      'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/staging/src/k8s.io/endpointslice/utils.go',
    ],
  },
  function* (set, context) {
    for (const service of set.services) {
      if (service.external) continue;
      const workloads = set.selectedBy(service);
      if (workloads.length === 0) continue;
      for (const port of service.ports) {
        const report =
          typeof port.target === 'string'
            ? named(service, port, workloads)
            : (local(service, port, workloads, context) ?? numbered(service, port, workloads));
        if (report) yield report;
      }
    }
  },
);

function named(service: Service, port: ServicePort, workloads: readonly Workload[]): ObjectReport | undefined {
  const { target, protocol, path } = port;
  const declared = workloads.flatMap(({ pod }) =>
    pod.containers.flatMap(({ ports, role }) => ports.map((one) => ({ ...one, role }))),
  );
  const same = declared.filter(({ name }) => name === target);
  if (same.some((one) => one.role !== 'init' && one.protocol === protocol)) return undefined;
  const others = declared.filter(({ role, name }) => role !== 'init' && name !== undefined && name !== '');
  const near = others.find(({ name }) => isSlip(name!, String(target)))?.name;
  const why =
    same.length === 0
      ? `which no container of ${podsOf(workloads)} declares`
      : same.every(({ role }) => role === 'init')
        ? `which only an init container of ${podsOf(workloads)} declares`
        : `which ${podsOf(workloads)} has for ${same[0].protocol}, not for ${protocol}`;
  return {
    object: service.object,
    severity: service.headless || workloads.some(({ pod }) => pod.mayGetMore) ? 'warning' : 'error',
    path: [...path, 'targetPort'],
    what: `targetPort is the name "${target}", ${why}`,
    happens:
      'Connection refused: the Service has no endpoints for this port, because the name is looked up in the Pods',
    fix: /^\d+$/.test(String(target))
      ? `write the number without quotes: targetPort: ${target}`
      : near !== undefined
        ? `write targetPort: ${near}`
        : `add name: ${target} to the port it is meant to lead to, or write its number`,
  };
}

/** The YAML does not tell that a container listens on 127.0.0.1 only, the code that wrote it does. */
function local(
  service: Service,
  { target, targetSaid, protocol, path }: ServicePort,
  workloads: readonly Workload[],
  { loopbackPortsOf = () => [] }: CheckContext,
): ObjectReport | undefined {
  const containers = workloads.flatMap(({ object, pod }) =>
    pod.longRunning.map(({ name }) => ({ name, object, ports: loopbackPortsOf(object, name) })),
  );
  const owner = containers.find(({ ports }) =>
    ports.some((port) => port.number === target && port.protocol === protocol),
  );
  if (!owner) return undefined;
  return {
    object: service.object,
    path: [...path, targetSaid ? 'targetPort' : 'port'],
    what: `it leads to port ${target} of ${owner.object.toString()}, where container "${owner.name}" listens on 127.0.0.1 only`,
    happens: 'Connection refused for all who use the Service, although it has endpoints',
    fix: 'lead it to a port that listens for everybody, or leave this port out',
  };
}

function numbered(service: Service, port: ServicePort, workloads: readonly Workload[]): ObjectReport | undefined {
  const { target, targetSaid, protocol, path } = port;
  // Who uses a headless Service dials the Pods themselves, on any port.
  if (typeof target !== 'number' || service.headless || workloads.some(({ pod }) => pod.mayGetMore)) return undefined;
  const containers = workloads.flatMap(({ pod }) => pod.longRunning);
  const answers = containers.map((container) => opens(container, target, protocol));
  if (answers.length === 0 || answers.some((answer) => answer === 'yes' || answer === 'perhaps')) return undefined;
  const open = openPorts(containers, protocol);
  const leads = targetSaid ? `targetPort ${target}` : `port ${target}, which has no targetPort,`;
  return {
    object: service.object,
    severity: answers.every((answer) => answer === 'no') ? 'error' : 'warning',
    path: [...path, targetSaid ? 'targetPort' : 'port'],
    what: `${leads} leads to a port that no container of ${podsOf(workloads)} opens`,
    happens: 'Connection refused for all who use the Service, although it has endpoints',
    fix:
      open.length === 1
        ? `write targetPort: ${open[0]}`
        : `set targetPort to a port that is open${open.length > 0 ? `: ${open.slice(0, 5).join(', ')}` : ''}`,
  };
}

function openPorts(containers: readonly Container[], protocol: string): string[] {
  const listeners = containers.flatMap(({ listeners }) => listeners.filter(({ loopback }) => !loopback));
  return [...new Set(listeners.filter((listener) => listener.protocol === protocol).map(portText))];
}

function podsOf([first, ...others]: readonly Workload[]): string {
  return others.length === 0 ? first.object.toString() : `${first.object.toString()} and ${others.length} more`;
}
