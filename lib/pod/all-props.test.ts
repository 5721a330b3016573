import { Duration, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { brief, BUSYBOX, idle, OWN, sidecarPod } from '../../test/pods';
import { containerOf, manifestOf, podSpecOf } from '../../test/synth';
import { PodDefaults, SecurityProfile, SidecarLifecycle, SidecarPod, SidecarPodProps, SidecarProps } from '..';

const chart = Testing.chart();
const config = kplus.ConfigMap.fromConfigMapName(chart, 'config', 'config');
const secret = kplus.Secret.fromSecretName(chart, 'secret', 'secret');
const seconds = (amount: number) => Duration.seconds(amount);

function emptyDir(name: string): kplus.Volume {
  return kplus.Volume.fromEmptyDir(chart, name, name);
}

test('of a container only the image is needed', () => {
  const pod = new SidecarPod(Testing.chart(), 'pod', { main: { image: OWN } });
  expect(containerOf(pod, 'main')).toEqual({
    name: 'main',
    image: OWN,
    resources: {
      requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '16Mi' },
      limits: { memory: '512Mi', 'ephemeral-storage': '192Mi' },
    },
    securityContext: {
      runAsUser: 65534,
      runAsGroup: 65534,
      readOnlyRootFilesystem: true,
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [{ name: 'main-tmp', mountPath: '/tmp' }],
  });
});

test('every property of a container shows in the YAML', () => {
  // port is the deprecated name of portNumber.
  const props: Required<Omit<SidecarProps, 'port'>> = {
    name: 'helper',
    image: BUSYBOX,
    imagePullPolicy: kplus.ImagePullPolicy.NEVER,
    command: ['sh'],
    args: ['-c', 'sleep infinity'],
    workingDir: '/shared',
    portNumber: 8080,
    portName: 'http',
    ports: [{ number: 53, name: 'dns', protocol: kplus.Protocol.UDP, hostPort: 5353, hostIp: '10.0.0.1' }],
    loopbackPorts: [{ number: 8081, name: 'admin', protocol: kplus.Protocol.TCP }],
    envVariables: {
      A: kplus.EnvValue.fromValue('1'),
      B: kplus.EnvValue.fromConfigMap(config, 'b', { optional: true }),
      C: kplus.EnvValue.fromSecretValue({ secret, key: 'c' }),
      D: kplus.EnvValue.fromFieldRef(kplus.EnvFieldPaths.POD_NAME),
    },
    envFrom: [kplus.Env.fromConfigMap(config, 'CONFIG_'), kplus.Env.fromSecret(secret)],
    volumeMounts: [{ path: '/shared', volume: emptyDir('work'), subPath: 'helper', readOnly: true }],
    readiness: kplus.Probe.fromHttpGet('/ready', { scheme: kplus.ConnectionScheme.HTTPS, periodSeconds: seconds(1) }),
    liveness: kplus.Probe.fromTcpSocket({ initialDelaySeconds: seconds(2), timeoutSeconds: seconds(3) }),
    startup: kplus.Probe.fromCommand(['true'], { failureThreshold: 4, successThreshold: 1 }),
    lifecycle: {
      postStart: kplus.Handler.fromHttpGet('/started'),
      preStop: kplus.Handler.fromCommand(['sleep', '1']),
    },
    resources: {
      cpu: { request: kplus.Cpu.millis(1), limit: kplus.Cpu.millis(2) },
      memory: { request: Size.mebibytes(3), limit: Size.mebibytes(4) },
      ephemeralStorage: { request: Size.mebibytes(5), limit: Size.mebibytes(6) },
    },
    securityContext: {
      user: 1,
      group: 2,
      ensureNonRoot: true,
      privileged: false,
      readOnlyRootFilesystem: false,
      allowPrivilegeEscalation: true,
      capabilities: { drop: [kplus.Capability.ALL], add: [kplus.Capability.CHOWN] },
      seccompProfile: { type: kplus.SeccompProfileType.UNCONFINED },
    },
    restartPolicy: kplus.ContainerRestartPolicy.ALWAYS,
    sidecarLifecycle: SidecarLifecycle.NATIVE,
    securityProfile: SecurityProfile.STOCK,
    writablePaths: ['/tmp'],
    timeToStop: seconds(7),
  };
  const pod = sidecarPod({ securityProfile: SecurityProfile.STOCK });
  const helper = pod.addSidecar(props);

  expect(containerOf(pod, 'helper')).toEqual({
    name: 'helper',
    image: BUSYBOX,
    imagePullPolicy: 'Never',
    command: ['sh'],
    args: ['-c', 'sleep infinity'],
    workingDir: '/shared',
    ports: [
      { containerPort: 8080, name: 'http' },
      { containerPort: 53, name: 'dns', protocol: 'UDP', hostPort: 5353, hostIP: '10.0.0.1' },
    ],
    env: [
      { name: 'A', value: '1' },
      { name: 'B', valueFrom: { configMapKeyRef: { name: 'config', key: 'b', optional: true } } },
      { name: 'C', valueFrom: { secretKeyRef: { name: 'secret', key: 'c' } } },
      { name: 'D', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ],
    envFrom: [{ configMapRef: { name: 'config' }, prefix: 'CONFIG_' }, { secretRef: { name: 'secret' } }],
    volumeMounts: [
      { name: 'work', mountPath: '/shared', subPath: 'helper', readOnly: true },
      { name: 'helper-tmp', mountPath: '/tmp' },
    ],
    readinessProbe: { httpGet: { path: '/ready', port: 8080, scheme: 'HTTPS' }, periodSeconds: 1, failureThreshold: 3 },
    livenessProbe: { tcpSocket: { port: 8080 }, initialDelaySeconds: 2, timeoutSeconds: 3, failureThreshold: 3 },
    startupProbe: { exec: { command: ['true'] }, failureThreshold: 4, successThreshold: 1 },
    lifecycle: {
      postStart: { httpGet: { path: '/started', port: 8080, scheme: 'HTTP' } },
      preStop: { exec: { command: ['sleep', '1'] } },
    },
    resources: {
      requests: { cpu: '1m', memory: '3Mi', 'ephemeral-storage': '5Mi' },
      limits: { cpu: '2m', memory: '4Mi', 'ephemeral-storage': '6Mi' },
    },
    securityContext: {
      runAsUser: 1,
      runAsGroup: 2,
      runAsNonRoot: true,
      privileged: false,
      readOnlyRootFilesystem: false,
      allowPrivilegeEscalation: true,
      capabilities: { drop: ['ALL'], add: ['CHOWN'] },
      seccompProfile: { type: 'Unconfined' },
    },
    restartPolicy: 'Always',
  });
  expect(podSpecOf(pod).terminationGracePeriodSeconds).toBe(37);
  expect(helper.localhost('admin').port).toBe(8081);
});

test('every property of a Pod shows in the YAML', () => {
  const props: Required<SidecarPodProps> = {
    metadata: { name: 'web', labels: { a: 'b' }, annotations: { c: 'd' } },
    main: { name: 'app', ...idle },
    containers: [{ name: 'second', ...idle }],
    initContainers: [{ name: 'init', ...brief }],
    volumes: [emptyDir('unused')],
    restartPolicy: kplus.RestartPolicy.ON_FAILURE,
    serviceAccount: kplus.ServiceAccount.fromServiceAccountName(chart, 'account', 'robot'),
    automountServiceAccountToken: true,
    securityContext: { user: 1, group: 2, fsGroup: 3, ensureNonRoot: false },
    securityProfile: SecurityProfile.STOCK,
    podDefaults: PodDefaults.KUBERNETES,
    hostAliases: [{ ip: '10.0.0.1', hostnames: ['db'] }],
    dns: {
      hostname: 'web-0',
      subdomain: 'web',
      hostnameAsFQDN: true,
      policy: kplus.DnsPolicy.NONE,
      nameservers: ['10.0.0.2'],
      searches: ['example.com'],
      options: [{ name: 'ndots', value: '1' }],
    },
    dockerRegistryAuth: kplus.Secret.fromSecretName(chart, 'registry', 'registry'),
    isolate: true,
    hostNetwork: true,
    terminationGracePeriod: seconds(60),
    enableServiceLinks: true,
    shareProcessNamespace: true,
    topologySpread: [
      { topology: kplus.Topology.ZONE, maxSkew: 2, required: true },
      { topology: kplus.Topology.HOSTNAME },
    ],
  };
  const pod = new SidecarPod(chart, 'pod', props);
  const { metadata, spec } = manifestOf(pod);
  const labels = { 'cdk8s.io/metadata.addr': expect.any(String) };

  expect(metadata).toEqual({ name: 'web', labels: { a: 'b', ...labels }, annotations: { c: 'd' } });
  expect(spec).toEqual({
    containers: [
      { name: 'app', ...idle },
      { name: 'second', ...idle },
    ],
    initContainers: [{ name: 'init', ...brief }],
    volumes: [{ name: 'unused', emptyDir: {} }],
    restartPolicy: 'OnFailure',
    serviceAccountName: 'robot',
    automountServiceAccountToken: true,
    securityContext: { runAsUser: 1, runAsGroup: 2, runAsNonRoot: false, fsGroup: 3 },
    hostAliases: [{ ip: '10.0.0.1', hostnames: ['db'] }],
    hostname: 'web-0',
    subdomain: 'web',
    setHostnameAsFQDN: true,
    dnsPolicy: 'None',
    dnsConfig: { nameservers: ['10.0.0.2'], searches: ['example.com'], options: [{ name: 'ndots', value: '1' }] },
    imagePullSecrets: [{ name: 'registry' }],
    hostNetwork: true,
    terminationGracePeriodSeconds: 60,
    enableServiceLinks: true,
    shareProcessNamespace: true,
    topologySpreadConstraints: [
      {
        topologyKey: 'topology.kubernetes.io/zone',
        maxSkew: 2,
        whenUnsatisfiable: 'DoNotSchedule',
        labelSelector: { matchLabels: labels },
      },
      {
        topologyKey: 'kubernetes.io/hostname',
        maxSkew: 1,
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: labels },
      },
    ],
  });
  expect(Testing.synth(chart).map(({ kind }: { kind: string }) => kind)).toEqual(['Pod', 'NetworkPolicy']);
});

test('what is said is written also where it is the default of cdk8s-plus or Kubernetes', () => {
  const pod = sidecarPod({
    restartPolicy: kplus.RestartPolicy.ALWAYS,
    hostNetwork: false,
    dns: { policy: kplus.DnsPolicy.CLUSTER_FIRST, hostnameAsFQDN: false },
    securityContext: { fsGroupChangePolicy: kplus.FsGroupChangePolicy.ALWAYS },
    terminationGracePeriod: seconds(30),
  });
  expect(podSpecOf(pod)).toMatchObject({
    restartPolicy: 'Always',
    hostNetwork: false,
    dnsPolicy: 'ClusterFirst',
    setHostnameAsFQDN: false,
    securityContext: { fsGroupChangePolicy: 'Always' },
    terminationGracePeriodSeconds: 30,
  });
});

test('what is added through cdk8s-plus afterwards is written', () => {
  const pod = sidecarPod();
  pod.addHostAlias({ ip: '10.0.0.1', hostnames: ['db'] });
  pod.addVolume(emptyDir('later'));
  pod.dns.addNameserver('10.0.0.2');
  pod.main.env.addVariable('A', kplus.EnvValue.fromValue('1'));
  pod.main.env.copyFrom(kplus.Env.fromConfigMap(config));
  pod.scheduling.attract(kplus.Node.labeled(kplus.NodeLabelQuery.is('disk', 'ssd')));
  pod.scheduling.tolerate(kplus.Node.tainted(kplus.NodeTaintQuery.exists('gpu')));
  expect(podSpecOf(pod)).toMatchObject({
    hostAliases: [{ ip: '10.0.0.1', hostnames: ['db'] }],
    dnsConfig: { nameservers: ['10.0.0.2'] },
    containers: [{ env: [{ name: 'A', value: '1' }], envFrom: [{ configMapRef: { name: 'config' } }] }],
    affinity: { nodeAffinity: expect.any(Object) },
    tolerations: [{ key: 'gpu', operator: 'Exists' }],
  });
  expect(podSpecOf(pod).volumes).toContainEqual({ name: 'later', emptyDir: {} });
});
