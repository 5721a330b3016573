import { Container } from '../../model/container';
import { Listener } from '../../model/listener';
import { ManifestSet } from '../../model/manifest-set';
import { Pod } from '../../model/pod';
import { Action, Hook, Probe } from '../../model/probe';
import { Workload } from '../../model/workload';
import { ObjectReport, setRule } from '../rule';

/**
 * The kubelet's probes, Services and Prometheus come to the Pod's address. A process that listens on 127.0.0.1 does not
 * answer there, however healthy it is.
 */
export const loopbackFromOutside = setRule(
  {
    id: 'loopback-from-outside',
    severity: 'error',
    title: 'a probe or Service aims at a process that listens on 127.0.0.1',
    sources: [
      'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
      'https://github.com/oauth2-proxy/oauth2-proxy/blob/master/docs/docs/configuration/overview.md',
      'https://github.com/GoogleCloudPlatform/cloud-sql-proxy/issues/1555',
    ],
  },
  function* (set) {
    for (const workload of set.workloads) {
      const { pod } = workload;
      if (!pod.longRunning.some(({ listeners }) => listeners.some(({ loopback }) => loopback))) continue;
      yield* fromProbes(workload);
      yield* fromServices(set, workload);
      yield* fromScrapes(workload);
    }
  },
);

interface Local {
  readonly owner: Container;
  readonly listener: Listener;
}

function* fromProbes({ object, pod }: Workload): Iterable<ObjectReport> {
  for (const container of pod.longRunning) {
    for (const action of [
      ...container.probes,
      container.hook('postStart') ?? [],
      container.hook('preStop') ?? [],
    ].flat()) {
      const { port, handler } = action;
      if (!action.fromOutside || handler === undefined || action.host !== undefined) continue;
      const number = typeof port === 'string' ? container.ports.find(({ name }) => name === port)?.number : port;
      const local = localListener(pod, number);
      if (!local) continue;
      yield {
        ...about(local),
        object,
        container,
        path: [...action.path, handler, 'port'],
        what: `its ${kindOf(action)} dials port ${number}, where ${nameOf(local, container)} listens on 127.0.0.1 only`,
        happens: seenBy(action, number!),
      };
    }
  }
}

function* fromServices(set: ManifestSet, workload: Workload): Iterable<ObjectReport> {
  const reported = new Set<Listener>();
  for (const service of set.servicesOf(workload)) {
    for (const { target, protocol } of service.ports) {
      const named = workload.pod.longRunning.flatMap(({ ports }) => ports.filter(({ name }) => name === target));
      const local = protocol === 'TCP' ? localListener(workload.pod, named[0]?.number ?? target) : undefined;
      if (!local || reported.has(local.listener)) continue;
      reported.add(local.listener);
      const { owner, listener } = local;
      yield {
        ...about(local),
        object: workload.object,
        container: owner,
        path: listener.path,
        what: `it listens on 127.0.0.1:${listener.number}, and ${service.object.toString()} sends its traffic to port ${listener.number} of the Pod`,
        happens: `Connection refused for all who use the Service, although it has endpoints`,
      };
    }
  }
}

function* fromScrapes({ object, pod }: Workload): Iterable<ObjectReport> {
  const annotation = 'prometheus.io/port';
  if (pod.annotations.get('prometheus.io/scrape') !== 'true') return;
  const local = localListener(pod, Number(pod.annotations.get(annotation)));
  if (!local) return;
  yield {
    ...about(local),
    object,
    container: local.owner,
    path: [...pod.templatePath, 'metadata', 'annotations', annotation],
    what: `Prometheus is to scrape port ${local.listener.number}, where it listens on 127.0.0.1 only`,
    happens: 'The target is down: connect: connection refused',
  };
}

/** What listens on that port, if only on loopback. */
function localListener(pod: Pod, port: number | string | undefined): Local | undefined {
  let found: Local | undefined;
  for (const owner of pod.longRunning) {
    for (const listener of owner.listeners) {
      if (listener.number !== port || listener.protocol !== 'TCP') continue;
      if (!listener.loopback) return undefined;
      found ??= { owner, listener };
    }
  }
  return found;
}

function about({ owner, listener: { number, sure } }: Local): Pick<ObjectReport, 'severity' | 'fix'> {
  const flag = owner.image?.reference?.name === 'oauth2-proxy' ? `, with --http-address=0.0.0.0:${number}` : '';
  return {
    severity: sure ? 'error' : 'warning',
    fix: `let ${owner.name} listen on 0.0.0.0:${number}${flag}; a probe of what is to stay local can be an exec probe`,
  };
}

function nameOf({ owner }: Local, container: Container): string {
  return owner === container ? 'it' : `container "${owner.name}"`;
}

function kindOf(action: Action): string {
  return action instanceof Probe || action instanceof Hook ? action.kind : 'probe';
}

function seenBy(action: Action, port: number): string {
  const refused = `dial tcp POD-IP:${port}: connect: connection refused`;
  const kind = kindOf(action);
  return action instanceof Hook
    ? `Failed${kind === 'preStop' ? 'PreStop' : 'PostStart'}Hook: ${refused}`
    : `Unhealthy: ${kind[0].toUpperCase()}${kind.slice(1).replace('Probe', ' probe')} failed: ${refused}, every time`;
}
