import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { idle, sidecarPod } from '../../test/pods';
import { podSpecOf, validationErrors } from '../../test/synth';
import { SecurityProfile, SidecarPod, SidecarPodProps } from '..';

const why =
  'The Pod Security Standard "restricted" does not allow it, so the Pod would be refused in a namespace that enforces it.';
const stock = ', or pass securityProfile: SecurityProfile.STOCK for the Pod.';
const main = { ...idle, name: 'app' };

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
    'a port of the node',
    { main: { ...main, ports: [{ number: 8080, hostPort: 80 }] } },
    () => {},
    `Pod web (test/pod), container "app": it asks for port 80 of the node (hostPort). ${why} Fix: expose the port with a Service${stock}`,
  ],
  [
    'the network of the node',
    { hostNetwork: true },
    () => {},
    `Pod web (test/pod): it uses the network of the node (hostNetwork). ${why} Fix: leave hostNetwork out${stock}`,
  ],
];

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
