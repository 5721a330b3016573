import { crashing, event, live, terminated, waiting } from '../../../test/live';
import { diagnose } from '../diagnose';
import { Diagnosis } from '../diagnosis';

/** As containerd 1.7 and 2 hand on what runc says. */
const RUNC =
  'failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: ';

function failed(message: string, container: object = {}, pod: object = {}) {
  const spec = { containers: [{ name: 'web', image: 'example.com/app:1', ...container }], ...pod };
  const last = terminated(128, 'StartError', { message, startedAt: '1970-01-01T00:00:00Z' });
  const started = diagnose(live(spec, { told: { web: crashing('web', last) } }));
  const told = { web: { state: waiting('RunContainerError', message), ready: false, started: false } };
  const refused = diagnose(live(spec, { told }));
  // Between two tries and during one, the same is to be seen.
  const said = ({ cause, rule, fix, path }: Diagnosis) => ({ cause, rule, fix, path });
  expect(refused.map(said)).toEqual(started.map(said));
  expect([started[0].state, refused[0].state]).toEqual(['CrashLoopBackOff', 'RunContainerError']);
  return refused[0];
}

test('a tool that the image is known not to have', () => {
  const container = { image: 'busybox:1.36', command: ['curl', 'http://localhost'] };
  expect(failed(`${RUNC}exec: "curl": executable file not found in $PATH: unknown`, container)).toMatchObject({
    cause: 'busybox:1.36 has no curl, which its command calls',
    evidence: [expect.stringContaining('executable file not found in $PATH')],
    rule: 'tool-missing',
    path: 'spec.containers[0].command[0]',
  });
});

test.each([
  ['runc', `${RUNC}exec: "serve": executable file not found in $PATH: unknown`],
  [
    'crun',
    'crun: executable file `serve` not found in $PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found',
  ],
  ['runc, by a path', `${RUNC}exec: "/opt/serve": stat /opt/serve: no such file or directory: unknown`],
])('a program that is not there, in the words of %s', (_, message) => {
  expect(failed(message, { args: ['x'] })).toMatchObject({
    cause: expect.stringMatching(/^example.com\/app:1 has no program ".*serve"$/),
    rule: 'tool-missing',
    path: 'spec.containers[0].args',
  });
});

test('a whole command line in one word', () => {
  const container = { command: ['serve --port 80'] };
  expect(
    failed(`${RUNC}exec: "serve --port 80": executable file not found in $PATH: unknown`, container),
  ).toMatchObject({
    rule: 'shell-command-split',
    path: expect.stringMatching(/^spec.containers\[0\].command/),
  });
});

test('a program that a volume hides', () => {
  const container = { command: ['/app/serve'], volumeMounts: [{ name: 'data', mountPath: '/app' }] };
  const message = `${RUNC}exec: "/app/serve": stat /app/serve: no such file or directory: unknown`;
  expect(failed(message, container, { volumes: [{ name: 'data', emptyDir: {} }] })).toMatchObject({
    rule: 'mount-hides-files',
    path: 'spec.containers[0].volumeMounts[0]',
  });
});

test('a script of a ConfigMap that may not be run', () => {
  const container = { command: ['/scripts/run.sh'], volumeMounts: [{ name: 'scripts', mountPath: '/scripts' }] };
  const volumes = [{ name: 'scripts', configMap: { name: 'scripts', defaultMode: 420 } }];
  expect(failed(`${RUNC}exec: "/scripts/run.sh": permission denied: unknown`, container, { volumes })).toMatchObject({
    cause: '/scripts/run.sh comes from volume "scripts", whose files are not executable',
    path: 'spec.volumes[0].configMap.defaultMode',
  });
});

test('a program of the image that may not be run', () => {
  const found = failed(`${RUNC}exec: "/run.sh": permission denied: unknown`, { command: ['/run.sh'] });
  expect(found.fix).toContain('chmod +x');
  expect(found).toMatchObject({ path: 'spec.containers[0].command' });
  expect(found.rule).toBeUndefined();
});

test.each([
  [
    'a file where the image has a folder',
    'error mounting "/var/lib/kubelet/pods/u/volume-subpaths/conf/web/0" to rootfs at "/etc/nginx/nginx.conf": mount /var/lib/kubelet/pods/u/volume-subpaths/conf/web/0:/etc/nginx/nginx.conf (via /proc/self/fd/6), flags: 0x5001: not a directory: unknown: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type',
    { volumeMounts: [{ name: 'conf', mountPath: '/etc/nginx/nginx.conf', subPath: 'nginx.cnf' }] },
    'missing-reference',
    'spec.containers[0].volumeMounts[0].subPath',
  ],
  [
    'a working folder that is not there',
    'chdir to cwd ("/srv/app") set in config.json failed: no such file or directory: unknown',
    { workingDir: '/srv/app' },
    undefined,
    'spec.containers[0].workingDir',
  ],
  ['another processor', 'exec /app/serve: exec format error', {}, 'image-reference', 'spec.containers[0].image'],
  [
    'a limit that is too low to start',
    'container init was OOM-killed (memory limit too low?): unknown',
    { resources: { limits: { memory: '4Mi' } } },
    undefined,
    'spec.containers[0].resources.limits.memory',
  ],
  [
    'an image without a command',
    'failed to generate container "9b" spec: failed to generate spec: no command specified',
    {},
    'command-ends',
    'spec.containers[0].command',
  ],
  [
    'a user that is not there',
    'failed to generate container "9b" spec: unable to find user app: no matching entries in passwd file',
    {},
    'image-user-by-name',
    'spec.containers[0].securityContext.runAsUser',
  ],
  ['words that are not known', 'the moon is full', {}, undefined, 'spec.containers[0]'],
])('%s', (_, message, container, rule, path) => {
  const found = failed(RUNC + message, container);
  expect(found.path).toBe(path);
  expect(found.rule).toBe(rule);
});

test('CreateContainerError, whose reason only the event has', () => {
  const told = { web: { state: waiting('CreateContainerError'), ready: false, started: false } };
  const events = [
    event(
      'Failed',
      'Error: failed to reserve container name "web_web_shop_u_0": name "web_web_shop_u_0" is reserved for "3f"',
      {
        container: 'web',
      },
    ),
  ];
  const [found] = diagnose(live({ containers: [{ name: 'web', image: 'example.com/app:1' }] }, { told, events }));
  expect(found).toMatchObject({ state: 'CreateContainerError', cause: expect.stringContaining('still busy') });
});
