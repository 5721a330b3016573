import { Container } from '../../model/container';
import { runsOwnProgram } from '../../model/image-use';
import { mentions, opens } from '../../model/listeners';
import { Pod } from '../../model/pod';
import { Probe } from '../../model/probe';
import { afterFailing } from '../failed-command';
import { PodReport, podRule } from '../rule';

/**
 * Containers of a Pod share one network, so a probe with another container's port succeeds or fails with that one: the
 * wrong container is restarted. Undeclared ports may be open, so that a port nobody is known to open is found only
 * where it is known what the container runs.
 */
export const probePortNumber = podRule(
  {
    id: 'probe-port-number',
    severity: 'error',
    title: 'a probe dials a port that its container does not open',
    sources: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
      'https://github.com/kubernetes/kubernetes/issues/24364',
    ],
  },
  function* (pod) {
    for (const container of pod.longRunning) {
      for (const probe of container.probes) {
        const { port, host, handler } = probe;
        if (typeof port !== 'number' || host !== undefined || !probe.fromOutside) continue;
        // That is no port at all, which is what `value-out-of-range` says.
        if (port < 1 || port > 65535) continue;
        const report = reportOn(port, probe, container, pod);
        if (report) yield { container, path: [...probe.path, handler!, 'port'], ...report };
      }
    }
  },
);

function reportOn(port: number, probe: Probe, container: Container, pod: Pod): Omit<PodReport, 'path'> | undefined {
  const own = opens(container, port);
  if (own === 'yes' || mentions(container, port)) return undefined;
  const owner = pod.longRunning.find((other) => other !== container && listensOn(other, port));
  if (owner) {
    return {
      severity: own === 'no' ? 'error' : 'warning',
      what: `its ${probe.kind} dials port ${port}, which is ${owner.name}'s`,
      happens: waitsFor(owner, probe, container, pod)
        ? `Init:0/1, for ever: ${owner.name} starts when the startupProbe of ${container.name} has succeeded`
        : `The probe tests ${owner.name}: ${onFailure(probe, container, owner)}`,
      fix: `dial a port of ${container.name}${portsOf(container)}, or move the probe to ${owner.name}`,
    };
  }
  const known = container.image?.facts ?? container.image?.likely;
  if (own !== 'no' && (own !== 'hardly' || !known?.keepsRunning || !runsOwnProgram(container))) return undefined;
  return {
    severity: own === 'no' ? 'error' : 'warning',
    what: `its ${probe.kind} dials port ${port}, on which ${container.image!.text} does not listen`,
    happens: `Unhealthy: ${title(probe)} probe failed: dial tcp: connect: connection refused, and ${afterFailing(probe.kind)}`,
    fix: fixOf(container, probe),
  };
}

/** Whether the containers after it, of which that is one, are held back until the probe has succeeded. */
function waitsFor(owner: Container, { kind }: Probe, container: Container, { containers }: Pod): boolean {
  const isAfter = containers.indexOf(owner) > containers.indexOf(container);
  return kind === 'startupProbe' && container.role === 'sidecar' && isAfter;
}

/** What listens on no port has to be told to, as Fluent Bit is by `HTTP_Server On`. */
function fixOf(container: Container, { kind }: Probe): string {
  const ports = portsOf(container);
  if (ports !== '') return `dial the port on which it listens${ports}`;
  const how = container.image?.reference?.name === 'fluent-bit' ? 'turn on its HTTP_Server' : 'let it listen there';
  return `${how} in its configuration, or take the ${kind} away`;
}

function listensOn({ listeners }: Container, port: number): boolean {
  return listeners.some(({ number, protocol, loopback }) => number === port && protocol === 'TCP' && !loopback);
}

function portsOf({ listeners }: Container): string {
  const numbers = listeners
    .filter(({ protocol, loopback }) => protocol === 'TCP' && !loopback)
    .map(({ number }) => number);
  return numbers.length === 0 ? '' : `: ${[...new Set(numbers)].join(' or ')}`;
}

function title({ kind }: Probe): string {
  return kind === 'startupProbe' ? 'Startup' : kind === 'readinessProbe' ? 'Readiness' : 'Liveness';
}

function onFailure({ kind }: Probe, { name }: Container, owner: Container): string {
  if (kind === 'readinessProbe') return `${name} counts as ready as long as ${owner.name} answers`;
  return `${name} is restarted when ${owner.name} does not answer, and runs on when it hangs itself`;
}
