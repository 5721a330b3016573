import { KubernetesVersion } from '../../kubernetes-version';
import { Address } from '../../model/addresses';
import { Container } from '../../model/container';
import { publishedFolders, servedFolders } from '../../model/content-server';
import { fileUseOf } from '../../model/file-use';
import { lifetimeOf } from '../../model/lifetime';
import { addressOf, isStore } from '../../model/localhost';
import { Pod, VolumeUser } from '../../model/pod';
import { PodReport, podRule } from '../rule';

/** Programs that serve or watch others, and try again when they cannot reach them. */
const PATIENT = /exporter|proxy|agent|metrics|collector|monitor|backup|bouncer|prometheus|envoy|nginx|haproxy/i;
/** Scripts that wait by themselves. */
const WAITS = /\b(?:until|while|sleep|retry|wait)\b|wait-for|wait4|dockerize|nc -z/;

/**
 * Regular containers start side by side. A native sidecar starts before them, but the kubelet goes on as soon as its
 * process runs, unless a startup probe says when it is of use.
 */
export const sidecarStartRace = podRule(
  {
    id: 'sidecar-start-race',
    severity: 'warning',
    title: 'the main container needs a helper that may not have started',
    sources: [
      'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/',
      'https://github.com/istio/istio/issues/11130',
      'https://github.com/linkerd/linkerd2/issues/2704',
      'https://github.com/cterence/homelab-gitops/pull/684',
    ],
  },
  function* (pod, { version }) {
    yield* pagesToCome(pod, version);
    for (const helper of pod.longRunning) {
      const found = callerOf(helper, pod);
      if (!found) continue;
      const { caller, address } = found;
      const where = `${address.host}${address.port === undefined ? '' : `:${address.port}`}`;
      yield {
        container: helper,
        path: helper.path,
        what: `${caller.name} connects to it at ${where}, and ${reason(helper)}`,
        happens:
          `${caller.name} may start first: dial tcp 127.0.0.1: connect: connection refused, ` +
          'and it is restarted until the helper listens',
        fix: fix(helper, caller, pod, version),
      };
    }
  },
);

/** Web servers that are taken for ready before another container has written their first page. */
function* pagesToCome(pod: Pod, version: KubernetesVersion): Iterable<PodReport> {
  for (const server of pod.regular) {
    const mount = servedFolders(server).flatMap((folder) => server.mountAt(folder) ?? [])[0];
    if (!mount || pod.volume(mount.name)?.type !== 'emptyDir' || looksAtPages(server)) continue;
    const others = pod.usersOf(mount.name).filter((user) => user.container !== server && user.mount.writable);
    if (others.some(({ container }) => comesFirst(container))) continue;
    const writer = others.find((user) => writesThere(user))?.container;
    if (!writer) continue;
    const native = writer.role === 'sidecar';
    yield {
      container: writer,
      path: writer.path,
      what: `${server.name} serves what it writes, and ${native ? 'it has no startupProbe to hold the others back' : 'regular containers start in no order'}`,
      happens: `Until it has written the first page, ${server.name} is ready and answers 403 Forbidden or 404 Not Found`,
      fix: endsByItself(writer)
        ? native
          ? `leave out the restartPolicy of ${writer.name}, as its command ends: the others then wait for that`
          : `move ${writer.name} to ${initContainersOf(pod)}, without a restartPolicy, as its command ends: the others then wait for that`
        : native || version.atLeast(KubernetesVersion.NATIVE_SIDECARS)
          ? startFirst(writer, pod, 'a startupProbe that succeeds when the page is there')
          : `give ${server.name} a readinessProbe that asks it for the page`,
    };
  }
}

/** As a native sidecar it would be started again and again. */
function endsByItself(container: Container): boolean {
  const { ending, sure } = lifetimeOf(container);
  return ending === 'ends' && sure;
}

/** Kept from traffic until its answer is good. */
function looksAtPages(server: Container): boolean {
  const handler = server.probe('readinessProbe')?.handler;
  return handler === 'httpGet' || handler === 'exec';
}

/** Has ended, or says that it has begun, before regular containers start. */
function comesFirst(container: Container): boolean {
  if (container.role !== 'sidecar') return container.role === 'init';
  return container.probe('startupProbe') !== undefined || container.hook('postStart') !== undefined;
}

function writesThere({ container, mount }: VolumeUser): boolean {
  if (publishedFolders(container).some((folder) => mount.covers(folder))) return true;
  return fileUseOf(container).written.some(({ file }) => mount.covers(file));
}

function callerOf(helper: Container, pod: Pod): { caller: Container; address: Address } | undefined {
  const native = helper.role === 'sidecar';
  if ((native && helper.probe('startupProbe')) || helper.hook('postStart')) return undefined;
  for (const caller of pod.regular) {
    if (caller === helper || isPatient(caller)) continue;
    const address = addressOf(helper, caller);
    // Without a startup probe the order of a native sidecar is meant, whatever it offers.
    if (address && (native || isStore(address))) return { caller, address };
  }
  return undefined;
}

function isPatient({ name, image, script, command, args }: Container): boolean {
  const known = image?.facts ?? image?.likely;
  if (known?.keepsRunning || PATIENT.test(image?.reference?.name ?? '') || PATIENT.test(name)) return true;
  return [script?.text, ...(command ?? []), ...(args ?? [])].some((text) => text !== undefined && WAITS.test(text));
}

function reason(helper: Container): string {
  if (helper.role === 'main') return 'regular containers start in no order';
  return helper.probe('readinessProbe')
    ? 'it has no startupProbe: its readinessProbe does not hold the others back'
    : 'it has no startupProbe to hold the others back';
}

function fix(helper: Container, caller: Container, pod: Pod, version: KubernetesVersion): string {
  if (helper.role !== 'sidecar' && !version.atLeast(KubernetesVersion.NATIVE_SIDECARS))
    return `let ${caller.name} try again until ${helper.name} answers`;
  return startFirst(helper, pod, 'a startupProbe that succeeds when it accepts connections');
}

function startFirst(helper: Container, pod: Pod, probe: string): string {
  if (helper.role === 'sidecar') return `give ${helper.name} ${probe}`;
  return `move ${helper.name} to ${initContainersOf(pod)}, with restartPolicy: Always and ${probe}`;
}

function initContainersOf(pod: Pod): string {
  return [...pod.path, 'initContainers'].join('.');
}
