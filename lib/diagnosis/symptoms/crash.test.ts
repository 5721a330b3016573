import { at, crashing, live, LiveOptions, running, START, terminated } from '../../../test/live';
import { diagnose } from '../diagnose';
import { Knowledge } from '../observed-pod';

const APP = { name: 'web', image: 'example.com/app:1' };

function crashed(
  last: object,
  container: object = {},
  knowledge: Knowledge = {},
  pod: object = {},
  more: LiveOptions = {},
) {
  const spec = { containers: [{ ...APP, ...container }], ...pod };
  const found = diagnose(live(spec, { told: { web: crashing('web', last) }, ...more }), knowledge);
  return found.find((each) => each.container === 'web')!;
}

const logs = (...lines: string[]): Knowledge => ({ previousLogs: { web: `${lines.join('\n')}\n` } });

describe('exit code 0', () => {
  test('a shell without a command: the finding of the rule', () => {
    expect(crashed(terminated(0), { image: 'busybox:1.36' })).toMatchObject({
      state: 'CrashLoopBackOff',
      cause: 'the command of busybox:1.36 ends by itself, because nobody writes to it',
      evidence: [
        expect.stringMatching(/^waiting: CrashLoopBackOff: back-off/),
        'last state: Completed, exit code 0',
        'restarts: 4',
      ],
      rule: 'command-ends',
      path: 'spec.containers[0].image',
    });
  });

  test('a program that is not known', () => {
    expect(crashed(terminated(0), { command: ['/app/migrate'] })).toMatchObject({
      cause: 'what it runs ends by itself, without an error, and is started again',
      rule: 'command-ends',
      path: 'spec.containers[0].command',
    });
  });

  test('has just ended for the first time', () => {
    const told = { web: { state: terminated(0), ready: false, started: false } };
    const pod = { containers: [{ ...APP, image: 'busybox:1.36' }] };
    expect(diagnose(live(pod, { told }))).toMatchObject([{ state: 'Completed', rule: 'command-ends' }]);
  });

  test('is no trouble of a Pod that may end', () => {
    const told = { web: { state: terminated(0), ready: false, started: false } };
    for (const restartPolicy of ['OnFailure', 'Never']) {
      const pod = { containers: [APP, { ...APP, name: 'more' }], restartPolicy };
      expect(diagnose(live(pod, { told }))).toEqual([]);
    }
  });

  test('of a native sidecar beside a running container', () => {
    const init = { name: 'writer', image: 'busybox:1.36', restartPolicy: 'Always', command: ['sh', '-c', 'date > /x'] };
    const told = { writer: crashing('writer', terminated(0)) };
    const [found] = diagnose(live({ containers: [APP], initContainers: [init] }, { told }));
    expect(found).toMatchObject({
      container: 'writer',
      state: 'Init:CrashLoopBackOff',
      rule: 'command-ends',
      path: 'spec.initContainers[0].command[2]',
    });
  });
});

describe('OOMKilled', () => {
  const limited = (memory: string, more: object = {}) => ({ resources: { limits: { memory } }, ...more });

  test('names the limit', () => {
    expect(crashed(terminated(137, 'OOMKilled'), limited('64Mi'))).toEqual(
      expect.objectContaining({
        cause: 'it used more memory than its limit of 64Mi',
        evidence: expect.arrayContaining(['last state: OOMKilled, exit code 137']),
        fix: 'raise resources.limits.memory, or let it use less',
        path: 'spec.containers[0].resources.limits.memory',
      }),
    );
    expect(crashed(terminated(137, 'OOMKilled'))).toMatchObject({ cause: 'the node ran out of memory' });
  });

  test('by what is written to a volume in memory: the finding of the rule', () => {
    const container = limited('64Mi', { volumeMounts: [{ name: 'cache', mountPath: '/cache' }] });
    const volume = (sizeLimit: string) => ({ volumes: [{ name: 'cache', emptyDir: { medium: 'Memory', sizeLimit } }] });
    const found = crashed(terminated(137, 'OOMKilled'), container, {}, volume('128Mi'));
    expect(found).toMatchObject({ rule: 'memory-volume-limit', path: 'spec.volumes[0].emptyDir.sizeLimit' });
    expect(crashed(terminated(137, 'OOMKilled'), container, {}, volume('60Mi')).cause).toBe(
      'it used more memory than its limit of 64Mi; what is written to volume "cache" counts',
    );
    expect(crashed(terminated(137, 'OOMKilled'), container, {}, volume('8Mi')).rule).toBeUndefined();
  });

  test('is told for a while after the restart', () => {
    const told = { web: { state: running(100), lastState: terminated(137, 'OOMKilled'), restartCount: 1 } };
    const pod = live({ containers: [{ ...APP, ...limited('64Mi') }] }, { told });
    const found = (seconds: number) => diagnose(pod, { now: START + seconds * 1000 });
    expect(found(160)).toMatchObject([{ state: 'Running', cause: 'it used more memory than its limit of 64Mi' }]);
    expect(found(100 + 601)).toEqual([]);
  });
});

