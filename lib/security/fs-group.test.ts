import { Size, Testing } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { idle, NGINX, sidecarPod, UNKNOWN } from '../../test/pods';
import { podSpecOf, validationErrors } from '../../test/synth';
import { SecurityProfile, SharedContentVolume, SidecarPod } from '..';

const nginx = { name: 'nginx', image: NGINX };

function groupOf(pod: SidecarPod): number | undefined {
  return podSpecOf(pod).securityContext?.fsGroup;
}

function share(pod: SidecarPod, helper: Parameters<SidecarPod['addSidecar']>[0]): SidecarPod {
  const content = SharedContentVolume.fromEmptyDir(pod, 'content');
  content.addReader(pod.main, '/in');
  content.addWriter(pod.addSidecar(helper), '/out');
  return pod;
}

test('where users differ, the folder belongs to the group of the writer', () => {
  expect(groupOf(share(sidecarPod({ main: nginx }), idle))).toBe(65534);
});

test('where they are the same, nothing is needed', () => {
  expect(groupOf(share(sidecarPod(), idle))).toBeUndefined();
});

test('without a group the number of the user serves as one', () => {
  const writer = {
    name: 'writer',
    image: UNKNOWN,
    securityContext: { user: 1000 },
    startup: kplus.Probe.fromCommand(['true']),
  };
  expect(groupOf(share(sidecarPod({ main: nginx }), writer))).toBe(1000);
  const rootGroup = { ...writer, securityContext: { user: 1000, group: 0 } };
  expect(groupOf(share(sidecarPod({ main: nginx }), rootGroup))).toBe(1000);
});

test('the code has the last word', () => {
  expect(groupOf(share(sidecarPod({ main: nginx, securityContext: { fsGroup: 7 } }), idle))).toBe(7);
});

test('a user that is said for the Pod is the same for all', () => {
  expect(groupOf(share(sidecarPod({ main: nginx, securityContext: { user: 1000 } }), idle))).toBeUndefined();
});

test('a container of unknown user, as under STOCK, does not count', () => {
  const stock = { ...nginx, securityProfile: SecurityProfile.STOCK };
  expect(groupOf(share(sidecarPod({ main: stock }), idle))).toBeUndefined();
});

test('an emptyDir of cdk8s-plus is treated alike', () => {
  const pod = sidecarPod({ main: nginx });
  const volume = kplus.Volume.fromEmptyDir(pod, 'volume', 'volume');
  pod.main.mount('/in', volume, { readOnly: true });
  pod.addSidecar(idle).mount('/out', volume);
  expect(groupOf(pod)).toBe(65534);
});

test('an emptyDir that nobody else has needs no group', () => {
  const pod = sidecarPod({ main: nginx });
  pod.main.mount('/data', kplus.Volume.fromEmptyDir(pod, 'volume', 'volume'));
  pod.addSidecar(idle);
  expect(groupOf(pod)).toBeUndefined();
});

describe('a claim, whose folder belongs to root,', () => {
  const claim = (pod: SidecarPod) =>
    new kplus.PersistentVolumeClaim(pod, 'claim', {
      storage: Size.gibibytes(1),
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
    });

  test('is given to the group of whoever writes to it, also when there is one user only', () => {
    const pod = sidecarPod({ main: nginx });
    pod.main.mount('/data', kplus.Volume.fromPersistentVolumeClaim(pod, 'volume', claim(pod), { name: 'data' }));
    expect(groupOf(pod)).toBe(101);
    const shared = sidecarPod({ main: nginx });
    SharedContentVolume.fromClaim(shared, 'data', claim(shared)).addWriter(shared.main, '/data');
    expect(groupOf(shared)).toBe(101);
  });

  test('stays as it is for those who only read', () => {
    const pod = sidecarPod({ main: nginx });
    SharedContentVolume.fromClaim(pod, 'data', claim(pod)).addReader(pod.main, '/data');
    expect(groupOf(pod)).toBeUndefined();
  });
});

test('other volumes have owners of their own', () => {
  const pod = sidecarPod({ main: nginx });
  const config = new kplus.ConfigMap(pod, 'config', { data: { a: 'b' } });
  const volume = kplus.Volume.fromConfigMap(pod, 'volume', config, { name: 'config' });
  for (const container of [pod.main, pod.addSidecar(idle)]) container.mount('/config', volume);
  expect(groupOf(pod)).toBeUndefined();
});

describe('a group is no help for what its owner keeps to itself', () => {
  function read(image: string, path: string, user?: number): string[] {
    const chart = Testing.chart();
    const pod = sidecarPod({ main: { name: 'store', image, envVariables: PASSWORD } }, chart);
    const reader = pod.addSidecar({
      ...idle,
      name: 'backup',
      securityContext: user === undefined ? undefined : { user },
    });
    const data = SharedContentVolume.fromEmptyDir(chart, 'data');
    data.addWriter(pod.main, path);
    data.addReader(reader, '/in');
    return validationErrors(chart);
  }
  const PASSWORD = { POSTGRES_PASSWORD: kplus.EnvValue.fromValue('x') };

  test.each([
    ['redis:7.4', '/data', 999],
    ['postgres:17', '/var/lib/postgresql/data', 999],
    ['postgres:18-alpine', '/var/lib/postgresql', 70],
  ])('as %s does', (image, path, user) => {
    expect(read(image, path)).toEqual([
      `Pod web, container "backup": it runs as user 65534, and store as user ${user}, which lets nobody else ` +
        `read the files in volume "data" (umask 0077 in ${image}) (spec.initContainers[0].volumeMounts[0]). Permission ` +
        `denied when backup opens a file in /in. Fix: run backup as user ${user} too: no fsGroup opens what its owner ` +
        'keeps to itself. [shared-volume-users]',
    ]);
    expect(read(image, path, user)).toEqual([]);
  });
});
