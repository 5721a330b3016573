import { SidecarsError } from '../errors';
import { KubernetesVersion } from '../kubernetes-version';
import { warn } from '../warnings';
import { SidecarLifecycle, SidecarProps } from './container-props';
import type { PodComposition } from './pod-composition';

/** Native where the target version has it; never silently something else than what was asked for. */
export function resolveLifecycle(pod: PodComposition, props: SidecarProps & { name: string }): 'native' | 'alongside' {
  const where = pod.where(props.name);
  const hasNative = pod.version.atLeast(KubernetesVersion.NATIVE_SIDECARS);
  const asked = props.sidecarLifecycle;
  const target = pod.version.toString();
  const needed = KubernetesVersion.NATIVE_SIDECARS.toString();
  const raise = `raise kubernetesVersion to ${needed} or newer`;
  const endsByItself = 'use addContainer for a helper that ends by itself';

  if (asked === SidecarLifecycle.NATIVE && !hasNative) {
    throw new SidecarsError({
      where,
      what: `a NATIVE sidecar is asked for, and the target version is ${target}`,
      why: `Before Kubernetes ${needed} the API server drops or rejects restartPolicy on init containers`,
      fix: `${raise}, or ${runsToCompletion(pod) ? endsByItself : 'pass SidecarLifecycle.ALONGSIDE'}`,
    });
  }
  const native = asked ? asked === SidecarLifecycle.NATIVE : hasNative;
  if (!native && runsToCompletion(pod)) {
    throw new SidecarsError({
      where,
      what: `an ALONGSIDE sidecar in a ${pod.host.kind}`,
      why: 'A Job is complete when all its regular containers have ended, and a sidecar does not end',
      fix: hasNative
        ? 'leave sidecarLifecycle out: a NATIVE sidecar is stopped when the main container has ended'
        : `${raise}, which has NATIVE sidecars, or ${endsByItself}`,
    });
  }
  if (!native && asked === undefined) {
    warn(
      pod.host,
      `${where}: Kubernetes ${target} has no native sidecars, so this one runs as a regular container. ` +
        `The main container does not wait for it to have started, and both are stopped at the same time. ` +
        `Pass SidecarLifecycle.ALONGSIDE if that is fine, or raise kubernetesVersion to ${needed}.`,
    );
  }
  return native ? 'native' : 'alongside';
}

export function runsToCompletion({ host }: PodComposition): boolean {
  return host.kind === 'Job' || host.kind === 'CronJob';
}
