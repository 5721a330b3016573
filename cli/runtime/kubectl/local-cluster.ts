import { isIP } from 'node:net';

/** Where a context leads to, as far as it matters whether that is somebody's own machine. */
export interface ClusterAddress {
  readonly context: string;
  readonly cluster: string;
  readonly server: string;
  /** Minikube says so, whatever its profile is called. */
  readonly minikube: boolean;
  /** Something between here and there, after which the address says nothing. */
  readonly indirect: boolean;
}

const NAMES = /^(?:kind-.+|k3d-.+|docker-desktop|docker-for-desktop|rancher-desktop|colima(?:-.+)?|orbstack)$/;
/** Those whose cluster may be a virtual machine of this machine, with an address of its own. */
const WITH_MACHINE = /^(?:minikube|microk8s(?:-cluster)?)$/;

/** As the local clusters call this machine. */
const SELF = /^(?:localhost|0\.0\.0\.0|kubernetes\.docker\.internal|(?:.+\.)?orb\.local)$/;

/**
 * Whether it is a cluster on this machine, by its name and its address: of a name alone nobody knows where it leads, and
 * behind a loopback address may be a tunnel.
 */
export function isLocal({ context, cluster, server, minikube, indirect }: ClusterAddress): boolean {
  const host = hostOf(server);
  if (host === undefined || indirect) return false;
  const named = (names: RegExp) => names.test(context) || names.test(cluster);
  if (minikube || named(WITH_MACHINE)) return isLoopback(host) || isPrivate(host);
  return named(NAMES) && isLoopback(host);
}

function hostOf(server: string): string | undefined {
  return URL.canParse(server) ? new URL(server).hostname.replace(/^\[|\]$/g, '') : undefined;
}

function isLoopback(host: string): boolean {
  return SELF.test(host) || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function isPrivate(host: string): boolean {
  if (isIP(host) === 6) return /^f[cd]|^fe[89ab]/.test(host);
  return isIP(host) === 4 && /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(host);
}
