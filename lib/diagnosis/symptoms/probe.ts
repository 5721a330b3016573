import { servedFolders } from '../../model/content-server';
import { Probe, ProbeKind } from '../../model/probe';
import { Path } from '../../model/values';
import { emptyFolder } from '../content';
import { lastWordsSay } from '../logs/log-words';
import { listenerOn, saysLoopback } from '../logs/port-words';
import { ObservedContainer, Termination } from '../observed-container';
import { ObservedPod } from '../observed-pod';
import { PodEvent } from '../pod-event';
import { meaning, Symptom, Wording } from '../symptom';
import { oneLine, Verdict } from '../verdict';

const TITLES = { startupProbe: 'Startup', readinessProbe: 'Readiness', livenessProbe: 'Liveness' } as const;

interface Where {
  readonly pod: ObservedPod;
  readonly container: ObservedContainer;
  readonly probe: Probe;
  /** The number of the port that it dials. */
  readonly port: number | undefined;
  /** As in `its readinessProbe (GET http://10.0.0.7:80/)`. */
  readonly name: string;
}

/** It runs, and its startup probe has not succeeded yet: what comes after it waits. */
export const notStarted: Symptom = (pod, container) => {
  const probe = container.spec.probe('startupProbe');
  if (!container.running || container.started || !probe) return undefined;
  return failing(pod, container, probe);
};

/** It runs, and its readiness probe does not succeed. */
export const notReady: Symptom = (pod, container) => {
  const probe = container.spec.probe('readinessProbe');
  if (!container.running || !container.started || container.ready || !probe) return undefined;
  return failing(pod, container, probe);
};

/** The kubelet has ended it, since a probe failed. */
export function killedByProbe(
  pod: ObservedPod,
  container: ObservedContainer,
  ending: Termination,
): Verdict | undefined {
  const killing = container.event('Killing', /failed (?:liveness|startup) probe/);
  // A program that a probe has ended may end by itself the next time.
  if (!killing || isBefore(killing, ending.startedAt)) return undefined;
  const probe = container.spec.probe(/startup/.test(killing.message) ? 'startupProbe' : 'livenessProbe');
  if (!probe) return undefined;
  const { cause, evidence = [], ...rest } = explain(pod, container, probe);
  return {
    ...rest,
    cause: `${cause}, so that the kubelet ends it and starts it again`,
    evidence: [killing.toString(), ...evidence],
  };
}

function isBefore({ time }: PodEvent, start: number | undefined): boolean {
  // Times of events have whole seconds.
  return time !== undefined && start !== undefined && time < start - 1000;
}

function failing(pod: ObservedPod, container: ObservedContainer, probe: Probe): Verdict | undefined {
  const { initialDelaySeconds, periodSeconds, failureThreshold } = probe;
  const patience = initialDelaySeconds + periodSeconds * failureThreshold;
  const event = unhealthy(container, probe.kind);
  if (!event && !pod.isOverdue(container.running?.startedAt, patience)) return undefined;
  if (event && event.count < failureThreshold && !pod.isOverdue(container.running?.startedAt, patience))
    return undefined;
  return explain(pod, container, probe);
}

function explain(pod: ObservedPod, container: ObservedContainer, probe: Probe): Verdict {
  const event = unhealthy(container, probe.kind);
  const message = /^\w+ probe (?:failed|errored[^:]*): ([^]*)$/.exec(event?.message ?? '')?.[1] ?? '';
  const port = portOf(container, probe);
  const where = { pod, container, probe, port, name: `its ${probe.kind} (${describe(pod, probe, port)})` };
  const verdict =
    meaning(WORDINGS, where, message) ??
    known(where, 'probe-host', 'loopback-from-outside', 'probe-port-number', 'probe-port-name', 'tool-missing') ??
    itsLogSays(where, 'fails') ??
    unexplained(where, message);
  return { ...verdict, evidence: [...(event ? [event.toString()] : []), ...(verdict.evidence ?? [])] };
}

function unhealthy(container: ObservedContainer, kind: ProbeKind): PodEvent | undefined {
  const warning = container.event('ProbeWarning', new RegExp(`^${TITLES[kind]} probe`));
  return container.event('Unhealthy', new RegExp(`^${TITLES[kind]} probe`)) ?? warning;
}

