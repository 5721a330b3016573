import { Chart, Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { effectiveRequest } from '../../test/effective-request';
import { brief, BUSYBOX, idle, NGINX, OWN, sidecarPod, UNKNOWN } from '../../test/pods';
import { containerOf, podSpecOf, validationErrors } from '../../test/synth';
import {
  AdapterSource,
  Endpoint,
  ImageFacts,
  PodDefaults,
  SharedContentVolume,
  Shell,
  SidecarPod,
  SidecarPodProps,
} from '..';

/** Without folders to write to, which would count. */
const bare = { ...idle, writablePaths: [] };
const main = {
  requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '16Mi' },
  limits: { memory: '512Mi', 'ephemeral-storage': '128Mi' },
};
const helper = {
  requests: { cpu: '10m', memory: '32Mi', 'ephemeral-storage': '16Mi' },
  limits: { memory: '128Mi', 'ephemeral-storage': '128Mi' },
};

function resourcesOf(pod: SidecarPod, name = 'app'): kplus.k8s.ResourceRequirements {
  return containerOf(pod, name).resources;
}

function withResources(resources: kplus.ContainerResources, podDefaults?: PodDefaults): SidecarPod {
  return sidecarPod({ main: { ...bare, name: 'app', resources }, podDefaults });
}

test('main containers are sized as such, their helpers as helpers, and no CPU is limited', () => {
  const pod = sidecarPod({ main: { ...bare, name: 'app', portNumber: 8080 } });
  const reads = AdapterSource.fromLocalhost(pod.main.localhost());
  pod.addMainContainer({ ...bare, name: 'second' });
  pod.addSidecar({ ...bare, name: 'sidecar' });
  pod.addAdapter({ ...bare, name: 'adapter', reads, portNumber: 9000 });
  pod.addAmbassador({
    ...bare,
    name: 'ambassador',
    listenPort: 6379,
    remote: Endpoint.of('redis', 6379),
    startup: kplus.Probe.fromCommand(['true']),
  });
  pod.addInitContainer({ ...brief, name: 'init' });
  for (const name of ['app', 'second']) expect(resourcesOf(pod, name)).toEqual(main);
  for (const name of ['sidecar', 'adapter', 'ambassador']) expect(resourcesOf(pod, name)).toEqual(helper);
  expect(resourcesOf(pod, 'init').requests).toEqual(helper.requests);
});

test('the Pod of the tutorial fits a node with 2 CPUs and 2 GiB', () => {
  const chart = Testing.chart();
  const content = SharedContentVolume.fromEmptyDir(chart, 'nginx-content');
  const pod = sidecarPod({ main: { name: 'container-1', image: NGINX, portNumber: 80 } }, chart);
  const writer = pod.addSidecar({
    name: 'container-2',
    image: BUSYBOX,
    command: Shell.script('while true; do date > /content/x; sleep 5; done'),
  });
  content.addWriter(writer, '/content');
  content.addReader(pod.main, '/usr/share/nginx/html');
  expect(effectiveRequest(podSpecOf(pod), 'cpu')).toBeCloseTo(0.11);
  expect(effectiveRequest(podSpecOf(pod), 'memory')).toBe(160 * 1024 ** 2);
});

test('an image that needs more memory gets it', () => {
  ImageFacts.register({ repository: 'registry.example.com/large', user: 1000, memoryRequest: Size.mebibytes(400) });
  const image = 'registry.example.com/large:1';
  const pod = sidecarPod({ main: { name: 'app', image } });
  pod.addSidecar({ name: 'helper', image });
  expect(resourcesOf(pod)).toMatchObject({ requests: { memory: '400Mi' }, limits: { memory: '800Mi' } });
  expect(resourcesOf(pod, 'helper')).toMatchObject({ requests: { memory: '400Mi' }, limits: { memory: '800Mi' } });
});

test('an image that needs less gets no less', () => {
  ImageFacts.register({ repository: 'registry.example.com/small', user: 1000, memoryRequest: Size.mebibytes(1) });
  const pod = sidecarPod({ main: { name: 'app', image: 'registry.example.com/small:1', writablePaths: [] } });
  expect(resourcesOf(pod)).toEqual(main);
});

