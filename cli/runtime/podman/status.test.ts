import { Data, dataOf, listOf } from '../../../lib/model/values';
import { podOf, Spec } from '../../../test/manifest-pods';
import { ContainerRecord, Terminated } from './container-record';
import { Events } from './events';
import { identityOf } from './identity';
import { PodRecorder } from './pod-recorder';

const NODE = { name: 'node', address: '192.0.2.1', cores: 4, memory: 8 * 2 ** 30 };
const SIDECAR = { restartPolicy: 'Always' };

function recorder(spec: Spec): PodRecorder {
  const pod = podOf(spec);
  return new PodRecorder(pod, identityOf(pod.workload), NODE);
}

function ended(exitCode: number, reason = exitCode === 0 ? 'Completed' : 'Error'): Terminated {
  const [startedAt, finishedAt] = [new Date(1000), new Date(2000)];
  return { exitCode, reason, message: undefined, startedAt, finishedAt, containerId: 'c1' };
}

function run(record: ContainerRecord): void {
  record.run(new Date(0));
  record.start();
  record.ready = true;
}

const status = (record: PodRecorder) => dataOf(record.toData()['status']);
const phase = (record: PodRecorder) => status(record)['phase'];
const statuses = (record: PodRecorder, list = 'containerStatuses') => listOf(status(record)[list]).map(dataOf);
const condition = (record: PodRecorder, type: string): Data =>
  dataOf(listOf(status(record)['conditions']).find((each) => dataOf(each)['type'] === type));

test('before anything has started', () => {
  const record = recorder({});
  expect(phase(record)).toBe('Pending');
  expect(statuses(record)[0]).toMatchObject({
    name: 'app',
    image: 'busybox:1.36',
    ready: false,
    started: false,
    restartCount: 0,
    state: { waiting: { reason: 'ContainerCreating' } },
    lastState: {},
  });
  expect(record.ready).toBe(false);
  const waiting = recorder({ initContainers: [{ name: 'first' }] });
  expect(statuses(waiting)[0]['state']).toEqual({ waiting: { reason: 'PodInitializing' } });
});

test('a Pod that runs is ready with all its containers', () => {
  const record = recorder({ containers: [{ name: 'a' }, { name: 'b' }] });
  const [a, b] = record.containers;
  run(a);
  expect(phase(record)).toBe('Pending');
  run(b);
  b.ready = false;
  expect(phase(record)).toBe('Running');
  expect(condition(record, 'Ready')).toMatchObject({
    status: 'False',
    reason: 'ContainersNotReady',
    message: 'containers with unready status: [b]',
  });
  b.ready = true;
  expect(condition(record, 'Ready')).toMatchObject({ status: 'True' });
  expect(record.ready).toBe(true);
  record.deletedAt = new Date();
  expect(record.ready).toBe(false);
});

test('a crash loop as kubectl prints it', () => {
  const record = recorder({});
  const [app] = record.containers;
  run(app);
  app.end(ended(1));
  app.restarts++;
  app.wait('CrashLoopBackOff', 'back-off 10s restarting failed container=app pod=web_shop(uid)');
  expect(statuses(record)[0]).toMatchObject({
    ready: false,
    started: false,
    restartCount: 1,
    state: { waiting: { reason: 'CrashLoopBackOff', message: expect.stringContaining('back-off 10s') as unknown } },
    lastState: {
      terminated: {
        exitCode: 1,
        reason: 'Error',
        startedAt: '1970-01-01T00:00:01.000Z',
        finishedAt: '1970-01-01T00:00:02.000Z',
        containerID: 'podman://c1',
      },
    },
  });
  expect(phase(record)).toBe('Running');
});

test('the last state is that before this one, also when a start fails at once', () => {
  const [app] = recorder({}).containers;
  run(app);
  app.end(ended(3));
  app.end(ended(128, 'StartError'));
  expect(app.last?.exitCode).toBe(3);
  app.wait('RunContainerError', 'x');
  expect(app.last?.reason).toBe('StartError');
});

test.each([
  ['Always', [0, 0], 'Running'],
  ['OnFailure', [0, 0], 'Succeeded'],
  ['OnFailure', [0, 1], 'Running'],
  ['Never', [0, 0], 'Succeeded'],
  ['Never', [0, 1], 'Failed'],
])('with restartPolicy %s and exit codes %j it is %s', (restartPolicy, codes, expected) => {
  const record = recorder({ restartPolicy, containers: [{ name: 'a' }, { name: 'b' }] });
  record.containers.forEach((each, index) => each.end(ended(codes[index])));
  expect(phase(record)).toBe(expected);
});

test('native sidecars do not count for how a Pod ends', () => {
  const record = recorder({ restartPolicy: 'Never', initContainers: [{ name: 'side', ...SIDECAR }] });
  const [side, app] = record.containers;
  run(side);
  app.end(ended(0));
  side.end(ended(137));
  expect(phase(record)).toBe('Succeeded');
  expect(condition(record, 'Ready')).toMatchObject({ status: 'False', reason: 'PodCompleted' });
});

test('a Pod is initialized when its init containers have ended well and its sidecars were started', () => {
  const record = recorder({ initContainers: [{ name: 'side', ...SIDECAR }, { name: 'first' }] });
  const [side, first] = record.containers;
  expect(condition(record, 'Initialized')).toMatchObject({
    reason: 'ContainersNotInitialized',
    message: 'containers with incomplete status: [side first]',
  });
  // It has been started again and again, and its startup probe has never succeeded.
  side.run(new Date(0));
  side.end(ended(1));
  side.restarts++;
  side.run(new Date(0));
  expect(condition(record, 'Initialized')['message']).toBe('containers with incomplete status: [side first]');
  run(side);
  first.end(ended(1));
  expect(condition(record, 'Initialized')['message']).toBe('containers with incomplete status: [first]');
  first.end(ended(0));
  expect(condition(record, 'Initialized')).toMatchObject({ status: 'True' });
  expect(statuses(record, 'initContainerStatuses').map(({ ready }) => ready)).toEqual([true, true]);
  side.end(ended(1));
  expect(condition(record, 'Initialized')).toMatchObject({ status: 'True' });
});

test('an init container that fails for good fails its Pod', () => {
  const record = recorder({ restartPolicy: 'Never', initContainers: [{ name: 'first' }] });
  record.containers[0].end(ended(1));
  expect(phase(record)).toBe('Failed');
});

test('an eviction', () => {
  const record = recorder({});
  run(record.containers[0]);
  record.failure = { reason: 'Evicted', message: 'Usage' };
  expect(status(record)).toMatchObject({ phase: 'Failed', reason: 'Evicted', message: 'Usage' });
  expect(record.ready).toBe(false);
});

test('events that repeat are counted', () => {
  const pod = podOf({ containers: [{ name: 'a' }, { name: 'b' }] });
  const events = new Events(identityOf(pod.workload));
  const [a, b] = pod.regular;
  events.warning('Unhealthy', 'x', a);
  events.warning('Unhealthy', 'x', a);
  events.warning('Unhealthy', 'x', b);
  events.normal('Killing', 'y');
  expect(events.toData().map(({ reason, count, type }) => [reason, count, type])).toEqual([
    ['Unhealthy', 2, 'Warning'],
    ['Unhealthy', 1, 'Warning'],
    ['Killing', 1, 'Normal'],
  ]);
  expect(events.toData()[0]['involvedObject']).toMatchObject({
    kind: 'Pod',
    name: 'web',
    namespace: 'shop',
    fieldPath: 'spec.containers{a}',
  });
});
