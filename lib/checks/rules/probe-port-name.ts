import { Container } from '../../model/container';
import { Pod } from '../../model/pod';
import { Action } from '../../model/probe';
import { PodReport, podRule } from '../rule';

/**
 * The kubelet looks a port's name up among the ports of the same container. What is no name there it takes for a number,
 * which fails for good.
 */
export const probePortName = podRule(
  {
    id: 'probe-port-name',
    severity: 'error',
    title: 'a probe names a port that its container does not declare',
    sources: [
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/probe/util.go',
      'https://github.com/kubernetes/kubernetes/issues/139283',
      'https://github.com/helm/helm/issues/4009',
    ],
  },
  function* (pod) {
    for (const container of pod.longRunning) {
      const hooks = (['postStart', 'preStop'] as const).flatMap((kind) => container.hook(kind) ?? []);
      for (const action of [...container.probes, ...hooks]) {
        const report = reportOn(action, action.kind, container, pod);
        if (report) yield { container, ...report };
      }
    }
  },
);

function reportOn(action: Action, kind: string, container: Container, pod: Pod): PodReport | undefined {
  const { port, handler } = action;
  if (typeof port !== 'string' || (handler !== 'httpGet' && handler !== 'tcpSocket')) return undefined;
  if (container.ports.some(({ name }) => name === port)) return undefined;
  const path = [...action.path, handler, 'port'];
  if (/^\d+$/.test(port)) {
    return {
      path,
      what: `the port of its ${kind} is the text "${port}"`,
      happens: `The API server rejects it: Invalid value: "${port}": must contain at least one letter (a-z)`,
      fix: `write the number without quotes: ${Number(port)}`,
    };
  }
  return {
    path,
    what: `its ${kind} is for port "${port}", and ${declared(container)}`,
    happens: happens(kind, port),
    fix: fix(port, container, pod),
  };
}

function declared({ ports }: Container): string {
  const names = ports.flatMap(({ name }) => (name === undefined ? [] : `"${name}"`));
  if (ports.length === 0) return 'it declares no ports';
  return names.length === 0 ? 'its ports have no names' : `its ports are named ${names.join(', ')}`;
}

function happens(kind: string, port: string): string {
  const message = `strconv.Atoi: parsing "${port}": invalid syntax`;
  switch (kind) {
    case 'readinessProbe':
      return `Unhealthy: Readiness probe errored: ${message}, and the Pod never gets ready`;
    case 'startupProbe':
      return `Unhealthy: Startup probe errored: ${message}, and the container never counts as started`;
    case 'livenessProbe':
      return `Unhealthy: Liveness probe errored: ${message}, so that nobody notices when the program hangs`;
    case 'postStart':
      return `FailedPostStartHook: ${message}, and the container is killed and started again`;
    default:
      return `FailedPreStopHook: ${message}, and the container is stopped without what the hook is for`;
  }
}

function fix(port: string, container: Container, pod: Pod): string {
  const { ports, name } = container;
  const near = ports.find((one) => one.name?.toLowerCase() === port.toLowerCase());
  if (near?.name !== undefined) return `write it as it is declared: ${near.name}`;
  const owner = pod.containers.find((other) => other !== container && other.ports.some((one) => one.name === port));
  const unnamed = ports.filter((one) => one.name === undefined);
  const own =
    unnamed.length === 1
      ? `add name: ${port} to ${name}'s containerPort ${unnamed[0].number}`
      : `add a port with name: ${port} to ${name}, or name one that it has by its number`;
  return owner
    ? `${own}; "${port}" is declared by ${owner.name}, and a probe sees its own container's ports only`
    : own;
}
