import { parseQuantity } from '../../model/quantity';
import { lastWordsSay } from '../logs/log-words';
import { ObservedContainer, Termination } from '../observed-container';
import { ObservedPod } from '../observed-pod';
import { commandPath, memoryLimit, memoryLimitPath, scriptPath } from '../places';
import { Symptom } from '../symptom';
import { Verdict } from '../verdict';
import { killedByProbe } from './probe';
import { notExecutable } from './start-error';

/** The kubelet forgets about restarts when a container has run for as long as this. */
const STEADY_SECONDS = 600;

/** What rules find that makes containers end soon after their start, in the order in which it is believed. */
const CRASHES = [
  'image-needs-writable-root',
  'dropped-capabilities',
  'image-configuration-missing',
  'mount-hides-files',
  'port-declared-twice',
  'port-listened-twice',
  'shell-command-split',
  'variable-not-expanded',
  'tail-missing-file',
  'write-to-read-only',
  'postgres-data-mount',
  'low-port-without-root',
  'tool-missing',
  'shared-processes',
  'service-account-token',
  'service-link-collision',
  'sibling-as-host',
  'localhost-without-listener',
];

/** The container has ended although it was to run, or did not end well. */
export const crash: Symptom = (pod, container) => {
  const ending = endingOf(pod, container);
  if (!ending) return undefined;
  const verdict =
    killedByProbe(pod, container, ending) ??
    outOfMemory(pod, container, ending) ??
    lastWordsSay(pod, container) ??
    byExitCode(pod, container, ending) ??
    suspected(pod, container) ??
    unexplained(pod, container, ending);
  return { ...verdict, evidence: [...container.said, ...(verdict.evidence ?? [])] };
};

/** How it ended, where that is why it does not run, or will soon not. */
function endingOf(pod: ObservedPod, container: ObservedContainer): Termination | undefined {
  const { waiting, terminated, last, running, role } = container;
  // Sidecars are ended with the regular containers, which is no failure however they take it.
  if (role === 'sidecar' && pod.mainsHaveEnded) return undefined;
  if (waiting?.reason === 'CrashLoopBackOff') return last ?? new Termination({ reason: 'CrashLoopBackOff' });
  if (terminated) return terminated.failed || isToStay(pod, container) ? terminated : undefined;
  // Between two restarts it runs, and nothing seems wrong.
  const restarted = running && last && (container.restarts > 1 || !container.ready || last.reason === 'OOMKilled');
  if (!restarted || (role === 'init' && !last.failed)) return undefined;
  if (container.ready && lasted(last) > STEADY_SECONDS) return undefined;
  const steady = pod.knowledge.now !== undefined && pod.isOverdue(running.startedAt, STEADY_SECONDS);
  return steady ? undefined : last;
}

/** How long it had run, in seconds. */
function lasted({ startedAt, finishedAt }: Termination): number {
  return startedAt === undefined || finishedAt === undefined ? 0 : (finishedAt - startedAt) / 1000;
}

/** Whether the container is to run as long as the Pod, and the Pod still runs. */
function isToStay({ phase, workload }: ObservedPod, { role, spec }: ObservedContainer): boolean {
  if (phase === 'Succeeded' || phase === 'Failed') return false;
  if (role === 'sidecar') return true;
  return role === 'main' && workload.pod.restartPolicy === 'Always' && spec.data['restartPolicy'] === undefined;
}