test('folders that a container writes to count in its storage', () => {
  const scratch = sidecarPod({ main: { ...idle, name: 'app', writablePaths: ['/a', '/b'] } });
  expect(resourcesOf(scratch)).toMatchObject({
    requests: { 'ephemeral-storage': '16Mi' },
    limits: { 'ephemeral-storage': '256Mi' },
  });
  const data = sidecarPod({ main: { name: 'app', image: 'redis:7.4-alpine' } });
  expect(resourcesOf(data).limits).toMatchObject({ 'ephemeral-storage': '1152Mi' });
});

describe('a shared volume', () => {
  const shared = (options: object, writerResources?: kplus.ContainerResources) => {
    const pod = sidecarPod({ main: { ...bare, name: 'app' } });
    const content = SharedContentVolume.fromEmptyDir(pod, 'content', { sizeLimit: Size.mebibytes(16), ...options });
    const writer = pod.addSidecar({ ...bare, name: 'writer', resources: writerResources });
    content.addWriter(writer, '/out');
    content.addReader(pod.main, '/in');
    return pod;
  };

  test('on disk counts in the storage of its writer, and not of its reader', () => {
    const pod = shared({});
    expect(resourcesOf(pod, 'writer')).toEqual({
      requests: { ...helper.requests, 'ephemeral-storage': '32Mi' },
      limits: { ...helper.limits, 'ephemeral-storage': '144Mi' },
    });
    expect(resourcesOf(pod)).toEqual(main);
  });

  test('in memory counts in the memory of its writer', () => {
    const pod = shared({ medium: kplus.EmptyDirMedium.MEMORY });
    expect(resourcesOf(pod, 'writer')).toEqual({
      requests: { ...helper.requests, memory: '48Mi' },
      limits: { ...helper.limits, memory: '144Mi' },
    });
    expect(resourcesOf(pod)).toEqual(main);
  });

  test('that is a claim counts nowhere', () => {
    const pod = sidecarPod({ main: { ...bare, name: 'app' } });
    const content = SharedContentVolume.fromNewClaim(pod, 'content', { storage: Size.gibibytes(8) });
    content.addWriter(pod.main, '/out');
    content.addReader(pod.addSidecar(bare), '/in');
    expect(resourcesOf(pod)).toEqual(main);
  });

  test('in memory does not fit in a memory limit that is not larger', () => {
    const limited = (limit: number) =>
      shared({ medium: kplus.EmptyDirMedium.MEMORY }, { memory: { limit: Size.mebibytes(limit) } });
    expect(validationErrors(Chart.of(limited(16)))).toEqual([
      'Pod web (test/pod), container "writer": its memory limit of 16Mi is not more than the 16Mi it can write to memory ' +
        'volumes. What is written there counts as memory of the writer, which would be ended as OOMKilled. Fix: raise ' +
        'the memory limit, lower the sizeLimit of the volume, or use the disk medium.',
    ]);
    expect(validationErrors(Chart.of(limited(17)))).toEqual([]);
  });
});

describe('a limit of ephemeral storage', () => {
  const limited = (limit: number | undefined, props: Partial<SidecarPodProps> = {}, more: object = {}) => {
    const pod = sidecarPod({ main: { ...bare, name: 'app', resources: {} }, ...props });
    const content = SharedContentVolume.fromEmptyDir(pod, 'content', { sizeLimit: Size.mebibytes(16), ...more });
    const resources = limit === undefined ? {} : { ephemeralStorage: { limit: Size.mebibytes(limit) } };
    const writer = pod.addSidecar({ ...bare, name: 'writer', resources });
    content.addWriter(writer, '/out');
    content.addReader(pod.main, '/in');
    return validationErrors(Chart.of(pod));
  };

  test('that the disk volumes do not fit in is refused', () => {
    expect(limited(15)).toEqual([
      'Pod web (test/pod), container "writer": its ephemeral-storage limit is 15Mi, that of the whole Pod 15Mi, and 16Mi ' +
        "can be written to its disk volumes. They count against the sum of the containers' limits, beyond which the Pod " +
        'is evicted. Fix: leave the limit out, raise it, or lower the sizeLimit of the volume.',
    ]);
    expect(limited(15, { podDefaults: PodDefaults.KUBERNETES, main: { ...bare, name: 'app' } })).toHaveLength(1);
  });

  test('of another container counts, as it is the only one then', () => {
    const main = (mebibytes: number) => ({
      main: { ...bare, name: 'app', resources: { ephemeralStorage: { limit: Size.mebibytes(mebibytes) } } },
    });
    expect(limited(undefined, main(15))).toEqual([
      expect.stringContaining('container "app": its ephemeral-storage limit'),
    ]);
    expect(limited(8, main(7))).toHaveLength(1);
    expect(limited(8, main(8))).toEqual([]);
  });

  test.each<[string, string[]]>([
    ['that is as large', limited(16)],
    ['that nobody has', limited(undefined)],
    ['beside those of other containers', limited(1, { main: { ...bare, name: 'app' } })],
    ['where the volume is in memory', limited(1, {}, { medium: kplus.EmptyDirMedium.MEMORY })],
    [
      'where an init container has a larger one',
      limited(15, {
        initContainers: [{ ...brief, name: 'init', resources: { ephemeralStorage: { limit: Size.mebibytes(1) } } }],
      }),
    ],
  ])('%s is fine', (_, errors) => {
    expect(errors).toEqual([]);
  });
});

