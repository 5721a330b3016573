import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { brief, idle, NGINX, sidecarPod, UNKNOWN } from '../../test/pods';
import { containerOf, podSpecOf, validationErrors } from '../../test/synth';
import { SecurityProfile, SharedContentVolume, SidecarPod, SidecarPodProps } from '..';

const nginx = { name: 'nginx', image: NGINX };
const custom = { name: 'app', image: UNKNOWN, securityContext: { user: 1000 } };

function emptyDir(pod: SidecarPod, name: string): kplus.Volume {
  return kplus.Volume.fromEmptyDir(pod, name, name);
}

function withMain(main: SidecarPodProps['main']): SidecarPod {
  return sidecarPod({ main });
}

function pathsOf(pod: SidecarPod): Record<string, string> {
  const mounts = (podSpecOf(pod).containers[0].volumeMounts ?? []) as kplus.k8s.VolumeMount[];
  return Object.fromEntries(mounts.map(({ mountPath, name }) => [mountPath, name]));
}

test('folders that an image writes to are small emptyDirs', () => {
  const pod = withMain(nginx);
  expect(pathsOf(pod)).toEqual({ '/var/cache/nginx': 'nginx-var-cache-nginx', '/run': 'nginx-run' });
  expect(podSpecOf(pod).volumes).toEqual([
    { name: 'nginx-var-cache-nginx', emptyDir: { sizeLimit: '64Mi' } },
    { name: 'nginx-run', emptyDir: { sizeLimit: '64Mi' } },
  ]);
});

test('folders for data have more room', () => {
  const pod = withMain({ name: 'redis', image: 'redis:7.4-alpine' });
  expect(podSpecOf(pod).volumes).toEqual([{ name: 'redis-data', emptyDir: { sizeLimit: '1Gi' } }]);
});

test('every container has its own', () => {
  const pod = withMain(nginx);
  pod.addSidecar({ ...nginx, name: 'second', args: ['nginx', '-c', '/srv/second.conf', '-g', 'daemon off;'] });
  pod.addInitContainer({ ...brief, name: 'init' });
  expect(podSpecOf(pod).volumes.map(({ name }: kplus.Volume) => name)).toEqual([
    'nginx-var-cache-nginx',
    'nginx-run',
    'second-var-cache-nginx',
    'second-run',
    'init-tmp',
  ]);
});

test.each(['/run', '/run/', '/var/cache/nginx', '/var/cache/nginx/'])('there is none at a mount at %s', (path) => {
  const pod = withMain(nginx);
  pod.main.mount(path, emptyDir(pod, 'own'));
  const covered = path.startsWith('/run') ? '/var/cache/nginx' : '/run';
  expect(Object.keys(pathsOf(pod))).toEqual([path, covered]);
});

