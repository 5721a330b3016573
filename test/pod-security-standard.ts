import type { Manifest } from './synth';

/** Of Kubernetes 1.29; each newer version allows these and more. */
const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_syncookies',
];

const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

/**
 * What keeps a PodSpec from the Pod Security Standard `restricted`, written from its page and not from our profile.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function restrictedViolations(spec: Manifest): string[] {
  const pod = spec.securityContext ?? {};
  const containers: Manifest[] = [
    ...spec.containers,
    ...(spec.initContainers ?? []),
    ...(spec.ephemeralContainers ?? []),
  ];
  return [...podViolations(spec, pod), ...containers.flatMap((container) => containerViolations(container, pod))];
}

function podViolations(spec: Manifest, pod: Manifest): string[] {
  const said = (condition: boolean, text: string) => (condition ? [text] : []);
  return [
    ...['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => spec[field]),
    ...(spec.volumes ?? []).flatMap((volume: Manifest) =>
      Object.keys(volume)
        .filter((type) => type !== 'name' && !VOLUMES.includes(type))
        .map((type) => `volume ${volume.name} is a ${type}`),
    ),
    ...(pod.sysctls ?? [])
      .filter(({ name }: Manifest) => !SYSCTLS.includes(name))
      .map(({ name }: Manifest) => `sysctl ${name}`),
    ...said(pod.runAsUser === 0, 'runAsUser of the Pod is 0'),
    ...said(pod.runAsNonRoot === false, 'runAsNonRoot of the Pod is false'),
    ...said(pod.windowsOptions?.hostProcess, 'hostProcess'),
    ...said(pod.seccompProfile !== undefined && !isSeccompAllowed(pod.seccompProfile), 'seccompProfile of the Pod'),
    ...said(pod.seLinuxOptions !== undefined, 'seLinuxOptions'),
    ...said(pod.appArmorProfile?.type === 'Unconfined', 'appArmorProfile of the Pod'),
  ];
}

function containerViolations(container: Manifest, pod: Manifest): string[] {
  const { name, ports = [], securityContext: own = {} } = container;
  const { add = [], drop = [] } = own.capabilities ?? {};
  const rules: Record<string, boolean> = {
    'is privileged': own.privileged === true,
    'may escalate its privileges': own.allowPrivilegeEscalation !== false,
    'may run as root': (own.runAsNonRoot ?? pod.runAsNonRoot) !== true,
    'runs as user 0': (own.runAsUser ?? pod.runAsUser) === 0,
    'has no seccompProfile': !isSeccompAllowed(own.seccompProfile ?? pod.seccompProfile),
    'keeps capabilities': !drop.includes('ALL'),
    'adds capabilities': add.some((capability: string) => capability !== 'NET_BIND_SERVICE'),
    'has a hostPort': ports.some(({ hostPort = 0 }: Manifest) => hostPort !== 0),
    'dials another host': actionsOf(container).some((action) => (action?.httpGet ?? action?.tcpSocket)?.host),
    'has a procMount': (own.procMount ?? 'Default') !== 'Default',
    'is a host process': own.windowsOptions?.hostProcess === true,
    'has seLinuxOptions': own.seLinuxOptions !== undefined,
    'is unconfined by AppArmor': own.appArmorProfile?.type === 'Unconfined',
  };
  return Object.keys(rules)
    .filter((rule) => rules[rule])
    .map((rule) => `container ${name} ${rule}`);
}

/** Since Kubernetes 1.34. */
function actionsOf({ startupProbe, readinessProbe, livenessProbe, lifecycle }: Manifest): Manifest[] {
  return [startupProbe, readinessProbe, livenessProbe, lifecycle?.postStart, lifecycle?.preStop];
}

function isSeccompAllowed(profile: Manifest): boolean {
  return profile?.type === 'RuntimeDefault' || profile?.type === 'Localhost';
}
