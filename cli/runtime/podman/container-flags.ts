import { Container } from '../../../lib/model/container';
import { parseQuantity } from '../../../lib/model/quantity';
import { flagOf, textOf } from '../../../lib/model/values';
import { BOUNDING_ANNOTATION } from './bounding-hook';
import { Capabilities } from './capabilities';
import { Environment } from './environment';
import { expand } from './expansion';
import { Security } from './security';

/** A folder or file of this machine in a container. */
export interface BindMount {
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  readonly propagation?: string;
}

/** Everything that decides on how podman makes a container. */
export interface ContainerSetup {
  readonly container: Container;
  readonly name: string;
  /** The podman pod it is in. */
  readonly pod: string;
  readonly image: string;
  readonly environment: Environment;
  readonly security: Security;
  readonly mounts: readonly BindMount[];
  readonly labels: readonly string[];
  readonly hooksFolder: string;
  readonly logFile: string;
  readonly pidFile: string;
  /** What this machine can limit. */
  readonly limits: readonly string[];
  readonly cgroupsV2: boolean;
}

/** The arguments of `podman run`, and the part of its environment that holds what Secrets hold. */
export interface RunCall {
  readonly args: readonly string[];
  readonly env: { readonly [name: string]: string };
}

export function runCall(setup: ContainerSetup): RunCall {
  const { container, environment } = setup;
  const { data } = container;
  const variables = variableFlags(environment);
  const words = (list: readonly string[] | undefined) =>
    (list ?? []).map((word) => expand(word, environment.variables));
  const stopSignal = textOf((data['lifecycle'] as Record<string, unknown> | undefined)?.['stopSignal']);
  const args = [
    ...['--hooks-dir', setup.hooksFolder, 'run', '--detach'],
    ...['--pod', setup.pod, '--name', setup.name, '--pull', 'never', '--restart', 'no'],
    // What podman adds to a container on its own, and Kubernetes does not.
    ...['--passwd=false', '--http-proxy=false', '--systemd=false', '--no-healthcheck', '--pids-limit', '-1'],
    ...['--log-driver', 'k8s-file', '--log-opt', `path=${setup.logFile}`, '--log-opt', 'max-size=64mb'],
    ...['--pidfile', setup.pidFile],
    ...setup.labels.flatMap((label) => ['--label', label]),
    ...securityFlags(setup.security),
    ...resourceFlags(setup),
    ...variables.flags,
    ...unsetFlags(setup),
    ...setup.mounts.flatMap((mount) => ['--volume', mountText(mount)]),
    ...(flagOf(data['stdin']) ? ['--interactive'] : []),
    ...(flagOf(data['tty']) ? ['--tty'] : []),
    ...(stopSignal === undefined ? [] : ['--stop-signal', stopSignal]),
    ...workdirFlags(textOf(data['workingDir'])),
    ...(container.command ? ['--entrypoint', JSON.stringify(words(container.command))] : []),
    setup.image,
    ...words(container.args),
  ];
  return { args, env: variables.env };
}

function securityFlags(security: Security): string[] {
  const { user, groups, capabilities, privileged } = security;
  return [
    ...(user === undefined ? [] : ['--user', user]),
    ...groups.flatMap((group) => ['--group-add', String(group)]),
    ...(privileged ? ['--privileged'] : capabilityFlags(capabilities, security.root)),
    ...(security.readOnlyRoot ? ['--read-only', '--read-only-tmpfs=false'] : []),
    ...(security.mayGainPrivileges ? [] : ['--security-opt', 'no-new-privileges']),
    ...(security.seccomp === 'unconfined' ? ['--security-opt', 'seccomp=unconfined'] : []),
  ];
}

function capabilityFlags({ add, drop }: Capabilities, root: boolean): string[] {
  return [
    ...drop.flatMap((capability) => ['--cap-drop', capability]),
    ...add.flatMap((capability) => ['--cap-add', capability]),
    ...(root || add.length === 0 ? [] : ['--annotation', `${BOUNDING_ANNOTATION}=true`]),
  ];
}

/** The least that the kernel takes. */
const LEAST_CPU_SHARES = 2;
const LEAST_CPUS = 0.01;

function resourceFlags({ container, limits, cgroupsV2 }: ContainerSetup): string[] {
  const quantity = (side: 'requests' | 'limits', name: string) => parseQuantity(container.resource(side, name));
  const memory = limits.includes('memory') ? quantity('limits', 'memory') : undefined;
  const cpu = limits.includes('cpu') ? quantity('limits', 'cpu') : undefined;
  const share = limits.includes('cpu') ? (quantity('requests', 'cpu') ?? cpu) : undefined;
  return [
    ...(memory ? ['--memory', String(Math.ceil(memory)), '--memory-swap', String(Math.ceil(memory))] : []),
    // As the kubelet: of a container that has too little, all processes end.
    ...(memory && cgroupsV2 ? ['--cgroup-conf', 'memory.oom.group=1'] : []),
    ...(cpu ? ['--cpus', String(Math.max(LEAST_CPUS, cpu))] : []),
    ...(share ? ['--cpu-shares', String(Math.max(LEAST_CPU_SHARES, Math.floor(share * 1024)))] : []),
  ];
}

/** Variables that podman adds on its own. */
function unsetFlags({ container, environment }: ContainerSetup): string[] {
  const added = flagOf(container.data['tty']) ? ['container'] : ['container', 'TERM'];
  return added.filter((name) => !environment.variables.has(name)).flatMap((name) => ['--unsetenv', name]);
}

/** Names that mean something to podman and what it runs, to the shell of a wrapper or to their loaders. */
const MEANS_SOMETHING =
  /^(?:PATH|HOME|USER|LOGNAME|SHELL|PWD|OLDPWD|IFS|ENV|TERM|LANG|HOSTNAME|TMPDIR|PS\d|OPTIND|PPID)$|^(?:LC_|LD_|XDG_|CONTAINER|DOCKER|PODMAN|BUILDAH|STORAGE|REGISTRY|SIDECARS|DBUS|GO|SSL_|NOTIFY_|LISTEN_|BASH|SYSTEMD|XTABLES|IPTABLES|NETAVARK|AARDVARK|RUST|GCONV|NLSPATH|LOCPATH|LOCALDOMAIN|HOSTALIASES|RES_|MALLOC|GLIBC|_)|_proxy$/i;

/** The values of Secrets are handed over in the environment, where other users of the machine do not see them. */
function variableFlags({ variables, secret }: Environment): { flags: string[]; env: Record<string, string> } {
  const flags: string[] = [];
  const env: Record<string, string> = {};
  for (const [name, value] of variables) {
    const hidden = secret.has(name) && /^[A-Za-z_]\w*$/.test(name) && !MEANS_SOMETHING.test(name);
    if (hidden) env[name] = value;
    flags.push('--env', hidden ? name : `${name}=${value}`);
  }
  return { flags, env };
}

function mountText({ source, target, readOnly, propagation }: BindMount): string {
  // z: where SELinux is on, all containers of the Pod get at it.
  const options = [readOnly ? 'ro' : 'rw', 'z', ...(propagation === undefined ? [] : [propagation])];
  return `${source}:${target}:${options.join(',')}`;
}

function workdirFlags(folder: string | undefined): string[] {
  return folder === undefined || folder === '' ? [] : ['--workdir', folder];
}
