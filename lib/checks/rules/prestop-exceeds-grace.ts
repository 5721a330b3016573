import { pauseSeconds } from '../../model/pauses';
import { Pod } from '../../model/pod';
import { Hook } from '../../model/probe';
import { argumentsOf, scriptOf } from '../../model/script';
import { numberOf, Path } from '../../model/values';
import { podRule } from '../rule';

interface Pause {
  readonly seconds: number;
  readonly text: string;
  readonly path: Path;
}

/**
 * The grace period begins with the preStop hooks. A hook that takes all of it leaves the program no time to end, and
 * the hook of a native sidecar runs in the same period.
 */
export const prestopExceedsGrace = podRule(
  {
    id: 'prestop-exceeds-grace',
    severity: 'error',
    title: 'a preStop hook takes the whole grace period',
    sources: [
      'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution',
      'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
      'https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/apis/core/validation/validation.go',
    ],
  },
  function* (pod) {
    for (const container of pod.longRunning) {
      const hook = container.hook('preStop');
      const pause = hook && pauseOf(hook);
      if (!pause || pause.seconds <= 0) continue;
      const left = pod.graceSeconds - pause.seconds;
      if (left >= neededSeconds(pod.graceSeconds)) continue;
      yield {
        container,
        severity: left <= 0 ? 'error' : 'warning',
        path: pause.path,
        what: `its preStop hook takes ${pause.text} of a grace period of ${pod.graceSeconds} s`,
        happens: happens(hook, left, pod),
        fix: fix(pod, pause),
      };
    }
  },
);

/** What a program needs to end after its hook, less where the whole period is short. */
function neededSeconds(grace: number): number {
  return Math.min(5, grace / 5);
}

function pauseOf(hook: Hook): Pause | undefined {
  if (hook.handler === 'sleep') {
    const seconds = numberOf(hook.source['seconds']);
    return seconds === undefined
      ? undefined
      : { seconds, text: `${seconds} s`, path: [...hook.path, 'sleep', 'seconds'] };
  }
  const path = [...hook.path, 'exec', 'command'];
  const line = argumentsOf(hook.command, path);
  const seconds = pauseSeconds(line);
  return {
    seconds,
    text: Number.isFinite(seconds) ? `${seconds} s` : 'all',
    path: scriptOf(line)?.path ?? path,
  };
}

function happens({ handler }: Hook, left: number, { graceSeconds }: Pod): string {
  if (handler === 'sleep' && left < 0) {
    return `The API server rejects it: must be non-negative and less than terminationGracePeriodSeconds (${graceSeconds})`;
  }
  return left <= 0
    ? 'SIGKILL while the hook still runs: the program gets no time to end, requests break off, and the exit code is 137'
    : `SIGKILL ${left} s after SIGTERM: requests that take longer break off, and the exit code is 137`;
}

function fix({ path }: Pod, { seconds }: Pause): string {
  const field = [...path, 'terminationGracePeriodSeconds'].join('.');
  return Number.isFinite(seconds)
    ? `set ${field} to ${Math.ceil(seconds) + 30}, or pause for less`
    : 'let the hook end by itself';
}