/**
 * In the words of the kubelet and of the Go library that it dials with.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/kubelet/prober/prober.go
 */
const WORDINGS: readonly Wording<Where>[] = [
  {
    text: /strconv\.Atoi: parsing "([^"]*)"|couldn't find port|port (\S+) not found/i,
    means: (where, [, name]) =>
      known(where, 'probe-port-name') ?? {
        cause: `${where.name} names port "${name ?? String(where.probe.port)}", which the container does not declare`,
        rule: 'probe-port-name',
        fix: `declare a port of that name in ${where.container.name}, or write its number`,
        path: portPath(where),
      },
  },
  {
    text: /executable file .*not found|stat \S+: no such file or directory|no such file or directory: unknown|^(?:\S*\/)?(?:sh|bash|ash): (?:\S+: )?(\S+): not found/i,
    means: (where) =>
      known(where, 'tool-missing', 'shell-command-split') ?? {
        cause: `${where.name} calls a program that ${where.container.spec.image?.text ?? 'the image'} does not have`,
        rule: 'tool-missing',
        fix: 'use an httpGet or tcpSocket probe, or a program that the image has',
        path: [...where.probe.path, 'exec', 'command'],
      },
  },
  { text: /connection refused/i, means: (where) => (where.probe.fromOutside ? refused(where) : undefined) },
  {
    text: /deadline exceeded|Client\.Timeout|i\/o timeout|timed? ?out|within \d/i,
    means: (where) => ({
      cause: `${where.name} gets no answer within ${where.probe.timeoutSeconds} s`,
      rule: 'probe-timing',
      fix: `raise ${where.probe.kind}.timeoutSeconds if it is slow, or see in its log why it does not answer`,
      path: [...where.probe.path, 'timeoutSeconds'],
    }),
  },
  { text: /statuscode: (\d+)/i, means: (where, [, status]) => answered(where, Number(status)) },
  {
    text: /server gave HTTP response to HTTPS client|malformed HTTP response|tls: first record|HTTP request was sent to an? HTTPS|http: server gave/i,
    means: (where) => ({
      cause: `${where.name} and the server do not agree on whether to use TLS`,
      fix: `set ${where.probe.kind}.httpGet.scheme to what the server speaks: HTTP or HTTPS`,
      path: [...where.probe.path, 'httpGet', 'scheme'],
    }),
  },
  {
    text: /no such host|no route to host|network is unreachable/i,
    means: (where) =>
      known(where, 'probe-host') ?? {
        cause: `${where.name} does not reach its host`,
        rule: 'probe-host',
        fix: `leave out host: the probe then dials the Pod`,
        path: [...where.probe.path, where.probe.handler ?? 'httpGet'],
      },
  },
  {
    text: /does not implement the grpc health|unknown service grpc\.health/i,
    means: (where) => ({
      cause: `${where.name} asks for the gRPC health service, which the server does not have`,
      fix: 'let the server offer grpc.health.v1.Health, or use a tcpSocket probe',
      path: [...where.probe.path, 'grpc'],
    }),
  },
];

function known({ pod, container, probe }: Where, ...rules: readonly string[]): Verdict | undefined {
  return pod.suspectIn(container, probe.kind, ...rules);
}

/** Nothing listens at the address that the kubelet dials, which says nothing of localhost. */
function refused(where: Where): Verdict {
  const { pod, container, port, name, probe } = where;
  const found = known(where, 'probe-host', 'loopback-from-outside', 'probe-port-number');
  if (found) return found;
  const local = saysLoopback(container, port);
  if (local !== undefined) {
    return {
      cause: `${name} dials the Pod's address, and the container listens on 127.0.0.1:${port} only`,
      evidence: [`log: ${oneLine(local)}`],
      rule: 'loopback-from-outside',
      fix: `let ${container.name} listen on 0.0.0.0:${port}; a probe of what is to stay local can be an exec probe`,
      path: portPath(where),
    };
  }
  const declared = container.spec.ports.map(({ number }) => number);
  const others = declared.filter((number) => number !== port);
  const elsewhere = others.length > 0 && !declared.includes(port ?? 0);
  return {
    cause: `${name} finds nobody who listens: the program listens on another port, on 127.0.0.1 only, or not yet`,
    rule: elsewhere ? 'probe-port-number' : probe.kind === 'readinessProbe' ? 'loopback-from-outside' : 'probe-timing',
    fix: elsewhere
      ? `dial the port that it declares: ${others.join(' or ')}`
      : `let it listen on 0.0.0.0:${port ?? 'PORT'}, dial the port on which it does${probe.kind === 'readinessProbe' ? '' : ', or give it more time with a startupProbe'}; what answers to kubectl exec ${pod.name} -c ${container.name} on localhost only is on 127.0.0.1`,
    path: portPath(where),
  };
}

