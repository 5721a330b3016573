import { KubernetesVersion } from '../../kubernetes-version';
import { Container } from '../../model/container';
import { lifetimeOf } from '../../model/lifetime';
import { podRule } from '../rule';

/** Words of those who stop a helper themselves when the work is done, by its API or by a signal. */
const STOPS = /quit|shutdown|scuttle|\bp?kill(?:all)?\b|terminate|\bstop\b/i;

/**
 * A Job is complete when all its regular containers have ended. One that serves the others and never ends keeps it
 * running forever; as a native sidecar it would not count.
 */
export const jobNeverCompletes = podRule(
  {
    id: 'job-never-completes',
    severity: 'error',
    title: 'a Job with a regular container that does not end',
    sources: [
      'https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#jobs-with-sidecar-containers',
      'https://github.com/kubernetes/kubernetes/issues/25908',
    ],
  },
  function* (pod, { version }) {
    if (!pod.workload.runsToCompletion || pod.sharesProcesses) return;
    for (const container of pod.regular) {
      const { ending, sure, what, path } = lifetimeOf(container);
      if (ending !== 'lasts') continue;
      const others = pod.regular.filter((other) => other !== container);
      if (others.some(stopsOthers)) continue;
      yield {
        container,
        severity: sure ? 'error' : 'warning',
        path,
        what: `${what} never ends, and the ${pod.workload.kind} waits for it`,
        happens: happens(pod.workload.kind, container, others),
        fix: fix(container, others, version),
      };
    }
  },
);

function stopsOthers({ command, args, env }: Container): boolean {
  const words = [...(command ?? []), ...(args ?? []), ...env.flatMap(({ name, value }) => [name, value ?? ''])];
  return words.some((word) => STOPS.test(word));
}

function happens(kind: string, { name }: Container, others: readonly Container[]): string {
  const count = others.length + 1;
  const pod =
    others.length === 0
      ? `The Pod stays Running as long as "${name}" does`
      : `The Pod stays at ${count - 1}/${count} NotReady when the others have ended`;
  return kind === 'CronJob'
    ? `${pod}, its Job is never Complete, and Jobs pile up or no more are started`
    : `${pod}, and the Job is never Complete`;
}

function fix({ name, path }: Container, others: readonly Container[], version: KubernetesVersion): string {
  if (others.length === 0) return `let ${name} end when its work is done, or run it in a Deployment`;
  if (!version.atLeast(KubernetesVersion.NATIVE_SIDECARS)) {
    return `let ${name} end when the work is done: Kubernetes ${version.toString()} has no native sidecars yet`;
  }
  return `move ${name} to ${[...path.slice(0, -2), 'initContainers'].join('.')} and give it restartPolicy: Always`;
}
