import { at, crashing, event, live, running, START, terminated, waiting, waits } from '../../../test/live';
import { diagnose } from '../diagnose';

const APP = { name: 'web', image: 'example.com/app:1' };
const JOB = {
  metadata: {
    ownerReferences: [
      { apiVersion: 'batch/v1', kind: 'Job', name: 'report', uid: 'j', controller: true, blockOwnerDeletion: true },
    ],
  },
};

describe('a Job that waits for a sidecar', () => {
  const told = { web: { state: terminated(0), ready: false, started: false }, proxy: { state: running() } };
  const proxy = { name: 'proxy', image: 'envoyproxy/envoy:v1.31.0' };
  const waitsFor = (other: { name: string } & object, options: object = JOB, now?: number) =>
    diagnose(live({ containers: [APP, other], restartPolicy: 'Never' }, { told, ...options }), { now });

  test('is told at once where the sidecar is known not to end', () => {
    expect(waitsFor(proxy, JOB, START + 10_000)).toEqual([
      {
        kind: 'Pod',
        name: 'web',
        namespace: 'shop',
        container: 'proxy',
        state: 'Running',
        cause: 'it still runs although "web" has ended, and the Job waits for it',
        evidence: ['web terminated: Completed, exit code 0'],
        rule: 'job-never-completes',
        fix: 'move proxy to spec.template.spec.initContainers and give it restartPolicy: Always',
        object: 'Job report',
        path: 'spec.template.spec.containers[1].image',
      },
    ]);
  });

  test('is told after some time where it is not known', () => {
    const other = { name: 'proxy', image: 'example.com/proxy:1' };
    expect(waitsFor(other, JOB, START + 60_000)).toEqual([]);
    expect(waitsFor(other, JOB, START + 600_000)).toMatchObject([
      {
        rule: 'job-never-completes',
        path: 'spec.template.spec.containers[1]',
        fix: expect.stringContaining('if it only helps'),
      },
    ]);
  });

  test('is no trouble of what is no Job', () => {
    expect(waitsFor(proxy, {})).toEqual([]);
  });

  test('is told of a CronJob in its own terms', () => {
    const metadata = { ownerReferences: [{ ...JOB.metadata.ownerReferences[0], name: 'report-29012345' }] };
    expect(waitsFor(proxy, { metadata })).toMatchObject([
      { object: 'CronJob report', path: 'spec.jobTemplate.spec.template.spec.containers[1].image' },
    ]);
  });
});

describe('an init container that does not end', () => {
  const told = { setup: { ready: false, state: running(0) }, web: waits('PodInitializing') };
  const runs = (setup: object, seconds?: number, log = '') =>
    diagnose(live({ containers: [APP], initContainers: [{ name: 'setup', ...setup }] }, { told }), {
      now: seconds === undefined ? undefined : START + seconds * 1000,
      logs: { setup: log },
    });

  test('and cannot: the finding of the rule', () => {
    expect(runs({ image: 'nginx:1.27-alpine' }, 5)).toMatchObject([
      { container: 'setup', state: 'Init:0/1', rule: 'init-never-ends', path: 'spec.initContainers[0].image' },
    ]);
  });

  test('is left alone for a while', () => {
    expect(runs({ image: 'example.com/setup:1' }, 100)).toEqual([]);
    expect(runs({ image: 'example.com/setup:1' }, 400, 'migrating\nmigrating')).toMatchObject([
      { cause: 'it still runs, and the containers after it wait for its end', evidence: ['log: migrating'] },
    ]);
  });

  test('says itself what it waits for', () => {
    expect(runs({ image: 'example.com/setup:1' }, undefined, "nslookup: bad address 'db'")).toMatchObject([
      { cause: 'there is no host "db"' },
    ]);
  });
});

test('a postStart hook that fails', () => {
  const lifecycle = { postStart: { exec: { command: ['curl', 'localhost'] } } };
  const events = [event('FailedPostStartHook', 'PostStartHook failed', { container: 'web', seconds: 4 })];
  for (const told of [
    crashing('web', terminated(137)),
    {
      state: waiting('PostStartHookError', 'Exec lifecycle hook ([curl localhost]) for Container "web" failed'),
      ready: false,
    },
  ]) {
    const pod = live(
      { containers: [{ ...APP, image: 'busybox:1.36', command: ['sleep', '999'], lifecycle }] },
      { told: { web: told }, events },
    );
    expect(diagnose(pod)).toMatchObject([
      { rule: 'tool-missing', path: 'spec.containers[0].lifecycle.postStart.exec.command[0]' },
    ]);
  }
  const unknown = live(
    { containers: [{ ...APP, lifecycle }] },
    { told: { web: crashing('web', terminated(137)) }, events },
  );
  expect(diagnose(unknown)).toMatchObject([{ path: 'spec.containers[0].lifecycle.postStart' }]);
});

