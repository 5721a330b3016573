import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { idle, OWN, sidecarPod } from '../../test/pods';
import { podSpecOf, validationErrors } from '../../test/synth';
import { ImageFacts, MainContainerProps, SecurityProfile, SidecarPod, SidecarPodProps } from '..';

const why =
  'The Pod Security Standard "restricted" does not allow it, so the Pod would be refused in a namespace that enforces it.';
const stock = ', or pass securityProfile: SecurityProfile.STOCK for the Pod.';
const main = { ...idle, name: 'app' };
const { CHOWN, KILL } = kplus.Capability;

const CASES: [string, Partial<SidecarPodProps>, (pod: SidecarPod) => void, string][] = [
  [
    'a volume of the node',
    {},
    (pod) => pod.main.mount('/node', kplus.Volume.fromHostPath(pod, 'node', 'node', { path: '/var/log' })),
    `Pod web (test/pod): volume "node" is of type hostPath. ${why} Fix: use a volume of another type${stock}`,
  ],
  [
    'a volume that only the Pod names',
    {},
    (pod) => pod.addVolume(kplus.Volume.fromNfs(pod, 'nfs', 'nfs', { server: 'nfs.example.com', path: '/' })),
    `Pod web (test/pod): volume "nfs" is of type nfs. ${why} Fix: use a volume of another type${stock}`,
  ],
  [
    'the network of the node',
    { hostNetwork: true },
    () => {},
    `Pod web (test/pod): it uses the network of the node (hostNetwork). ${why} Fix: leave hostNetwork out${stock}`,
  ],
  [
    'root for the Pod',
    { securityContext: { ensureNonRoot: false } },
    () => {},
    `Pod web (test/pod): it may run as root (ensureNonRoot: false). ${why} Fix: leave ensureNonRoot out${stock}`,
  ],
  [
    'user 0 for the Pod, even if no container takes it',
    { securityContext: { user: 0 }, main: { ...main, securityContext: { user: 1000 } } },
    () => {},
    `Pod web (test/pod): it is to run as user 0, which is root. ${why} Fix: pass another numeric user${stock}`,
  ],
  [
    'a sysctl that is not safe',
    { securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } },
    () => {},
    `Pod web (test/pod): it sets the sysctl kernel.msgmax. ${why} Fix: leave the sysctl out${stock}`,
  ],
];

const OF_CONTAINERS: [string, Partial<MainContainerProps>, string, string][] = [
  [
    'a port of the node',
    { ports: [{ number: 8080, hostPort: 80 }] },
    'it asks for port 80 of the node (hostPort)',
    'expose the port with a Service',
  ],
  ['privileges', { securityContext: { privileged: true } }, 'it is privileged', 'leave privileged out'],
  [
    'more privileges',
    { securityContext: { allowPrivilegeEscalation: true } },
    'it may gain more privileges (allowPrivilegeEscalation)',
    'leave allowPrivilegeEscalation out',
  ],
  [
    'root',
    { securityContext: { user: 0, ensureNonRoot: false } },
    'it may run as root (ensureNonRoot: false)',
    'leave ensureNonRoot out',
  ],
  [
    'capabilities',
    { securityContext: { capabilities: { add: [CHOWN, kplus.Capability.NET_BIND_SERVICE, KILL] } } },
    'it adds capabilities: CHOWN, KILL',
    'add none but NET_BIND_SERVICE',
  ],
  [
    'capabilities that are not dropped',
    { securityContext: { capabilities: { drop: [CHOWN] } } },
    'it keeps capabilities',
    'leave capabilities.drop out, or drop ALL',
  ],
  [
    'all system calls',
    { securityContext: { seccompProfile: { type: kplus.SeccompProfileType.UNCONFINED } } },
    'its system calls are not filtered (seccompProfile Unconfined)',
    'leave seccompProfile out',
  ],
  [
    'a probe of another host',
    { readiness: kplus.Probe.fromTcpSocket({ host: '192.0.2.1', port: 80 }) },
    'its readiness probe dials another host, 192.0.2.1',
    'leave host out, and the kubelet dials the Pod',
  ],
];

