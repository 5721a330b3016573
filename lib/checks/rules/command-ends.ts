import { isConfigured } from '../../model/configuration';
import { Container } from '../../model/container';
import { endingOfScript } from '../../model/ending';
import { hasInput, Lifetime, lifetimeOf } from '../../model/lifetime';
import { Pod } from '../../model/pod';
import { listOf } from '../../model/values';
import { podRule } from '../rule';

/**
 * What runs beside the others is started again when it ends, also when it ends well: after some rounds the kubelet waits
 * longer and longer in between. Shells and interpreters end at once, because nobody writes to them.
 */
export const commandEnds = podRule(
  {
    id: 'command-ends',
    severity: 'error',
    title: 'a container that is to keep running ends by itself',
    sources: [
      'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy',
      'https://github.com/kubernetes/website/pull/42573',
    ],
  },
  function* (pod) {
    if (pod.windows) return;
    for (const container of pod.longRunning) {
      if (!isRestarted(pod, container) || hasInput(container)) continue;
      const found = endOf(container);
      if (!found) continue;
      yield {
        container,
        severity: found.sure ? 'error' : 'warning',
        path: found.path,
        what: `${found.what} ends by itself${found.why}`,
        happens: `CrashLoopBackOff after "Completed" with exit code 0: the kubelet starts it again and again, and its log says nothing of an error`,
        fix: found.foreground ?? fix(pod, container),
      };
    }
  },
);

/** As native sidecars always are, and regular containers where neither the Pod nor they themselves say otherwise. */
function isRestarted(pod: Pod, { role, data }: Container): boolean {
  // What its end is good for is said.
  if (listOf(data['restartPolicyRules']).length > 0) return false;
  if (role === 'sidecar') return true;
  return !pod.workload.runsToCompletion && pod.restartPolicy === 'Always' && data['restartPolicy'] === undefined;
}

interface End extends Lifetime {
  readonly why: string;
  /** How it stays in the foreground, where it is a server that leaves that. */
  readonly foreground?: string;
}

function endOf(container: Container): End | undefined {
  const lifetime = lifetimeOf(container);
  if (lifetime.ending === 'ends') {
    const redis = container.line && /\bredis-server\b.*--daemonize yes/.test(wordsOf(container));
    return redis
      ? { ...lifetime, why: ': redis-server goes to the background', foreground: 'leave out --daemonize yes' }
      : { ...lifetime, why: whyImageEnds(container) };
  }
  if (!endsInBackground(container)) return undefined;
  const foreground = `keep it in the foreground: nginx -g "daemon off;"${container.script ? '' : ', with "daemon off;" as one item'}`;
  return { ...lifetime, why: ': nginx goes to the background', foreground };
}

function wordsOf({ line = [] }: Container): string {
  return line.map(({ text }) => text).join(' ');
}

function whyImageEnds({ line, image }: Container): string {
  if (line) return '';
  const [needed] = (image?.facts ?? image?.likely)?.requires ?? [];
  return needed === undefined ? ', because nobody writes to it' : ` without ${needed}`;
}

/** The image has its nginx run in the foreground by the very words that a script replaces. */
function endsInBackground(container: Container): boolean {
  const { script } = container;
  if (!servesByNginx(container) || isConfigured(container)) return false;
  if (!script) return /^(?:\/usr\/sbin\/)?nginx(?: -g ?daemon on;?)?$/.test(wordsOf(container));
  const last = /(?:^|[;&\n])\s*(?:exec\s+)?(?:\/usr\/sbin\/)?nginx\s*;?\s*$/.exec(script?.text.slice(-2000) ?? '');
  if (!last || /daemon\s+off|nginx\.conf/.test(script.text)) return false;
  return endingOfScript(`${script.text.slice(0, -last[0].length)}\n:`) === 'ends';
}

function servesByNginx({ image }: Container): boolean {
  return image?.facts?.contentPaths?.includes('/usr/share/nginx/html') === true;
}

function fix({ workload }: Pod, { name, line, role }: Container): string {
  const task =
    role === 'sidecar' ? 'leave out its restartPolicy if the others wait for its end' : taskOf(workload.kind);
  if (!line) return `give ${name} a command that keeps running, and ${task}`;
  return `let ${name} repeat it in a loop with a pause, or start a program that keeps running; ${task}`;
}

function taskOf(kind: string): string {
  return kind === 'Pod'
    ? 'with restartPolicy: OnFailure if it is to run once'
    : 'make it a Job or an init container if it is to run once';
}