describe('below a mount that hides a folder of the image', () => {
  const scratch = { '/var/cache/nginx': 'nginx-var-cache-nginx', '/run': 'nginx-run' };

  test.each(['/var/cache', '/var/cache/'])('it is there in the volume at %s', (path) => {
    const pod = withMain(nginx);
    pod.main.mount(path, emptyDir(pod, 'own'));
    expect(pathsOf(pod)).toEqual({ [path]: 'own', ...scratch });
  });

  test('it is there where the code names it', () => {
    const pod = withMain({ ...nginx, writablePaths: ['/run', '/var/cache/nginx'] });
    pod.main.mount('/var/cache', emptyDir(pod, 'own'));
    expect(pathsOf(pod)).toEqual({ '/var/cache': 'own', ...scratch });
  });

  test('what is not known to be for scratch files is not there, and is refused', () => {
    const pod = withMain(nginx);
    pod.main.mount('/var', emptyDir(pod, 'own'));
    expect(validationErrors(Chart.of(pod))).toEqual([
      'Pod web, container "nginx": nginx:1.27-alpine must write to /var/log/nginx to start, and the empty volume "own" at ' +
        '/var hides that folder (spec.containers[0].volumeMounts[0].mountPath). CrashLoopBackOff: it ends with "No such ' +
        'file or directory" on /var/log/nginx. Fix: mount an emptyDir at /var/log/nginx as well, or "own" elsewhere. ' +
        '[image-needs-writable-root]',
    ]);
    pod.main.mount('/var/log/nginx', emptyDir(pod, 'log'));
    expect(pathsOf(pod)).toEqual({ '/var': 'own', '/var/log/nginx': 'log', ...scratch });
  });

  test('it is not made in the place of what the code keeps in the volume', () => {
    const pod = withMain({ ...custom, writablePaths: ['/srv/app/data'] });
    pod.main.mount('/srv/app', emptyDir(pod, 'own'));
    expect(pathsOf(pod)).toEqual({ '/srv/app': 'own' });
  });

  test('data of the image goes into the volume', () => {
    const env = { POSTGRES_PASSWORD: kplus.EnvValue.fromValue('secret') };
    const pod = withMain({ name: 'db', image: 'postgres:17', envVariables: env });
    pod.main.mount('/var/lib/postgresql', emptyDir(pod, 'own'));
    expect(pathsOf(pod)).toEqual({
      '/var/lib/postgresql': 'own',
      '/run/postgresql': 'db-run-postgresql',
      '/tmp': 'db-tmp',
    });
  });

  test('the mount nearest to it counts', () => {
    const pod = withMain(nginx);
    const claim = kplus.PersistentVolumeClaim.fromClaimName(pod, 'Claim', 'site');
    const far = kplus.Volume.fromPersistentVolumeClaim(pod, 'far', claim, { name: 'far', readOnly: true });
    pod.main.mount('/var', far);
    pod.main.mount('/var/cache', emptyDir(pod, 'near'));
    expect(pathsOf(pod)).toEqual({ '/var': 'far', '/var/cache': 'near', ...scratch });
  });

  test('a volume that cannot be written to is refused, as no folder can be made in it', () => {
    const pod = withMain(nginx);
    pod.main.mount('/var', emptyDir(pod, 'own'), { readOnly: true });
    expect(validationErrors(Chart.of(pod)).join()).toContain(
      'nginx:1.27-alpine must write to /var/cache/nginx to start, and /var is mounted read-only',
    );
  });

  test('so is a claim that says so itself', () => {
    const pod = withMain(nginx);
    const claim = kplus.PersistentVolumeClaim.fromClaimName(pod, 'Claim', 'site');
    pod.main.mount(
      '/var',
      kplus.Volume.fromPersistentVolumeClaim(pod, 'site', claim, { name: 'site', readOnly: true }),
    );
    expect(validationErrors(Chart.of(pod)).join()).toContain(
      'nginx:1.27-alpine must write to /var/cache/nginx to start, and /var is mounted read-only',
    );
  });
});

test('a mount at /var/run is one at /run, to which it is a link', () => {
  const pod = withMain(nginx);
  pod.main.mount('/var/run', emptyDir(pod, 'runtime'));
  expect(pathsOf(pod)).toEqual({ '/var/run': 'runtime', '/var/cache/nginx': 'nginx-var-cache-nginx' });
});

test('a mount that only begins with the same letters does not count, nor does one further down', () => {
  const pod = withMain(nginx);
  pod.main.mount('/runner', emptyDir(pod, 'a'));
  pod.main.mount('/run/secrets', emptyDir(pod, 'b'));
  expect(Object.keys(pathsOf(pod))).toEqual(['/runner', '/run/secrets', '/var/cache/nginx', '/run']);
});

test('a shared volume counts', () => {
  const pod = withMain({ name: 'redis', image: 'redis:7.4-alpine' });
  const data = SharedContentVolume.fromNewClaim(pod, 'data', { storage: Size.gibibytes(1) });
  data.addWriter(pod.main, '/data');
  data.addReader(pod.addSidecar({ ...idle, securityContext: { user: 999 } }), '/backup');
  expect(pathsOf(pod)).toEqual({ '/data': 'data' });
});