describe.each(OF_CONTAINERS)('%s', (_, props, what, fix) => {
  const problem = (name: string) =>
    `Pod web (test/pod), container "${name}": ${what}. ${why} Fix: ${fix}, or pass securityProfile: SecurityProfile.STOCK for this container.`;

  test('is refused under RESTRICTED', () => {
    const pod = sidecarPod({ main: { ...main, ...props } });
    expect(validationErrors(Chart.of(pod))).toEqual([problem('app')]);
  });

  test('is refused for a RESTRICTED container of a STOCK Pod', () => {
    const pod = sidecarPod({ securityProfile: SecurityProfile.STOCK });
    pod.addSidecar({ ...idle, ...props, name: 'helper', securityProfile: SecurityProfile.RESTRICTED });
    expect(validationErrors(Chart.of(pod))).toEqual([problem('helper')]);
  });

  test('is accepted for a STOCK container, and for a STOCK Pod', () => {
    const ofContainer = sidecarPod({ main: { ...main, ...props, securityProfile: SecurityProfile.STOCK } });
    const ofPod = sidecarPod({ main: { ...main, ...props }, securityProfile: SecurityProfile.STOCK });
    for (const pod of [ofContainer, ofPod]) {
      expect(validationErrors(Chart.of(pod))).toEqual([]);
      expect(podSpecOf(pod)).toBeDefined();
    }
  });
});

test('all of it is said at once', () => {
  const securityContext = { privileged: true, allowPrivilegeEscalation: true };
  const pod = sidecarPod({ hostNetwork: true, main: { ...main, securityContext } });
  expect(validationErrors(Chart.of(pod))).toHaveLength(3);
});

test('capabilities of an image that the standard does not allow are refused too', () => {
  const repository = 'registry.example.com/team/capable';
  ImageFacts.register({ repository, user: 1000, capabilities: [KILL] });
  const pod = sidecarPod({ main: { name: 'app', image: repository } });
  expect(validationErrors(Chart.of(pod))).toEqual([expect.stringContaining('it adds capabilities: KILL.')]);
});

test('a container that cdk8s-plus made is looked at alike', () => {
  const pod = sidecarPod();
  pod.attachContainer(new kplus.Container({ name: 'raw', image: OWN, securityContext: { privileged: true } }));
  expect(validationErrors(Chart.of(pod))).toEqual([expect.stringContaining('container "raw": it is privileged.')]);
});

test.each(CASES)('%s is refused under RESTRICTED', (_, props, add, problem) => {
  const pod = sidecarPod(props);
  add(pod);
  expect(validationErrors(Chart.of(pod))).toEqual([problem]);
});

test.each(CASES)('%s is accepted under STOCK', (_, props, add) => {
  const pod = sidecarPod({ ...props, securityProfile: SecurityProfile.STOCK });
  add(pod);
  expect(validationErrors(Chart.of(pod))).toEqual([]);
  expect(podSpecOf(pod)).toBeDefined();
});

test('a volume that two containers mount is named once', () => {
  const pod = sidecarPod();
  const volume = kplus.Volume.fromHostPath(pod, 'node', 'node', { path: '/var/log' });
  for (const container of [pod.main, pod.addSidecar(idle)]) container.mount('/node', volume);
  expect(validationErrors(Chart.of(pod))).toHaveLength(1);
});

test('volumes that the standard allows are accepted', () => {
  const pod = sidecarPod();
  const config = new kplus.ConfigMap(pod, 'config-map', { data: { a: 'b' } });
  const secret = new kplus.Secret(pod, 'secret', { stringData: { a: 'b' } });
  const claim = kplus.PersistentVolumeClaim.fromClaimName(pod, 'claim', 'data');
  const volumes = [
    kplus.Volume.fromConfigMap(pod, 'a', config, { name: 'a' }),
    kplus.Volume.fromSecret(pod, 'b', secret, { name: 'b' }),
    kplus.Volume.fromPersistentVolumeClaim(pod, 'c', claim, { name: 'c' }),
    kplus.Volume.fromEmptyDir(pod, 'd', 'd'),
    kplus.Volume.fromCsi(pod, 'e', 'csi.example.com', { name: 'e' }),
  ];
  for (const volume of volumes) pod.main.mount(`/${volume.name}`, volume);
  expect(validationErrors(Chart.of(pod))).toEqual([]);
});