describe('the code has the last word', () => {
  test('for one resource after the other', () => {
    expect(resourcesOf(withResources({ cpu: { request: kplus.Cpu.units(1), limit: kplus.Cpu.millis(1500) } }))).toEqual(
      {
        requests: { ...main.requests, cpu: '1' },
        limits: { ...main.limits, cpu: '1500m' },
      },
    );
    expect(resourcesOf(withResources({ memory: { request: Size.gibibytes(1) } }))).toEqual({
      requests: { ...main.requests, memory: '1Gi' },
      limits: { 'ephemeral-storage': '128Mi' },
    });
    expect(resourcesOf(withResources({ ephemeralStorage: { limit: Size.mebibytes(1) } }))).toEqual({
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { memory: '512Mi', 'ephemeral-storage': '1Mi' },
    });
  });

  test('with an empty object for none at all', () => {
    expect(resourcesOf(withResources({}))).toBeUndefined();
  });

  test('with PodDefaults.KUBERNETES for all that it leaves out', () => {
    expect(resourcesOf(sidecarPod({ podDefaults: PodDefaults.KUBERNETES }))).toBeUndefined();
    expect(resourcesOf(withResources({ cpu: { limit: kplus.Cpu.millis(1) } }, PodDefaults.KUBERNETES))).toEqual({
      limits: { cpu: '1m' },
    });
  });
});

test.each([
  [Size.kibibytes(1), '1Ki'],
  [Size.kibibytes(1536), '1536Ki'],
  [Size.kibibytes(2048), '2Mi'],
  [Size.mebibytes(1500), '1500Mi'],
  [Size.mebibytes(2048), '2Gi'],
  [Size.tebibytes(1), '1024Gi'],
])('%j is written in the largest unit that keeps it whole', (size, quantity) => {
  for (const podDefaults of Object.values(PodDefaults)) {
    const amount = { request: size, limit: size };
    const pod = withResources({ memory: amount, ephemeralStorage: amount }, podDefaults);
    expect(resourcesOf(pod)).toMatchObject({
      requests: { memory: quantity, 'ephemeral-storage': quantity },
      limits: { memory: quantity, 'ephemeral-storage': quantity },
    });
  }
});

test('autoscalers see what is requested', () => {
  const { cpu, memory } = sidecarPod().main.resources!;
  expect(cpu?.request?.amount).toBe('100m');
  expect(memory?.request?.toMebibytes()).toBe(128);
});

test('a container that cdk8s-plus made keeps what it has, and gets the storage it leaves open', () => {
  const pod = sidecarPod();
  pod.attachContainer(new kplus.Container({ name: 'raw', image: OWN }));
  expect(resourcesOf(pod, 'raw')).toEqual({
    requests: { cpu: '1000m', memory: '512Mi', 'ephemeral-storage': '16Mi' },
    limits: { cpu: '1500m', memory: '2Gi', 'ephemeral-storage': '192Mi' },
  });
});

test('an unknown image is sized by its role', () => {
  const pod = sidecarPod({ main: { name: 'app', image: UNKNOWN, securityContext: { user: 1000 } } });
  expect(resourcesOf(pod)).toEqual(main);
});
