import * as kplus from 'cdk8s-plus-28';
import { Complaint, SidecarsError } from '../errors';
import { requireWritablePath } from '../names';
import { ContainerRole, PodContainerProps } from './container-props';

/** Throws when properties of one container cannot all be had, so that none of them is dropped silently. */
export function requireConsistent(where: string, role: ContainerRole, native: boolean, props: PodContainerProps): void {
  const wrong =
    twoPorts(props) ??
    nameWithoutPort(props) ??
    lastingOfInit(role, props) ??
    (native ? undefined : restartPolicyOfRegular(props));
  if (wrong) throw new SidecarsError({ where, ...wrong });
  for (const path of props.writablePaths ?? []) requireWritablePath(where, path);
}

type Wrong = Omit<Complaint, 'where'> | undefined;

function twoPorts({ port, portNumber }: PodContainerProps): Wrong {
  if (port === undefined || portNumber === undefined) return undefined;
  return {
    what: `both port (${port}) and portNumber (${portNumber}) are given`,
    why: 'They are two names for one property, and port is deprecated',
    fix: 'pass portNumber alone, and further ports in ports',
  };
}

function nameWithoutPort({ port, portNumber, portName }: PodContainerProps): Wrong {
  if (portName === undefined || port !== undefined || portNumber !== undefined) return undefined;
  return {
    what: `portName "${portName}" is given without portNumber`,
    why: 'It names that port and no other',
    fix: 'pass portNumber, or give the name along with the number in ports',
  };
}

function lastingOfInit(role: ContainerRole, { readiness, liveness, startup, lifecycle }: PodContainerProps): Wrong {
  const probe = readiness ? 'readiness' : liveness ? 'liveness' : startup ? 'startup' : undefined;
  const hook = lifecycle?.postStart ? 'postStart' : lifecycle?.preStop ? 'preStop' : undefined;
  if (role !== ContainerRole.INIT || (probe ?? hook) === undefined) return undefined;
  const kind = probe ? 'probe' : 'hook';
  return {
    what: `an init container has a ${probe ?? hook} ${kind}`,
    why: `Init containers run to their end, so the API server rejects ${kind}s on them`,
    fix: `leave the ${kind} out, or use addSidecar for a container that keeps running`,
  };
}

function restartPolicyOfRegular({ restartPolicy }: PodContainerProps): Wrong {
  if (restartPolicy !== kplus.ContainerRestartPolicy.ALWAYS) return undefined;
  return {
    what: 'restartPolicy Always is given for a container that is no native sidecar',
    why: 'The API server rejects it on regular containers',
    fix: 'leave it out, or use addSidecar, which sets it for native sidecars',
  };
}
