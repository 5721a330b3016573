import { Invocation } from '../model/invocations';

/** What is seen when the runtime or a shell cannot do what a container, a probe or a hook is told to run. */
export function failedCommand(by: Invocation['by'], message: string): string {
  switch (by) {
    case 'command':
      return `RunContainerError: ${message}, and the container never starts`;
    case 'startupProbe':
      return `Unhealthy: Startup probe failed: ${message}, and the container is restarted again and again`;
    case 'readinessProbe':
      return `Unhealthy: Readiness probe failed: ${message}, and the Pod never gets ready`;
    case 'livenessProbe':
      return `Unhealthy: Liveness probe failed: ${message}, and the container is restarted again and again`;
    case 'postStart':
      return `FailedPostStartHook: ${message}, and the container is killed and started again`;
    case 'preStop':
      return `FailedPreStopHook: ${message}, and the container is stopped without what the hook is for`;
  }
}

export function notFound(program: string): string {
  return `exec: "${program}": executable file not found in $PATH`;
}
