import { KubernetesVersion } from '../../kubernetes-version';
import { Container } from '../../model/container';
import { addressOf } from '../../model/localhost';
import { Pod } from '../../model/pod';
import { argumentsOf, scriptOf } from '../../model/script';
import { readScript, simplesOf } from '../../model/shell';
import { podRule } from '../rule';

const PROXIES = /^(?:cloud-sql-proxy|alloydb-auth-proxy|envoy|envoy-distroless|haproxy|pgbouncer|twemproxy)$/;
const LOG_SHIPPERS = /^(?:fluent-bit|fluentd|filebeat|vector|promtail)$/;
const STOPPERS = /^(?:kill|pkill|killall|shutdown|poweroff)$/;
const STOPPING = /quitquitquit|\bstop\b|\bquit\b|shutdown/;

/**
 * Regular containers get SIGTERM together, so that a log shipper or proxy can be gone while the main container still works
 * on its last requests. Native sidecars are stopped after it, but their preStop hooks run at once.
 */
export const stopsBeforeMain = podRule(
  {
    id: 'stops-before-main',
    severity: 'warning',
    title: 'a helper that stops before the container that needs it',
    sources: [
      'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
      'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
      'https://github.com/kubernetes/enhancements/tree/master/keps/sig-node/753-sidecar-containers',
      'https://github.com/linkerd/linkerd2/pull/11465',
    ],
  },
  function* (pod, { version }) {
    for (const container of pod.sidecars) {
      const word = stopsItself(container);
      if (word === undefined) continue;
      yield {
        container,
        path: [...container.path, 'lifecycle', 'preStop'],
        what: `the preStop hook of this native sidecar stops it (${word})`,
        happens:
          'Terminating: the hook runs as soon as the Pod is deleted, so that it stops while the main container still works',
        fix: 'remove the hook: the kubelet stops native sidecars when the main containers have ended',
      };
    }
    // There is nothing better before, and a Job's helper is a matter of another rule.
    if (!version.atLeast(KubernetesVersion.NATIVE_SIDECARS) || pod.workload.runsToCompletion) return;
    for (const container of pod.regular) {
      const need = container.hook('preStop') ? undefined : neededBy(container, pod);
      if (need === undefined) continue;
      yield {
        container,
        path: container.path,
        what: `it is a regular container, and ${need}`,
        happens:
          'Terminating: both get SIGTERM at once, and what the other one still does after this one has ended is lost or fails',
        fix: `move ${container.name} to ${[...pod.path, 'initContainers'].join('.')} with restartPolicy: Always: it is stopped last`,
      };
    }
  },
);

function neededBy(helper: Container, pod: Pod): string | undefined {
  const name = helper.image?.reference?.name ?? '';
  const others = pod.regular.filter((other) => other !== helper);
  if (PROXIES.test(name)) {
    const caller = others.find(
      (other) => addressOf(helper, other) && !PROXIES.test(other.image?.reference?.name ?? ''),
    );
    return caller && `${caller.name} connects through it`;
  }
  if (!LOG_SHIPPERS.test(name)) return undefined;
  const read = new Set(helper.mounts.filter(({ volume }) => volume?.type === 'emptyDir').map((mount) => mount.name));
  const writer = others.find(({ mounts }) => mounts.some((mount) => mount.writable && read.has(mount.name)));
  return writer && `it ships the logs that ${writer.name} writes`;
}

/** The word with which its hook ends the sidecar itself. */
function stopsItself(sidecar: Container): string | undefined {
  const hook = sidecar.hook('preStop');
  if (!hook) return undefined;
  const target = hook.source['path'];
  if (hook.handler === 'httpGet')
    return typeof target === 'string' && STOPPING.test(target) ? target.slice(0, 80) : undefined;
  const line = argumentsOf(hook.command, []);
  const script = scriptOf(line);
  const commands = script
    ? [...simplesOf(readScript(script.text) ?? [])].map(({ words }) => words.map(({ text }) => text))
    : [line.map(({ text }) => text)];
  const stopping = commands.find(([program = '', ...rest]) => {
    return STOPPERS.test(program)
      ? !rest.includes('-0')
      : program !== 'echo' && rest.some((word) => STOPPING.test(word));
  });
  return stopping?.join(' ').slice(0, 80);
}
