import { Container } from '../../model/container';
import { isData, listOf, Path } from '../../model/values';
import { PodReport, podRule } from '../rule';

const PROBES = ['startupProbe', 'readinessProbe', 'livenessProbe'] as const;
const HOOKS = ['postStart', 'preStop'] as const;
const OF_PROBES = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const OF_HOOKS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];

/** A probe or hook does one thing, and only what keeps running has any. */
export const probeWithoutHandler = podRule(
  {
    id: 'probe-without-handler',
    severity: 'error',
    title: 'a probe or hook that does nothing, or several things, or is of an init container',
    sources: [
      'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#differences-from-regular-containers',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go',
    ],
  },
  function* (pod) {
    for (const container of pod.containers) {
      for (const report of ofContainer(container)) yield { container, ...report };
    }
  },
);

function* ofContainer(container: Container): Iterable<PodReport> {
  const { data, path, role } = container;
  if (role === 'init') {
    // A word that is no policy is said to be wrong by itself, and may be meant to be Always.
    if (data['restartPolicy'] == null) yield* ofInit(container);
    return;
  }
  for (const kind of PROBES) yield* ofAction(data[kind], kind, OF_PROBES, [...path, kind]);
  const lifecycle = data['lifecycle'];
  if (!isData(lifecycle)) return;
  for (const kind of HOOKS) yield* ofAction(lifecycle[kind], kind, OF_HOOKS, [...path, 'lifecycle', kind]);
}

function* ofInit({ data, path }: Container): Iterable<PodReport> {
  for (const field of [...PROBES, 'lifecycle']) {
    if (!isData(data[field])) continue;
    yield {
      path: [...path, field],
      what: `an init container has a ${field}`,
      happens: `The API server rejects it: ${field}: Forbidden: may not be set for init containers without restartPolicy=Always`,
      fix: `leave it out, or set restartPolicy: Always if the container is to keep running beside the others`,
    };
  }
}

function* ofAction(data: unknown, kind: string, handlers: readonly string[], path: Path): Iterable<PodReport> {
  if (!isData(data)) return;
  const said = handlers.filter((handler) => data[handler] != null);
  const names = `${handlers.slice(0, -1).join(', ')} or ${handlers.at(-1)}`;
  if (said.length === 0) {
    yield {
      path,
      what: `its ${kind} does not say what to do`,
      happens: `The API server rejects it: ${kind}: Required value: must specify a handler type`,
      fix: `add ${names}, or leave the ${kind} out`,
    };
  }
  if (said.length > 1) {
    yield {
      path: [...path, said[1]],
      what: `its ${kind} has ${said.join(' and ')}`,
      happens: `The API server rejects it: ${said[1]}: Forbidden: may not specify more than 1 handler type`,
      fix: 'leave one of them',
    };
  }
  const { exec } = data;
  if (!isData(exec) || (exec['command'] != null && !Array.isArray(exec['command']))) return;
  if (listOf(exec['command']).length > 0) return;
  yield {
    path: [...path, 'exec'],
    what: `the command of its ${kind} is empty`,
    happens: 'The API server rejects it: exec.command: Required value',
    fix: 'add the program and its arguments to command',
  };
}