describe('a restart', () => {
  const told = (restartCount: number, ready: boolean) => ({
    web: { state: running(100), lastState: terminated(1), restartCount, ready },
  });
  const found = (restartCount: number, ready: boolean) =>
    diagnose(live({ containers: [APP] }, { told: told(restartCount, ready) }), { now: START + 160_000 }).length;

  test('that helped is no trouble, and several are', () => {
    expect([found(1, true), found(1, false), found(2, true)]).toEqual([0, 1, 1]);
  });
});

test('a restart after a long time is no loop', () => {
  const last = terminated(1, 'Error', { startedAt: at(-3600), finishedAt: at(90) });
  const told = { web: { state: running(100), lastState: last, restartCount: 5 } };
  expect(diagnose(live({ containers: [APP] }, { told }))).toEqual([]);
});

test('a sidecar that is ended with the work is no trouble, however it takes it', () => {
  const sidecar = { name: 'proxy', image: 'example.com/proxy:1', restartPolicy: 'Always' };
  const told = {
    web: { state: terminated(0), ready: false },
    proxy: { state: terminated(137), ready: false, started: false },
  };
  const pod = { containers: [APP], initContainers: [sidecar], restartPolicy: 'Never' };
  expect(diagnose(live(pod, { told }))).toEqual([]);
});

test('a process that was killed below the first one', () => {
  const container = {
    resources: { limits: { memory: '64Mi' } },
    volumeMounts: [{ name: 'cache', mountPath: '/cache' }],
  };
  const volumes = [{ name: 'cache', emptyDir: { medium: 'Memory', sizeLimit: '128Mi' } }];
  expect(crashed(terminated(137), container, logs('Killed'), { volumes })).toMatchObject({
    cause: expect.stringContaining('most likely for want of memory'),
    rule: 'memory-volume-limit',
  });
});

describe('without a known reason', () => {
  test('the rules are asked', () => {
    const nginx = { image: 'nginx:1.27-alpine', securityContext: { readOnlyRootFilesystem: true } };
    expect(crashed(terminated(1), nginx)).toMatchObject({
      cause:
        'it ended, most likely because of this: nginx:1.27-alpine must write to /var/cache/nginx and /run to start, and the root is read-only',
      rule: 'image-needs-writable-root',
      path: 'spec.containers[0].securityContext.readOnlyRootFilesystem',
    });
  });

  test('the last lines are shown', () => {
    const found = crashed(terminated(1), {}, logs('one', 'two', 'three', 'panic: moon is full'));
    expect(found).toMatchObject({
      cause: 'its program ended with exit code 1, again and again',
      fix: 'mend what its last lines say',
    });
    expect(found.evidence.slice(-3)).toEqual(['log: two', 'log: three', 'log: panic: moon is full']);
  });

  test('the log is asked for', () => {
    expect(crashed(terminated(1)).fix).toBe('read its log: kubectl logs web -c web --previous');
    expect(crashed(terminated(137)).cause).toContain('it was killed, by the kubelet or for want of memory,');
    expect(crashed(terminated(139)).cause).toContain('SIGSEGV');
  });

  test('what it left in its message counts as its log', () => {
    const last = terminated(1, 'Error', {
      message: 'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)',
    });
    expect(crashed(last)).toMatchObject({ rule: 'port-listened-twice' });
  });

  test('exit codes of shells tell', () => {
    expect(crashed(terminated(127), { command: ['sh', '-c', 'serve'] })).toMatchObject({
      rule: 'tool-missing',
      path: 'spec.containers[0].command[2]',
    });
    expect(crashed(terminated(126), { command: ['sh', '-c', '/app/x'] }).fix).toContain('chmod +x');
    const split = { image: 'busybox:1.36', command: ['sh', '-c', 'while true; do', 'sleep 1; done'] };
    expect(crashed(terminated(2), split)).toMatchObject({ rule: 'shell-command-split' });
  });
});

test('a Pod that failed and is not started again', () => {
  const told = { web: { state: terminated(1), ready: false, started: false } };
  const pod = live({ containers: [APP], restartPolicy: 'Never' }, { told, status: { phase: 'Failed' } });
  expect(
    diagnose(pod, {
      logs: { web: 'psql: could not translate host name "db" to address: Name or service not known\n' },
    }),
  ).toMatchObject([
    {
      state: 'Error',
      cause: 'there is no host "db"',
      evidence: ['terminated: Error, exit code 1', expect.stringMatching(/^log: psql/)],
    },
  ]);
});

test('an init container that fails', () => {
  const init = { name: 'setup', image: 'busybox:1.36', command: ['sh', '-c', 'cp /a /b'] };
  const told = {
    setup: crashing('setup', terminated(1)),
    web: { state: { waiting: { reason: 'PodInitializing' } }, ready: false, started: false },
  };
  const found = diagnose(live({ containers: [APP], initContainers: [init] }, { told }), {
    logs: { setup: "cp: can't stat '/a': No such file or directory" },
  });
  expect(found).toMatchObject([
    {
      container: 'setup',
      state: 'Init:CrashLoopBackOff',
      cause: 'its program ended with exit code 1, again and again',
    },
  ]);
});