function outOfMemory(pod: ObservedPod, container: ObservedContainer, { reason }: Termination): Verdict | undefined {
  if (reason !== 'OOMKilled') return undefined;
  const { spec } = container;
  const limit = memoryLimit(spec);
  const path = memoryLimitPath(spec);
  const known = pod.suspect(container, 'memory-volume-limit');
  if (known) return known;
  const volume = spec.mounts.find((mount) => mount.writable && mount.volume?.inMemory)?.volume;
  const size = parseQuantity(volume?.source['sizeLimit']);
  if (volume && (size === undefined || size > (parseQuantity(limit) ?? 0) / 2)) {
    return {
      cause: `it used more memory than its limit${limit === undefined ? '' : ` of ${limit}`}; what is written to volume "${volume.name}" counts`,
      rule: 'memory-volume-limit',
      fix: `raise the memory limit of ${container.name} above what it needs and the volume may hold, or lower emptyDir.sizeLimit of "${volume.name}"`,
      path,
    };
  }
  return {
    cause: limit === undefined ? 'the node ran out of memory' : `it used more memory than its limit of ${limit}`,
    fix:
      limit === undefined
        ? 'set resources.requests.memory to what it needs, and a limit'
        : 'raise resources.limits.memory, or let it use less',
    path,
  };
}

function byExitCode(pod: ObservedPod, container: ObservedContainer, { exitCode }: Termination): Verdict | undefined {
  const { spec } = container;
  switch (exitCode) {
    case 0:
      return endedWell(pod, container);
    case 2:
      return pod.suspect(container, 'shell-command-split');
    case 126:
      return notExecutable(container, spec.line?.[0]?.text);
    case 127:
      return (
        pod.suspect(container, 'tool-missing', 'variable-not-expanded', 'shell-command-split', 'mount-hides-files') ?? {
          cause: `a program that its command calls is not in ${spec.image?.text ?? 'its image'}`,
          rule: 'tool-missing',
          fix: 'call what the image has, or use an image that has it',
          path: scriptPath(spec),
        }
      );
    case 137: {
      // Where a process below the first one is killed for want of memory, nothing calls it OOMKilled.
      const known = pod.suspect(container, 'memory-volume-limit');
      return known && { ...known, cause: `it was killed, most likely for want of memory: ${known.cause}` };
    }
    case 139:
      return {
        cause: 'its program made a mistake of its own and was ended (SIGSEGV)',
        fix: 'try another version of the image, and see that it is made for the processors of the node',
        path: [...spec.path, 'image'],
      };
    default:
      return undefined;
  }
}

function endedWell(pod: ObservedPod, container: ObservedContainer): Verdict | undefined {
  if (container.role === 'init') return undefined;
  const { spec } = container;
  return (
    pod.suspect(container, 'command-ends', 'shell-command-split') ?? {
      cause: 'what it runs ends by itself, without an error, and is started again',
      rule: 'command-ends',
      fix: `give ${container.name} a command that keeps running, or make it a Job or an init container if it is to run once`,
      path: commandPath(spec),
    }
  );
}

/** Nothing was said, so that what the manifest shows is taken for the cause. */
function suspected(pod: ObservedPod, container: ObservedContainer): Verdict | undefined {
  const known = pod.suspect(container, ...CRASHES);
  return known && { ...known, cause: `it ended, most likely because of this: ${known.cause}` };
}

function unexplained(pod: ObservedPod, container: ObservedContainer, ending: Termination): Verdict {
  const words = container.lastWords.slice(-3).map((line) => `log: ${line}`);
  const code = ending.exitCode === undefined ? '' : ` with exit code ${ending.exitCode}`;
  const again = container.restarts > 0 ? ', again and again' : '';
  const previous = container.restarts > 0 && !container.terminated ? ' --previous' : '';
  return {
    cause: `${whatEnded(ending)}${code}${again}`,
    evidence: words,
    fix:
      words.length > 0
        ? 'mend what its last lines say'
        : `read its log: kubectl logs ${pod.name} -c ${container.name}${previous}`,
    path: container.spec.path,
  };
}

function whatEnded({ exitCode, signal }: Termination): string {
  if (exitCode === 137 || signal === 9) return 'it was killed, by the kubelet or for want of memory,';
  if (exitCode === 143 || signal === 15) return 'it was told to end, and did,';
  return 'its program ended';
}