describe('what runs and does not come together', () => {
  const server = { name: 'server', image: 'nginx:1.27-alpine' };
  const page = '<!DOCTYPE html><title>Welcome to nginx!</title>';

  test("a server that shows its image's own page", () => {
    const answers = [{ status: 200, body: page }];
    expect(diagnose(live({ containers: [APP, server] }), { answers })).toEqual([
      expect.objectContaining({
        container: 'server',
        state: 'Running',
        cause: "it serves its image's own page: nothing is mounted at /usr/share/nginx/html",
        evidence: ['answer: status 200, <title>Welcome to nginx!</title>'],
        rule: 'shared-volume-one-sided',
        path: 'spec.containers[1].volumeMounts',
      }),
    ]);
  });

  test('while another container writes to a folder of its own', () => {
    const command = [
      'sh',
      '-c',
      'mkdir -p /usr/share/nginx/html && while true; do echo x >> /usr/share/nginx/html/index.html; sleep 10; done',
    ];
    const writer = { name: 'writer', image: 'busybox', command };
    const answers = [{ status: 200, body: page }];
    expect(diagnose(live({ containers: [server, writer] }), { answers })).toMatchObject([
      {
        container: 'server',
        rule: 'path-outside-mounts',
        fix: 'mount one volume at /usr/share/nginx/html in both server and writer',
      },
    ]);
    expect(diagnose(live({ containers: [server, writer] }))).toEqual([]);
  });

  test('a volume on one side only, of which nothing but the rule tells', () => {
    const writer = {
      name: 'writer',
      image: 'busybox:1.36',
      command: ['sh', '-c', "trap 'exit 0' TERM; while true; do date > /content/index.html; sleep 5 & wait $!; done"],
      volumeMounts: [{ name: 'content', mountPath: '/content' }],
    };
    const volumes = [{ name: 'content', emptyDir: { sizeLimit: '16Mi' } }];
    expect(diagnose(live({ containers: [server, writer], volumes }))).toMatchObject([
      {
        container: 'writer',
        state: 'Running',
        rule: 'shared-volume-one-sided',
        fix: 'mount "content" in server as well, at /usr/share/nginx/html',
      },
    ]);
  });

  test('an answer of 403', () => {
    const reader = { ...server, volumeMounts: [{ name: 'html', mountPath: '/usr/share/nginx/html' }] };
    const writer = { ...APP, volumeMounts: [{ name: 'html', mountPath: '/out' }] };
    const pod = live({ containers: [reader, writer], volumes: [{ name: 'html', emptyDir: {} }] });
    expect(diagnose(pod, { answers: [{ status: 403, body: '' }] })).toMatchObject([
      { container: 'server', evidence: ['answer: status 403'], rule: 'sidecar-start-race' },
    ]);
  });
});

describe('what is not known', () => {
  test('is handed on', () => {
    const told = { web: { state: waiting('MoonIsFull', 'wait for the new one'), ready: false } };
    expect(diagnose(live({ containers: [APP] }, { told }))).toMatchObject([
      { state: 'MoonIsFull', cause: 'it waits: MoonIsFull, wait for the new one', path: 'spec.containers[0]' },
    ]);
  });

  test('is said of a Pod that is not ready, with what its conditions say', () => {
    const conditions = [
      {
        type: 'Ready',
        status: 'False',
        reason: 'ReadinessGatesNotReady',
        message: 'the status of pod readiness gate "example.com/lb" is not "True", but False',
      },
      { type: 'PodScheduled', status: 'True' },
    ];
    const spec = { containers: [APP], readinessGates: [{ conditionType: 'example.com/lb' }] };
    expect(diagnose(live(spec, { status: { conditions } }))).toMatchObject([
      {
        state: 'Running',
        cause: 'its containers are ready, and a readiness gate is not met',
        path: 'spec.readinessGates',
      },
    ]);
    expect(diagnose(live(spec, { status: { conditions } }), { now: Date.parse(at(30)) })).toEqual([]);
  });

  test('is said of one that waits for nothing that is known', () => {
    const pod = live({ containers: [APP] }, { told: { web: waits('ContainerCreating') } });
    expect(diagnose(pod, { now: START + 30_000 })).toEqual([]);
    expect(diagnose(pod, { now: START + 90_000 })).toMatchObject([
      { state: 'ContainerCreating', fix: 'look at kubectl describe pod web' },
    ]);
  });
});
