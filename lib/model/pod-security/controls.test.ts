import { Manifest } from '../../../test/synth';
import { KubernetesVersion } from '../../kubernetes-version';
import { KubeObject } from '../kube-object';
import { pathText } from '../values';
import { Workload } from '../workload';
import { podSecurityOf } from './pod-security';

const VERSIONS = ['1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36', '1.37'];

const container: Manifest = {
  name: 'app',
  image: 'registry.example.com/team/app:1.0',
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
};
const pod: Manifest = {
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [container],
};
const withContainer = (change: Manifest) => ({ ...pod, containers: [{ ...container, ...change }] });
const secured = (change: Manifest) => withContainer({ securityContext: { ...container.securityContext, ...change } });
const withPod = (change: Manifest) => ({ ...pod, securityContext: { ...pod.securityContext, ...change } });
const annotated = (value: string) => ({ 'container.apparmor.security.beta.kubernetes.io/app': value });

/** As in `baseline Host Ports: spec.containers[0].ports[0].hostPort`. */
function kept(spec: Manifest, version = '1.36', annotations: Manifest = {}): string[] {
  const object = new KubeObject({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web', annotations }, spec });
  const security = podSecurityOf(Workload.of(object)!.pod, KubernetesVersion.parse(version, 'test'));
  return security.kept.map(({ level, control, path }) => `${level} ${control}: ${pathText(path)}`);
}

const OF_POD = 'spec.securityContext';
const OF_CONTAINER = 'spec.containers[0].securityContext';

test.each(VERSIONS)('the Pod that all cases start from is restricted in %s', (version) => {
  expect(kept(pod, version)).toEqual([]);
});

test.each<[string, Manifest]>([
  [`baseline HostProcess: ${OF_POD}.windowsOptions.hostProcess`, withPod({ windowsOptions: { hostProcess: true } })],
  [
    `baseline HostProcess: ${OF_CONTAINER}.windowsOptions.hostProcess`,
    secured({ windowsOptions: { hostProcess: true } }),
  ],
  ['baseline Host Namespaces: spec.hostNetwork', { ...pod, hostNetwork: true }],
  ['baseline Host Namespaces: spec.hostPID', { ...pod, hostPID: true }],
  ['baseline Host Namespaces: spec.hostIPC', { ...pod, hostIPC: true }],
  [`baseline Privileged Containers: ${OF_CONTAINER}.privileged`, secured({ privileged: true })],
  [
    `baseline Capabilities: ${OF_CONTAINER}.capabilities.add`,
    secured({ capabilities: { drop: ['ALL'], add: ['NET_RAW'] } }),
  ],
  [
    `baseline Capabilities: ${OF_CONTAINER}.capabilities.add`,
    secured({ capabilities: { drop: ['ALL'], add: ['CAP_CHOWN'] } }),
  ],
  ['baseline HostPath Volumes: spec.volumes[0].hostPath', { ...pod, volumes: [{ name: 'a', hostPath: {} }] }],
  [
    'baseline Host Ports: spec.containers[0].ports[0].hostPort',
    withContainer({ ports: [{ containerPort: 80, hostPort: 80 }] }),
  ],
  [`baseline AppArmor: ${OF_POD}.appArmorProfile.type`, withPod({ appArmorProfile: { type: 'Unconfined' } })],
  [`baseline AppArmor: ${OF_CONTAINER}.appArmorProfile.type`, secured({ appArmorProfile: {} })],
  [`baseline SELinux: ${OF_POD}.seLinuxOptions.type`, withPod({ seLinuxOptions: { type: 'spc_t' } })],
  [`baseline SELinux: ${OF_CONTAINER}.seLinuxOptions.user`, secured({ seLinuxOptions: { user: 'root' } })],
  [`baseline SELinux: ${OF_CONTAINER}.seLinuxOptions.role`, secured({ seLinuxOptions: { role: 'admin' } })],
  [`baseline /proc Mount Type: ${OF_CONTAINER}.procMount`, secured({ procMount: 'Unmasked' })],
  [`baseline Seccomp: ${OF_POD}.seccompProfile.type`, withPod({ seccompProfile: { type: 'Unconfined' } })],
  [`baseline Seccomp: ${OF_CONTAINER}.seccompProfile.type`, secured({ seccompProfile: { type: 'Unconfined' } })],
  [`baseline Sysctls: ${OF_POD}.sysctls[0].name`, withPod({ sysctls: [{ name: 'kernel.msgmax', value: '1' }] })],
  ['restricted Volume Types: spec.volumes[0].nfs', { ...pod, volumes: [{ name: 'a', nfs: {} }] }],
  [
    `restricted Privilege Escalation: ${OF_CONTAINER}.allowPrivilegeEscalation`,
    secured({ allowPrivilegeEscalation: true }),
  ],
  [
    `restricted Privilege Escalation: ${OF_CONTAINER}.allowPrivilegeEscalation`,
    secured({ allowPrivilegeEscalation: undefined }),
  ],
  [`restricted Running as Non-root: ${OF_POD}.runAsNonRoot`, withPod({ runAsNonRoot: undefined })],
  [`restricted Running as Non-root: ${OF_POD}.runAsNonRoot`, withPod({ runAsNonRoot: false })],
  [`restricted Running as Non-root: ${OF_CONTAINER}.runAsNonRoot`, secured({ runAsNonRoot: false })],
  [`restricted Running as Non-root user: ${OF_POD}.runAsUser`, withPod({ runAsUser: 0 })],
  [`restricted Running as Non-root user: ${OF_CONTAINER}.runAsUser`, secured({ runAsUser: 0 })],
  [`restricted Seccomp: ${OF_POD}.seccompProfile.type`, withPod({ seccompProfile: undefined })],
  [`restricted Capabilities: ${OF_CONTAINER}.capabilities.drop`, secured({ capabilities: undefined })],
  [`restricted Capabilities: ${OF_CONTAINER}.capabilities.drop`, secured({ capabilities: { drop: ['KILL'] } })],
  [`restricted Capabilities: ${OF_CONTAINER}.capabilities.drop`, secured({ capabilities: { drop: ['all'] } })],
  [
    `restricted Capabilities: ${OF_CONTAINER}.capabilities.add`,
    secured({ capabilities: { drop: ['ALL'], add: ['CHOWN'] } }),
  ],
])('keeps: %s', (violation, spec) => {
  expect(kept(spec)).toEqual([violation]);
});

test.each<[string, Manifest]>([
  ['HostProcess', secured({ windowsOptions: { hostProcess: false, runAsUserName: 'ContainerUser' } })],
  ['Host Namespaces', { ...pod, hostNetwork: false, hostPID: false, hostIPC: false }],
  ['Privileged Containers', secured({ privileged: false })],
  ['Capabilities', secured({ capabilities: { drop: ['KILL', 'ALL'], add: ['NET_BIND_SERVICE'] } })],
  ['Host Ports', withContainer({ ports: [{ containerPort: 80, hostPort: 0 }, { containerPort: 81 }] })],
  [
    'Host Probes / Lifecycle Hooks',
    withContainer({ livenessProbe: { httpGet: { port: 80, host: '' } }, readinessProbe: { tcpSocket: { port: 80 } } }),
  ],
  ['AppArmor', secured({ appArmorProfile: { type: 'RuntimeDefault' } })],
  ['AppArmor', withPod({ appArmorProfile: { type: 'Localhost', localhostProfile: 'a' } })],
  ['SELinux', withPod({ seLinuxOptions: { level: 's0:c1,c2', type: 'container_init_t', user: '', role: '' } })],
  ['/proc Mount Type', secured({ procMount: 'Default' })],
  ['Seccomp', secured({ seccompProfile: { type: 'Localhost', localhostProfile: 'a' } })],
  [
    'Seccomp of each container by itself',
    {
      ...pod,
      securityContext: { runAsNonRoot: true },
      containers: [
        { ...container, securityContext: { ...container.securityContext, seccompProfile: { type: 'RuntimeDefault' } } },
      ],
    },
  ],
  ['Sysctls', withPod({ sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] })],
  [
    'Volume Types',
    {
      ...pod,
      volumes: [
        ...['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret'],
        'image',
      ].map((type) => ({ name: type.toLowerCase(), [type]: {} })),
    },
  ],
  ['a volume without a type, which is an emptyDir', { ...pod, volumes: [{ name: 'a' }, { name: 'b', nfs: null }] }],
  [
    'Running as Non-root, each container by itself',
    {
      ...pod,
      securityContext: { seccompProfile: { type: 'Localhost' } },
      containers: [{ ...container, securityContext: { ...container.securityContext, runAsNonRoot: true } }],
    },
  ],
  ['Running as Non-root user', secured({ runAsUser: 1000, runAsGroup: 0 })],
])('allows: %s', (_, spec) => {
  expect(kept(spec)).toEqual([]);
});

describe('each host that a probe or a hook names', () => {
  const probe = (handler: string) => ({ [handler]: { port: 80, host: '10.0.0.1' } });
  const spec = withContainer({
    livenessProbe: probe('httpGet'),
    readinessProbe: probe('tcpSocket'),
    startupProbe: { ...probe('httpGet'), ...probe('tcpSocket') },
    lifecycle: { postStart: probe('httpGet'), preStop: probe('tcpSocket') },
  });

  test('keeps from baseline', () => {
    expect(kept(spec)).toEqual(
      [
        'livenessProbe.httpGet',
        'readinessProbe.tcpSocket',
        'startupProbe.httpGet',
        'startupProbe.tcpSocket',
        'lifecycle.postStart.httpGet',
        'lifecycle.preStop.tcpSocket',
      ].map((place) => `baseline Host Probes / Lifecycle Hooks: spec.containers[0].${place}.host`),
    );
  });
});

test.each([
  ['unconfined', 1],
  ['localhost', 1],
  ['runtime/default', 0],
  ['localhost/profile', 0],
  ['', 0],
])('the AppArmor annotation "%s"', (profile, count) => {
  const violation = "baseline AppArmor: metadata.annotations['container.apparmor.security.beta.kubernetes.io/app']";
  for (const version of VERSIONS) {
    expect(kept(pod, version, annotated(profile))).toEqual([violation].slice(0, count));
  }
});

const sysctl = (name: string) => withPod({ sysctls: [{ name, value: '1' }] });
const namespaced = (change: Manifest, own: Manifest = {}) => ({ ...withPod(change), hostUsers: false, ...own });

test.each<[string, string, Manifest]>([
  ['the sysctl net.ipv4.ip_local_reserved_ports', '1.27', sysctl('net.ipv4.ip_local_reserved_ports')],
  ['the sysctl net.ipv4.tcp_keepalive_time', '1.29', sysctl('net.ipv4.tcp_keepalive_time')],
  ['the sysctl net.ipv4.tcp_rmem', '1.32', sysctl('net.ipv4.tcp_rmem')],
  ['the sysctl net.ipv4.tcp_notsent_lowat', '1.37', sysctl('net.ipv4.tcp_notsent_lowat')],
  ['SELinux for container engines', '1.31', secured({ seLinuxOptions: { type: 'container_engine_t' } })],
  ['volumes of images', '1.33', { ...pod, volumes: [{ name: 'a', image: { reference: 'a' } }] }],
  ['no runAsNonRoot in a user namespace', '1.35', namespaced({ runAsNonRoot: undefined })],
  ['runAsNonRoot: false in a user namespace', '1.35', namespaced({ runAsNonRoot: false })],
  ['user 0 in a user namespace', '1.35', namespaced({ runAsUser: 0 })],
])('%s is allowed since %s', (_, since, spec) => {
  const before = since.replace(/\d+$/, (minor) => String(Number(minor) - 1));
  expect(kept(spec, before)).toHaveLength(1);
  expect(kept(spec, since)).toEqual([]);
});

test.each<[string, string, Manifest]>([
  ['the host of a probe', '1.34', withContainer({ livenessProbe: { tcpSocket: { port: 80, host: 'localhost' } } })],
  ['the field appArmorProfile', '1.30', secured({ appArmorProfile: { type: 'Unconfined' } })],
])('%s counts since %s', (_, since, spec) => {
  const before = since.replace(/\d+$/, (minor) => String(Number(minor) - 1));
  expect(kept(spec, before)).toEqual([]);
  expect(kept(spec, since)).toHaveLength(1);
});

test('an unmasked /proc in a user namespace is enough for baseline since 1.35, and never for restricted', () => {
  const spec = { ...secured({ procMount: 'Unmasked' }), hostUsers: false };
  expect(kept(spec, '1.34')).toEqual([`baseline /proc Mount Type: ${OF_CONTAINER}.procMount`]);
  expect(kept(spec, '1.35')).toEqual([`restricted /proc Mount Type: ${OF_CONTAINER}.procMount`]);
  expect(kept({ ...spec, hostUsers: true }, '1.35')).toEqual([`baseline /proc Mount Type: ${OF_CONTAINER}.procMount`]);
});

describe('a Pod for Windows', () => {
  const windows = { securityContext: { runAsNonRoot: true }, os: { name: 'windows' }, containers: [{ name: 'app' }] };

  test('need not say what only Linux has', () => {
    for (const version of VERSIONS) expect(kept(windows, version)).toEqual([]);
  });

  test('has to keep to the rest', () => {
    expect(kept({ ...windows, securityContext: {} })).toEqual([
      `restricted Running as Non-root: ${OF_POD}.runAsNonRoot`,
    ]);
  });

  test('is known by os.name alone', () => {
    const selected = { ...windows, os: undefined, nodeSelector: { 'kubernetes.io/os': 'windows' } };
    expect(kept(selected)).toHaveLength(3);
  });
});

describe.each(['initContainers', 'containers', 'ephemeralContainers'])('%s', (list) => {
  test('are looked at', () => {
    const spec = { ...pod, containers: [], [list]: [container, { name: 'bare' }] };
    expect(kept(spec)).toEqual([
      `restricted Privilege Escalation: spec.${list}[1].securityContext.allowPrivilegeEscalation`,
      `restricted Capabilities: spec.${list}[1].securityContext.capabilities.drop`,
    ]);
  });
});

describe('what containers may leave to the Pod', () => {
  const silent = { ...pod, securityContext: undefined };
  const outspoken = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
  const talkative = { ...container, name: 'other', securityContext: { ...container.securityContext, ...outspoken } };

  test('is missing in the Pod where no container says it', () => {
    expect(kept({ ...silent, containers: [container, { ...container, name: 'other' }] })).toEqual([
      `restricted Running as Non-root: ${OF_POD}.runAsNonRoot`,
      `restricted Seccomp: ${OF_POD}.seccompProfile.type`,
    ]);
  });

  test('is missing in a container where others say it', () => {
    expect(kept({ ...silent, containers: [talkative, container] })).toEqual([
      'restricted Running as Non-root: spec.containers[1].securityContext.runAsNonRoot',
      'restricted Seccomp: spec.containers[1].securityContext.seccompProfile.type',
    ]);
  });

  test('is wrong in the Pod even where all containers say it', () => {
    const securityContext = { runAsNonRoot: false, seccompProfile: { type: 'Unconfined' } };
    expect(kept({ ...pod, securityContext, containers: [talkative] })).toEqual([
      `baseline Seccomp: ${OF_POD}.seccompProfile.type`,
      `restricted Running as Non-root: ${OF_POD}.runAsNonRoot`,
    ]);
  });
});