test('folders that the code names replace all that is known', () => {
  expect(pathsOf(withMain({ ...nginx, writablePaths: ['/var/cache/nginx', '/srv', '/var/run'] }))).toEqual({
    '/var/cache/nginx': 'nginx-var-cache-nginx',
    '/srv': 'nginx-srv',
    '/var/run': 'nginx-var-run',
  });
  expect(pathsOf(withMain({ name: 'redis', image: 'redis:7.4-alpine', writablePaths: [] }))).toEqual({});
});

test('a folder that is known to hold data keeps its room when the code names it', () => {
  const pod = withMain({ name: 'redis', image: 'redis:7.4-alpine', writablePaths: ['/data/', '/tmp'] });
  expect(podSpecOf(pod).volumes).toEqual([
    { name: 'redis-data', emptyDir: { sizeLimit: '1Gi' } },
    { name: 'redis-tmp', emptyDir: { sizeLimit: '64Mi' } },
  ]);
});

test('a folder within another one is not mounted again, in whichever order they are named', () => {
  expect(pathsOf(withMain({ ...custom, writablePaths: ['/a/b', '/a', '/a/', '/ab'] }))).toEqual({
    '/a': 'app-a',
    '/ab': 'app-ab',
  });
});

test('a folder that the code names must be an absolute path', () => {
  expect(() => withMain({ ...custom, writablePaths: ['tmp'] })).toThrow(
    'Pod web (test/pod), container "app": "tmp" is not a valid mount path.',
  );
});

test('STOCK takes the code at its word, and only that', () => {
  const stock = { securityProfile: SecurityProfile.STOCK };
  expect(pathsOf(withMain({ ...nginx, ...stock }))).toEqual({});
  expect(pathsOf(withMain({ ...nginx, ...stock, writablePaths: ['/tmp'] }))).toEqual({ '/tmp': 'nginx-tmp' });
});

test('a name that is taken is not taken again', () => {
  const pod = withMain(nginx);
  pod.main.mount('/data', emptyDir(pod, 'nginx-run'));
  pod.addVolume(emptyDir(pod, 'nginx-run-2'));
  expect(pathsOf(pod)).toEqual({
    '/data': 'nginx-run',
    '/var/cache/nginx': 'nginx-var-cache-nginx',
    '/run': 'nginx-run-3',
  });
});

test.each(['/proc', '/proc/sys/net', '/sys/', '/dev'])('%s cannot be made writable', (path) => {
  expect(() => withMain({ ...custom, writablePaths: [path] })).toThrow(
    new Error(
      `Pod web (test/pod), container "app": "${path}" is to be writable. What is there comes from the kernel: a folder in ` +
        'its place would hide it, or the container would not start. Fix: leave it out, and name the folders in which the ' +
        'image keeps its own files, such as /tmp.',
    ),
  );
});

test('the root cannot be made writable either', () => {
  expect(() => withMain({ ...custom, writablePaths: ['/'] })).toThrow('"/" is not a valid mount path.');
});

test('folders beside these can', () => {
  const writablePaths = ['/dev/shm', '/system', '/process'];
  expect(Object.keys(pathsOf(withMain({ ...custom, writablePaths })))).toEqual(writablePaths);
});

test('a name that would be too long is cut, and is still a name of its own', () => {
  const name = 'a'.repeat(63);
  const pod = withMain({ ...custom, name, writablePaths: ['/x', '/y'] });
  expect(pathsOf(pod)).toEqual({ '/x': 'a'.repeat(63), '/y': `${'a'.repeat(60)}-2` });
});

test('a path with letters that a name cannot have gets a name without them', () => {
  expect(pathsOf(withMain({ ...custom, writablePaths: ['/Home/.cache_x'] }))).toEqual({
    '/Home/.cache_x': 'app-home-cache-x',
  });
});

test('a container that cdk8s-plus made gets its folders', () => {
  const pod = sidecarPod();
  pod.attachContainer(new kplus.Container(nginx));
  expect(containerOf(pod, 'nginx').volumeMounts).toEqual([
    { name: 'nginx-var-cache-nginx', mountPath: '/var/cache/nginx' },
    { name: 'nginx-run', mountPath: '/run' },
  ]);
});
