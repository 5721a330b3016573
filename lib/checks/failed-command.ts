import { Invocation } from '../model/invocations';
import { ProbeKind } from '../model/probe';

/** What is seen when the runtime or a shell cannot do what a container, a probe or a hook is told to run. */
export function failedCommand(by: Invocation['by'], message: string): string {
  switch (by) {
    case 'command':
      return `RunContainerError: ${message}, and the container never starts`;
    case 'startupProbe':
      return `Unhealthy: Startup probe failed: ${message}, and ${afterFailing(by)}`;
    case 'readinessProbe':
      return `Unhealthy: Readiness probe failed: ${message}, and ${afterFailing(by)}`;
    case 'livenessProbe':
      return `Unhealthy: Liveness probe failed: ${message}, and ${afterFailing(by)}`;
    case 'postStart':
      return `FailedPostStartHook: ${message}, and the container is killed and started again`;
    case 'preStop':
      return `FailedPreStopHook: ${message}, and the container is stopped without what the hook is for`;
  }
}

/** What comes of a probe that fails each time. */
export function afterFailing(kind: ProbeKind): string {
  return kind === 'readinessProbe' ? 'the Pod never gets ready' : 'the container is restarted again and again';
}

export function notFound(program: string): string {
  return `exec: "${program}": executable file not found in $PATH`;
}
