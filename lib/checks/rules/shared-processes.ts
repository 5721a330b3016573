import { commandLinesOf, CommandWord } from '../../model/command-lines';
import { Container } from '../../model/container';
import { programsOf } from '../../model/image-use';
import { Pod } from '../../model/pod';
import { flagOf } from '../../model/values';
import { PodReport, podRule } from '../rule';

/**
 * The containers of a Pod do not see each other's processes, so none can signal another, unless shareProcessNamespace is
 * set. With it, no process but the Pod's own is number 1, which some images insist on.
 */
export const sharedProcesses = podRule(
  {
    id: 'shared-processes',
    severity: 'error',
    title: 'processes that have to be shared, or must not be',
    sources: [
      'https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/',
      'https://github.com/linuxserver/docker-openssh-server/issues/76',
      'https://github.com/just-containers/s6-overlay/issues/630',
    ],
  },
  function* (pod) {
    const shared = pod.sharesProcesses || flagOf(pod.spec['hostPID']) === true;
    for (const container of pod.longRunning) {
      if (pod.sharesProcesses) yield* needsToBeFirst(container);
      const signal = signalOf(container, pod);
      if (!signal) continue;
      if (shared) yield* maySignal(container, signal);
      else {
        yield {
          container,
          severity: 'warning',
          path: signal.word.path,
          what: `"${signal.text}" is about the process of ${signal.to.name}, and the containers do not see each other's processes`,
          happens: `It finds no such process, and ${signal.to.name} goes on as before`,
          fix: `set shareProcessNamespace to true in the PodSpec`,
        };
      }
    }
  },
);

/** Its publisher starts every image with s6-overlay. */
const WITH_S6 = /^(?:docker\.io|ghcr\.io|lscr\.io|quay\.io)\/(?:linuxserver|linuxserver\.io)\//;
const INITS = ['/init', '/sbin/init', '/lib/systemd/systemd', '/usr/lib/systemd/systemd', '/usr/sbin/init'];

function* needsToBeFirst(container: Container): Iterable<PodReport> {
  const init = INITS.includes(container.command?.[0] ?? '') ? container.command![0] : undefined;
  const s6 = !container.command && WITH_S6.test(container.image?.reference?.repository ?? '');
  if (!s6 && init === undefined) return;
  yield {
    container,
    severity: s6 ? 'error' : 'warning',
    path: [...container.pod.path, 'shareProcessNamespace'],
    what: `shareProcessNamespace is true, and ${init ?? container.image!.text} has to be process 1`,
    happens: 'CrashLoopBackOff: s6-overlay-suexec: fatal: can only run as pid 1, or the like of another init system',
    fix: 'take shareProcessNamespace away, or move the container into a Pod of its own',
  };
}

interface Signal {
  readonly to: Container;
  readonly text: string;
  readonly word: CommandWord;
}

/** What it says to signal another container's process, by the name of its program. */
function signalOf(container: Container, pod: Pod): Signal | undefined {
  const lines = commandLinesOf(container);
  const own = new Set(lines.map(([first]) => baseOf(first?.text)));
  for (const line of lines) {
    const word = line[0];
    const name = signalled(line.map(({ text }) => text));
    // A program that the container starts itself is its own.
    if (!word || name === undefined || (own.has(name) && baseOf(word.text) !== name)) continue;
    if (baseOf(word.text) === name && lines.some((other) => startsServer(other, name))) continue;
    const to = pod.longRunning.find((other) => other !== container && processesOf(other).includes(name));
    if (to)
      return {
        to,
        word,
        text: line
          .map(({ text }) => text)
          .slice(0, 6)
          .join(' '),
      };
  }
  return undefined;
}

const SIGNALLERS = ['killall', 'pidof', 'pgrep', 'pkill'];

/** The name of the process that a command looks for, as in `pkill -HUP nginx` and `nginx -s reload`. */
function signalled([program, ...words]: readonly string[]): string | undefined {
  const name = baseOf(program);
  if (SIGNALLERS.includes(name)) return words.findLast((word) => /^[a-z][\w-]*$/.test(word));
  const asks = (name === 'nginx' && words[0] === '-s') || (/^(?:httpd|apachectl)$/.test(name) && words[0] === '-k');
  if (asks) return name === 'apachectl' ? 'httpd' : name;
  if (words.some((word) => word === '--reload-method=signal')) {
    return words.find((word) => word.startsWith('--process-executable-name='))?.split('=')[1] ?? 'prometheus';
  }
  return undefined;
}

function startsServer(line: readonly CommandWord[], name: string): boolean {
  return (
    line[0]?.path.at(-1) !== 'image' &&
    baseOf(line[0]?.text) === name &&
    line[1]?.text !== '-s' &&
    line[1]?.text !== '-k'
  );
}

function processesOf(container: Container): string[] {
  const lines = container.command ? commandLinesOf(container).map(([first]) => baseOf(first?.text)) : [];
  return [...lines, ...(container.command ? [] : programsOf(container))];
}

/** Root may signal everybody as long as it has the capability, others only their own user's processes. */
function* maySignal(container: Container, { to, text, word }: Signal): Iterable<PodReport> {
  const [from, target] = [container.user, to.user];
  if (from === undefined || target === undefined || from === target) return;
  if (from === 0 && (!container.dropsAllCapabilities || container.addedCapabilities.includes('KILL'))) return;
  yield {
    container,
    severity: 'warning',
    path: word.path,
    what: `"${text}" is about the process of ${to.name}, which belongs to user ${target}, and ${container.name} runs as user ${from}`,
    happens: `kill: Operation not permitted, and ${to.name} goes on as before`,
    fix: `run both as one user: set securityContext.runAsUser to ${target} in ${container.name}`,
  };
}

function baseOf(program: string | undefined): string {
  return program === undefined ? '' : program.slice(program.lastIndexOf('/') + 1);
}