function answered(where: Where, status: number): Verdict {
  const { pod, container, name, port, probe } = where;
  const owner = port === undefined ? undefined : listenerOn(pod, port, container);
  const own = container.spec.listeners.some((listener) => listener.number === port);
  const wrong = owner && !own ? known(where, 'probe-port-number') : undefined;
  if (wrong) return wrong;
  const [folder] = servedFolders(container.spec);
  if (status === 403 && folder !== undefined) return emptyFolder(pod, container, folder);
  const told = status >= 500 ? itsLogSays(where, `is answered with status ${status}`) : undefined;
  if (told) return told;
  return {
    cause: `${name} is answered with status ${status}, and only 200 to 399 is success`,
    fix:
      status >= 500
        ? `see in the log of ${container.name} what it lacks`
        : `ask for a path that is there and open to everybody, in ${probe.kind}.httpGet.path`,
    path: [...probe.path, 'httpGet', 'path'],
  };
}

/** So many lines are about what happens now. */
const LATELY = 20;

/** The program may say itself what it lacks. */
function itsLogSays({ pod, container, name }: Where, what: string): Verdict | undefined {
  const told = lastWordsSay(pod, container, container.log.slice(-LATELY));
  return told && { ...told, cause: `${name} ${what}, and its log tells why: ${told.cause}` };
}

function unexplained(where: Where, message: string): Verdict {
  const { probe, name, container } = where;
  const wait = container.role === 'sidecar' && !container.started ? ', and the containers after it wait' : '';
  const said = message === '' ? '' : `: ${oneLine(message, 120)}`;
  return {
    cause: `${name} ${probe.kind === 'startupProbe' ? 'has not succeeded yet' : 'fails'}${said}${wait}`,
    ...(probe.kind === 'readinessProbe' ? {} : { rule: 'probe-timing' }),
    fix:
      probe.handler === 'exec'
        ? `run the command in the container to see why, and correct it${probe.kind === 'readinessProbe' ? '' : ', or give it more time with failureThreshold'}`
        : `see in the log of ${container.name} what it waits for`,
    path: probe.path,
  };
}

function portOf({ spec }: ObservedContainer, { port }: Probe): number | undefined {
  return typeof port === 'string' ? spec.ports.find(({ name }) => name === port)?.number : port;
}

function portPath({ probe }: Where): Path {
  return probe.handler === undefined ? probe.path : [...probe.path, probe.handler, 'port'];
}

/** What the kubelet does, and at which address. */
function describe(pod: ObservedPod, probe: Probe, number: number | undefined): string {
  const { handler, source, host = pod.address } = probe;
  const port = number ?? probe.port ?? '?';
  switch (handler) {
    case 'httpGet': {
      const scheme = typeof source['scheme'] === 'string' ? source['scheme'].toLowerCase() : 'http';
      const path = typeof source['path'] === 'string' ? source['path'] : '/';
      return host === pod.address && /\s/.test(host)
        ? `GET ${path} on port ${port} of ${host}`
        : `GET ${scheme}://${host}:${port}${path.startsWith('/') ? path : `/${path}`}`;
    }
    case 'tcpSocket':
      return `TCP to port ${port} of ${host}`;
    case 'grpc':
      return `gRPC to port ${port} of ${host}`;
    case 'exec':
      return oneLine((probe.command ?? []).join(' '), 80) || 'no command';
    default:
      return 'which does nothing';
  }
}
