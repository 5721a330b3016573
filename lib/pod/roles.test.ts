import * as kplus from 'cdk8s-plus-28';
import { brief, idle, sidecarPod } from '../../test/pods';
import { podSpecOf } from '../../test/synth';
import { AdapterSource, ContainerRole, Endpoint, SidecarLifecycle } from '..';

const remote = Endpoint.of('redis.example.com', 6379);
const startup = kplus.Probe.fromCommand(['true']);

function namesIn(containers: { name: string }[] = []): string[] {
  return containers.map(({ name }) => name);
}

test('the main container comes first and is known as such', () => {
  const pod = sidecarPod({ main: { ...idle, name: 'app' }, containers: [{ ...idle, name: 'second' }] });
  pod.addMainContainer({ ...idle, name: 'third' });
  expect(namesIn(podSpecOf(pod).containers)).toEqual(['app', 'second', 'third']);
  expect(pod.main.name).toBe('app');
  expect(pod.main.role).toBe(ContainerRole.MAIN);
});

test('init containers and native sidecars start in the order of the calls', () => {
  const pod = sidecarPod({ initContainers: [{ ...brief, name: 'first' }] });
  pod.addSidecar({ ...idle, name: 'second' });
  pod.addInitContainer({ ...brief, name: 'third' });
  pod.addAmbassador({ ...idle, name: 'fourth', listenPort: 6379, remote, startup });
  const { initContainers, containers } = podSpecOf(pod);
  expect(initContainers.map(({ name, restartPolicy }: kplus.k8s.Container) => [name, restartPolicy])).toEqual([
    ['first', undefined],
    ['second', 'Always'],
    ['third', undefined],
    ['fourth', 'Always'],
  ]);
  expect(namesIn(containers)).toEqual(['app']);
});

test('sidecars ALONGSIDE follow the main container in the order of the calls', () => {
  const pod = sidecarPod();
  for (const name of ['first', 'second']) {
    pod.addSidecar({ ...idle, name, sidecarLifecycle: SidecarLifecycle.ALONGSIDE });
  }
  const { initContainers, containers } = podSpecOf(pod);
  expect(namesIn(containers)).toEqual(['app', 'first', 'second']);
  expect(initContainers).toBeUndefined();
  expect(containers[1].restartPolicy).toBeUndefined();
});

test('helpers without a name are called by their role', () => {
  const pod = sidecarPod({ main: { ...idle, portNumber: 8080 } });
  const reads = AdapterSource.fromLocalhost(pod.main.localhost());
  expect(pod.main.name).toBe('main');
  expect(pod.addSidecar(idle).name).toBe('sidecar');
  expect(pod.addAdapter({ ...idle, reads, portNumber: 9000 }).name).toBe('adapter');
  expect(pod.addAmbassador({ ...idle, listenPort: 6379, remote, startup }).name).toBe('ambassador');
  expect(pod.addInitContainer(brief).name).toBe('init-3');
});

test('a container knows its role', () => {
  const pod = sidecarPod({ main: { ...idle, portNumber: 8080 } });
  const reads = AdapterSource.fromLocalhost(pod.main.localhost());
  expect(pod.addSidecar(idle).role).toBe(ContainerRole.SIDECAR);
  expect(pod.addAdapter({ ...idle, reads, portNumber: 9000 }).role).toBe(ContainerRole.ADAPTER);
  expect(pod.addAmbassador({ ...idle, listenPort: 6379, remote, startup }).role).toBe(ContainerRole.AMBASSADOR);
});

test('the lists that a Pod hands out are copies', () => {
  const pod = sidecarPod();
  pod.addSidecar(idle);
  pod.initContainers.pop();
  pod.containers.pop();
  pod.main.ports.push({ number: 80 });
  expect(pod.initContainers).toHaveLength(1);
  expect(pod.containers).toHaveLength(1);
  expect(pod.main.ports).toEqual([]);
});

test('lists that were handed in can be changed afterwards without changing the Pod', () => {
  const command = ['sleep'];
  const args = ['infinity'];
  const ports = [{ number: 80 }];
  const envVariables = { A: kplus.EnvValue.fromValue('1') };
  const writablePaths = ['/tmp'];
  const topologySpread = [{ topology: kplus.Topology.ZONE }];
  const main = { image: idle.image, name: 'app', command, args, ports, envVariables, writablePaths };
  const pod = sidecarPod({ main, topologySpread });
  const before = podSpecOf(pod);
  command.push('x');
  args.push('x');
  ports.push({ number: 81 });
  writablePaths.push('/x');
  topologySpread.push({ topology: kplus.Topology.HOSTNAME });
  Object.assign(envVariables, { B: kplus.EnvValue.fromValue('2') });
  expect(podSpecOf(pod)).toEqual(before);
});

test('a variable added to one container is not added to others made with the same object', () => {
  const envVariables = {};
  const pod = sidecarPod({ main: { ...idle, name: 'app', envVariables } });
  const helper = pod.addSidecar({ ...idle, envVariables });
  helper.env.addVariable('A', kplus.EnvValue.fromValue('1'));
  expect(pod.main.env.variables).toEqual({});
});
