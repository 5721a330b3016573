import { Container } from '../../model/container';
import { pauseSeconds } from '../../model/pauses';
import { Probe } from '../../model/probe';
import { nameOf } from '../../model/program-ending';
import { Argument, argumentsOf, scriptOf } from '../../model/script';
import { readScript, simplesOf } from '../../model/shell';
import { numberOf } from '../../model/values';
import { PodReport, podRule } from '../rule';

/** How long images take to start that set up a database first or start a virtual machine, at the least. */
const STARTING_SECONDS: { readonly [image: string]: number } = {
  'eclipse-temurin': 20,
  grafana: 20,
  mariadb: 30,
  mysql: 30,
  openjdk: 20,
  rabbitmq: 20,
};

/** Programs that take a second and more to start themselves. */
const SLOW_CLIENTS = [
  'cqlsh',
  'java',
  'kafka-topics.sh',
  'mongosh',
  'nodetool',
  'npm',
  'npx',
  'rabbitmqctl',
  'rabbitmq-diagnostics',
];

type Complaint = Omit<PodReport, 'container'>;

/**
 * A probe gives up after `failureThreshold` failures, and every command that takes longer than `timeoutSeconds`, one
 * second unless it is set, is a failure.
 */
export const probeTiming = podRule(
  {
    id: 'probe-timing',
    severity: 'error',
    title: 'a probe that gives up too early',
    sources: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes',
      'https://github.com/docker-library/mysql/issues/937',
      'https://github.com/bitnami/charts/issues/10264',
      'https://github.com/ietf-tools/datatracker/pull/9030',
    ],
  },
  function* (pod) {
    for (const container of pod.longRunning) {
      for (const probe of container.probes) {
        const line = argumentsOf(probe.command, [...probe.path, 'exec', 'command']);
        const complaints = [wrongThreshold(probe), tooSlow(probe, line), tooEarly(probe, container)];
        for (const complaint of complaints) if (complaint) yield { container, ...complaint };
      }
    }
  },
);

function wrongThreshold({ kind, data, path }: Probe): Complaint | undefined {
  const threshold = numberOf(data['successThreshold']);
  // Zero is as good as none.
  if (kind === 'readinessProbe' || !threshold || threshold === 1) return undefined;
  return {
    path: [...path, 'successThreshold'],
    what: `the successThreshold of its ${kind} is ${threshold}`,
    happens: `The API server rejects it: successThreshold: Invalid value: ${threshold}: must be 1`,
    fix: 'remove successThreshold: only a readinessProbe may ask for several successes',
  };
}

function tooSlow(probe: Probe, line: readonly Argument[]): Complaint | undefined {
  const { timeoutSeconds, kind } = probe;
  const pause = line.length === 0 ? 0 : pauseSeconds(line);
  if (pause >= timeoutSeconds) {
    const takes = Number.isFinite(pause) ? `takes ${pause} s` : 'never ends';
    return {
      path: scriptOf(line)?.path ?? line[0].path,
      what: `the command of its ${kind} ${takes}, and timeoutSeconds is ${timeoutSeconds}`,
      happens: `Unhealthy: command timed out after ${timeoutSeconds}s: the probe fails every time, and ${result(probe)}`,
      fix: 'leave the pause out: periodSeconds is the time between two probes',
    };
  }
  const client = timeoutSeconds > 1 ? undefined : clientsIn(line).find((name) => SLOW_CLIENTS.includes(name));
  return client === undefined
    ? undefined
    : {
        severity: 'warning',
        path: [...probe.path, ...(probe.data['timeoutSeconds'] === undefined ? [] : ['timeoutSeconds'])],
        what: `its ${kind} calls ${client}, which takes longer to start than the ${timeoutSeconds} s of timeoutSeconds`,
        happens: `Unhealthy: command timed out after ${timeoutSeconds}s, at the latest when the node is busy, and ${result(probe)}`,
        fix: `set ${kind}.timeoutSeconds to 10 and periodSeconds to 30, or use a tcpSocket probe`,
      };
}

/** Where nothing but this probe has to wait for the start. */
function tooEarly(probe: Probe, container: Container): Complaint | undefined {
  const { kind, initialDelaySeconds, periodSeconds, failureThreshold, timeoutSeconds, path } = probe;
  if (kind === 'readinessProbe' || (kind === 'livenessProbe' && container.probe('startupProbe'))) return undefined;
  const patience = initialDelaySeconds + periodSeconds * (failureThreshold - 1);
  const needed = startingSeconds(container);
  if (patience >= needed || patience < 0) return undefined;
  const needs = needed === 1 ? '' : `, and ${container.image!.text} takes ${needed} s and more for its first start`;
  return {
    severity: 'warning',
    path,
    what: `its ${kind} gives up ${patience === 0 ? 'at the first failure' : `after ${patience} s`}${needs}`,
    happens: `CrashLoopBackOff: Unhealthy: dial tcp: connect: connection refused, or a timeout of ${timeoutSeconds} s, while it still starts, and then it is killed`,
    fix:
      kind === 'livenessProbe'
        ? 'add a startupProbe with a failureThreshold of 30: the livenessProbe begins after it'
        : `set startupProbe.failureThreshold to ${Math.max(30, Math.ceil(needed / periodSeconds))}`,
  };
}

/** A second is the least that anything takes. */
function startingSeconds({ image, command }: Container): number {
  const known = image?.facts ?? image?.likely;
  if (!known || command) return 1;
  return STARTING_SECONDS[image?.reference?.name ?? ''] ?? 1;
}

function clientsIn(line: readonly Argument[]): string[] {
  const script = scriptOf(line);
  if (!script) return line.slice(0, 1).flatMap(({ text }) => nameOf(text) ?? []);
  return [...simplesOf(readScript(script.text) ?? [])].flatMap(({ words }) => nameOf(words[0]?.text ?? '') ?? []);
}

function result({ kind }: Probe): string {
  return kind === 'readinessProbe' ? 'the Pod leaves its Service' : 'the container is restarted';
}
