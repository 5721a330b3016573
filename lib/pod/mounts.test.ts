import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { idle, OWN, sidecarPod } from '../../test/pods';
import { containerOf, podSpecOf, validationErrors } from '../../test/synth';
import { SecurityProfile, SharedContentVolume, Shell, SidecarPod } from '..';

function emptyDir(pod: SidecarPod, id: string, name = id): kplus.Volume {
  return kplus.Volume.fromEmptyDir(pod, id, name);
}

test('mounts are written with all that was said about them, and their volumes along', () => {
  const pod = sidecarPod({ securityProfile: SecurityProfile.STOCK });
  pod.main.mount('/data', emptyDir(pod, 'data'), {
    readOnly: true,
    subPath: 'a',
    propagation: kplus.MountPropagation.HOST_TO_CONTAINER,
  });
  pod.main.mount('/pod', emptyDir(pod, 'other'), { subPathExpr: '$(POD_NAME)' });
  expect(containerOf(pod, 'app').volumeMounts).toEqual([
    { name: 'data', mountPath: '/data', readOnly: true, subPath: 'a', mountPropagation: 'HostToContainer' },
    { name: 'other', mountPath: '/pod', subPathExpr: '$(POD_NAME)' },
  ]);
  expect(podSpecOf(pod).volumes).toEqual([
    { name: 'data', emptyDir: {} },
    { name: 'other', emptyDir: {} },
  ]);
});

test('volumeMounts become mounts, which are looked at like others', () => {
  const pod = sidecarPod({ securityProfile: SecurityProfile.STOCK });
  const volume = emptyDir(pod, 'data');
  pod.addMainContainer({ ...idle, name: 'second', volumeMounts: [{ path: '/data', volume, readOnly: true }] });
  expect(containerOf(pod, 'second').volumeMounts).toEqual([{ name: 'data', mountPath: '/data', readOnly: true }]);
  const twice = ['/data', '/data'].map((path) => ({ path, volume }));
  expect(() => pod.addMainContainer({ ...idle, name: 'third', volumeMounts: twice })).toThrow('is already');
});

test.each([
  ['/data', '/data'],
  ['/data', '/data/'],
  ['/data/', '//data'],
  ['/data', '/./data'],
])('two volumes cannot be mounted at %s and %s', (first, second) => {
  const pod = sidecarPod();
  pod.main.mount(first, emptyDir(pod, 'a'));
  expect(() => pod.main.mount(second, emptyDir(pod, 'b'))).toThrow(
    new Error(
      `Pod web (test/pod), container "app": volume "b" is to be mounted at ${second}, where volume "a" is already. ` +
        'A container has one volume at a path. Fix: mount one of them elsewhere.',
    ),
  );
});

test('not even one volume twice', () => {
  const pod = sidecarPod();
  const volume = emptyDir(pod, 'a');
  pod.main.mount('/data', volume);
  expect(() => pod.main.mount('/data', volume, { subPath: 'x' })).toThrow('where volume "a" is already');
});

test('a folder below a mount and the same path in another container are free', () => {
  const pod = sidecarPod({ securityProfile: SecurityProfile.STOCK });
  const helper = pod.addSidecar({ ...idle, name: 'helper' });
  pod.main.mount('/data', emptyDir(pod, 'a'));
  pod.main.mount('/data/cache', emptyDir(pod, 'b'));
  helper.mount('/data', emptyDir(pod, 'c'));
  expect(containerOf(pod, 'app').volumeMounts).toHaveLength(2);
  expect(containerOf(pod, 'helper').volumeMounts).toEqual([{ name: 'c', mountPath: '/data' }]);
});

test('a path that is not absolute is refused', () => {
  const pod = sidecarPod();
  expect(() => pod.main.mount('data', emptyDir(pod, 'a'))).toThrow(
    new Error(
      'Pod web (test/pod), container "app": "data" is not a valid mount path. Volumes are mounted at absolute paths ' +
        'without ":" and "..". Fix: give the full path of a folder inside the container, such as ' +
        '/usr/share/nginx/html.',
    ),
  );
});

test('nothing is mounted over the root', () => {
  const pod = sidecarPod();
  expect(() => pod.main.mount('/', emptyDir(pod, 'a'))).toThrow(
    new Error(
      'Pod web (test/pod), container "app": "/" is not a valid mount path. Container runtimes refuse to mount over the ' +
        'root of the image. Fix: give the full path of a folder inside the container, such as /usr/share/nginx/html.',
    ),
  );
});

test('a volume with a name that Kubernetes rejects is refused', () => {
  const pod = sidecarPod();
  expect(() => pod.main.mount('/data', emptyDir(pod, 'a', 'My_Volume'))).toThrow(
    'Pod web (test/pod), container "app": "My_Volume" is not a valid volume name.',
  );
});

test('two volumes of one name are refused, in whichever containers', () => {
  const pod = sidecarPod();
  pod.main.mount('/data', emptyDir(pod, 'a', 'data'));
  const helper = pod.addSidecar({ ...idle, name: 'helper' });
  expect(() => helper.mount('/data', emptyDir(pod, 'b', 'data'))).toThrow(
    new Error(
      'Pod web (test/pod), container "helper": volume "data" is to be mounted at /data, and the Pod has another volume ' +
        'of this name. The API server rejects a Pod whose volumes do not all have their own name. Fix: give one of them ' +
        'another name, or mount the same volume in both places.',
    ),
  );
});

test('a volume of the Pod counts among them', () => {
  const pod = sidecarPod();
  pod.addVolume(emptyDir(pod, 'a', 'data'));
  expect(() => pod.main.mount('/data', emptyDir(pod, 'b', 'data'))).toThrow('the Pod has another volume of this name');
});

test('a container that cdk8s-plus made has its mounts looked at when all is known', () => {
  const pod = sidecarPod();
  const raw = new kplus.Container({ name: 'raw', image: OWN });
  pod.attachContainer(raw);
  for (const id of ['a', 'b']) raw.mount('/data', emptyDir(pod, id));
  expect(validationErrors(Chart.of(pod))).toEqual([
    'Pod web (test/pod), container "raw": volumes "a" and "b" are both mounted at /data. A container has one volume at ' +
      'a path. Fix: mount one of them elsewhere.',
  ]);
});

test('a folder that its writer does not make cannot have a mount in what is read-only', () => {
  const errors = (script: string) => {
    const pod = sidecarPod();
    const content = SharedContentVolume.fromEmptyDir(pod, 'content');
    content.addWriter(pod.addSidecar({ ...idle, name: 'writer', command: Shell.script(script) }), '/out');
    content.addReader(pod.main, '/in');
    pod.main.mount('/in/assets', kplus.Volume.fromEmptyDir(pod, 'assets', 'assets'));
    return validationErrors(Chart.of(pod));
  };
  expect(errors('date > /out/page; sleep infinity')).toEqual([
    expect.stringContaining('/in/assets is inside /in, where volume "content" is mounted read-only'),
  ]);
  expect(errors('mkdir /out/assets; date > /out/page; sleep infinity')).toEqual([]);
});
