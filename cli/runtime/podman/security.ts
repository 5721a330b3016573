import { Container } from '../../../lib/model/container';
import { dataOf, flagOf, listOf, numberOf, textOf } from '../../../lib/model/values';
import { Capabilities, capabilitiesOf } from './capabilities';
import { ConfigError } from './configuration';

/** What the kubelet and the container runtime make of the security contexts of a container and its Pod. */
export interface Security {
  /** As `--user` has it, undefined for the image's own. */
  readonly user: string | undefined;
  readonly groups: readonly number[];
  readonly capabilities: Capabilities;
  readonly root: boolean;
  readonly privileged: boolean;
  readonly readOnlyRoot: boolean;
  readonly mayGainPrivileges: boolean;
  readonly seccomp: 'default' | 'unconfined';
}

export function securityOf(container: Container, imageUser: string): Security {
  const own = container.securityContext;
  const pod = container.pod.securityContext;
  const user = userOf(container, imageUser);
  const groups = [pod['fsGroup'], ...listOf(pod['supplementalGroups'])].map(numberOf);
  const seccomp = textOf(dataOf(own['seccompProfile'] ?? pod['seccompProfile'])['type']) ?? 'Unconfined';
  return {
    user,
    groups: groups.filter((group) => group !== undefined),
    capabilities: capabilitiesOf(own['capabilities']),
    root: isRoot(user ?? imageUser),
    privileged: container.privileged,
    readOnlyRoot: container.readOnlyRoot,
    mayGainPrivileges: flagOf(own['allowPrivilegeEscalation']) !== false,
    seccomp: seccomp === 'Unconfined' ? 'unconfined' : 'default',
  };
}

/**
 * Of the image's user only the user counts: the kubelet passes it on without the group.
 * @see https://github.com/kubernetes/kubernetes/issues/61967
 */
function userOf({ runAsUser, runAsGroup }: Container, imageUser: string): string | undefined {
  const image = userPart(imageUser);
  if (runAsUser === undefined && runAsGroup === undefined && image === imageUser) return undefined;
  const user = runAsUser ?? (image === '' ? 0 : image);
  return runAsGroup === undefined ? String(user) : `${user}:${runAsGroup}`;
}

function userPart(user: string): string {
  return user.split(':')[0];
}

function isRoot(user: string): boolean {
  return ['', '0', 'root'].includes(userPart(user));
}

/**
 * Throws `ConfigError` when the container must not run as root, and would, or nobody can tell.
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.1/pkg/kubelet/kuberuntime/security_context_others.go
 */
export function verifyRunAsNonRoot(container: Container, imageUser: string, pod: string): void {
  if (!container.runAsNonRoot) return;
  const where = `(pod: "${pod}", container: ${container.name})`;
  if (container.runAsUser === 0) throw new ConfigError(`container's runAsUser breaks non-root policy ${where}`);
  if (container.runAsUser !== undefined) return;
  const user = userPart(imageUser);
  if (Number(user) === 0) {
    throw new ConfigError(`container has runAsNonRoot and image will run as root ${where}`);
  }
  if (!/^\d+$/.test(user)) {
    const why = `image has non-numeric user (${user}), cannot verify user is non-root`;
    throw new ConfigError(`container has runAsNonRoot and ${why} ${where}`);
  }
}
