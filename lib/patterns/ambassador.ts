import * as kplus from 'cdk8s-plus-28';
import { SidecarsError } from '../errors';
import { isLoopback } from '../model/bind';
import { Endpoint } from '../network/endpoint';
import { AmbassadorProps } from '../pod/container-props';
import type { PodComposition } from '../pod/pod-composition';

/** Throws when what the ambassador dials is itself. */
export function requireForwards(pod: PodComposition, where: string, { remote, listenPort }: AmbassadorProps): void {
  const isOwn = isLoopback(remote.host) && remote.port === listenPort;
  if (!isOwn || pod.listeners().some(({ number }) => number === listenPort)) return;
  throw new SidecarsError({
    where,
    what: `what the ambassador dials is ${remote.hostAndPort}, where it listens itself`,
    why: 'Each connection would lead it to itself again, until it has none left',
    fix: 'pass the remote that it dials for the main container, or another listenPort',
  });
}

/** What an ambassador dials, for its arguments and its configuration, and for whoever reads the YAML. */
export function remoteVariables(remote: Endpoint): { [name: string]: kplus.EnvValue } {
  return {
    REMOTE_HOST: remote._toHostValue(),
    REMOTE_PORT: kplus.EnvValue.fromValue(String(remote.port)),
  };
}
