import { containerOf, Spec } from '../../../test/manifest-pods';
import { ContainerSetup, runCall } from './container-flags';
import { securityOf } from './security';

function call(
  data: Spec,
  {
    pod = {},
    imageUser = '',
    ...setup
  }: Partial<Omit<ContainerSetup, 'pod'>> & { pod?: Spec; imageUser?: string } = {},
) {
  const container = containerOf(data, pod);
  return runCall({
    container,
    name: 'run-web-app',
    pod: 'run-web',
    image: 'docker.io/library/busybox:1.36',
    environment: { variables: new Map(), secret: new Set() },
    security: securityOf(container, imageUser),
    mounts: [],
    labels: [],
    hooksFolder: '/hooks',
    logFile: '/log',
    pidFile: '/pid',
    limits: ['memory', 'cpu'],
    cgroupsV2: true,
    ...setup,
  });
}

/** The values of a flag. */
function values(args: readonly string[], flag: string): string[] {
  return args.flatMap((arg, index) => (arg === flag ? [args[index + 1]] : []));
}

const flags = (data: Spec, flag: string, setup = {}) => values(call(data, setup).args, flag);

test('nothing is pulled or restarted by podman itself', () => {
  const { args } = call({});
  expect(values(args, '--pull')).toEqual(['never']);
  expect(values(args, '--restart')).toEqual(['no']);
  expect(args.slice(0, 4)).toEqual(['--hooks-dir', '/hooks', 'run', '--detach']);
});

test('a command takes the place of the entrypoint, arguments follow the image', () => {
  const environment = { variables: new Map([['WHO', 'you']]), secret: new Set<string>() };
  const both = call({ command: ['echo', '--privileged'], args: ['$(WHO)', '; rm -rf /', '$$(WHO)'] }, { environment });
  expect(values(both.args, '--entrypoint')).toEqual(['["echo","--privileged"]']);
  expect(both.args.slice(-4)).toEqual(['docker.io/library/busybox:1.36', 'you', '; rm -rf /', '$(WHO)']);
  const own = call({ args: ['--version'] }).args;
  expect(own).not.toContain('--entrypoint');
  expect(own.slice(-2)).toEqual(['docker.io/library/busybox:1.36', '--version']);
});

test('the values of Secrets are no arguments, which others could see', () => {
  const environment = {
    variables: new Map([
      ['PLAIN', 'a'],
      ['PASSWORD', 'p4ss'],
      ['LD_PRELOAD', '/evil.so'],
      ['app.key', 'x'],
    ]),
    secret: new Set(['PASSWORD', 'LD_PRELOAD', 'app.key']),
  };
  const { args, env } = call({}, { environment });
  expect(env).toEqual({ PASSWORD: 'p4ss' });
  // What podman itself or its loader would follow is handed over as an argument all the same.
  expect(values(args, '--env')).toEqual(['PLAIN=a', 'PASSWORD', 'LD_PRELOAD=/evil.so', 'app.key=x']);
});

test('what podman adds to the environment is taken out, unless the container wants it', () => {
  expect(flags({}, '--unsetenv')).toEqual(['container', 'TERM']);
  expect(flags({ tty: true }, '--unsetenv')).toEqual(['container']);
  const environment = { variables: new Map([['container', 'x']]), secret: new Set<string>() };
  expect(flags({}, '--unsetenv', { environment })).toEqual(['TERM']);
});

test('limits and requests', () => {
  const data = { resources: { limits: { memory: '64Mi', cpu: '1m' }, requests: { cpu: '250m' } } };
  const { args } = call(data);
  expect(values(args, '--memory')).toEqual([String(64 * 2 ** 20)]);
  expect(values(args, '--memory-swap')).toEqual([String(64 * 2 ** 20)]);
  expect(values(args, '--cgroup-conf')).toEqual(['memory.oom.group=1']);
  // The kernel takes no less.
  expect(values(args, '--cpus')).toEqual(['0.01']);
  expect(values(args, '--cpu-shares')).toEqual(['256']);
  expect(flags({ resources: { limits: { cpu: '2' } } }, '--cpu-shares')).toEqual(['2048']);
  expect(flags(data, '--cgroup-conf', { cgroupsV2: false })).toEqual([]);
});

test('what the machine cannot limit is not asked for', () => {
  const { args } = call({ resources: { limits: { memory: '64Mi', cpu: '1' } } }, { limits: [] });
  expect(args.filter((arg) => /^--(?:memory|cpu)/.test(arg))).toEqual([]);
});

const MARK = 'cdk8s-sidecars.bounding-only=true';

test.each([
  [{}, '', []],
  [{}, '101', [MARK]],
  [{ runAsUser: 101, capabilities: { drop: ['ALL'] } }, '', []],
  [{ runAsUser: 101, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } }, '', [MARK]],
])('capabilities of %j, of an image with user "%s", are marked %j', (securityContext, imageUser, marks) => {
  expect(flags({ securityContext }, '--annotation', { imageUser })).toEqual(marks);
});

test('privileged has everything, and no lists', () => {
  const { args } = call({ securityContext: { privileged: true, capabilities: { drop: ['KILL'] } } });
  expect(args).toContain('--privileged');
  expect(args).not.toContain('--cap-drop');
});

test('what a hardened container has', () => {
  const securityContext = {
    runAsUser: 101,
    readOnlyRootFilesystem: true,
    allowPrivilegeEscalation: false,
    seccompProfile: { type: 'RuntimeDefault' },
  };
  const { args } = call({ securityContext }, { pod: { securityContext: { fsGroup: 7 } } });
  expect(values(args, '--user')).toEqual(['101']);
  expect(values(args, '--group-add')).toEqual(['7']);
  expect(values(args, '--security-opt')).toEqual(['no-new-privileges']);
  // Podman would put a tmpfs on some folders, where Kubernetes does not.
  expect(args).toEqual(expect.arrayContaining(['--read-only', '--read-only-tmpfs=false']));
});

test('mounts, the folder to begin in, and the signal to end with', () => {
  const mounts = [
    { source: '/v/a', target: '/data', readOnly: false },
    { source: '/v/b', target: '/etc/app', readOnly: true, propagation: 'rslave' },
  ];
  const { args } = call({ workingDir: '/data', lifecycle: { stopSignal: 'SIGUSR1' } }, { mounts });
  expect(values(args, '--volume')).toEqual(['/v/a:/data:rw,z', '/v/b:/etc/app:ro,z,rslave']);
  expect(values(args, '--workdir')).toEqual(['/data']);
  expect(values(args, '--stop-signal')).toEqual(['SIGUSR1']);
  expect(flags({ workingDir: '' }, '--workdir')).toEqual([]);
});
