import { at, event, live, LiveOptions, START, terminated } from '../../../test/live';
import { diagnose } from '../diagnose';

const APP = { name: 'web', image: 'example.com/app:1' };
const DELETED = { deletionTimestamp: at(100), deletionGracePeriodSeconds: 30 };

function deleted(container: object = {}, options: LiveOptions = {}, seconds = 300) {
  const metadata = { ...DELETED, ...options.metadata };
  return diagnose(live({ containers: [{ ...APP, ...container }] }, { ...options, metadata }), {
    now: START + seconds * 1000,
  });
}

test('a Pod that is in its grace period is left alone', () => {
  expect(deleted({}, {}, 110)).toEqual([]);
});

test('a program that does not end', () => {
  expect(deleted()).toMatchObject([
    {
      state: 'Terminating',
      cause: 'web did not end within the grace period',
      evidence: ['metadata.deletionTimestamp: 2025-03-04T10:01:40Z', 'still running: web'],
      rule: 'ignores-sigterm',
      path: 'spec.terminationGracePeriodSeconds',
    },
  ]);
});

test('a loop of a shell: the finding of the rule', () => {
  const loop = { image: 'busybox:1.36', command: ['sh', '-c', 'while true; do sleep 5; done'] };
  expect(deleted(loop)).toMatchObject([{ rule: 'ignores-sigterm', path: 'spec.containers[0].command[2]' }]);
});

test('a hook that takes all the time', () => {
  const hook = { lifecycle: { preStop: { exec: { command: ['sleep', '60'] } } } };
  const events = [event('FailedPreStopHook', 'PreStopHook failed', { container: 'web' })];
  expect(deleted(hook, { events })).toMatchObject([
    { rule: 'prestop-exceeds-grace', evidence: expect.arrayContaining(['FailedPreStopHook (x5): PreStopHook failed']) },
  ]);
});

test('a finalizer', () => {
  const options = {
    metadata: { finalizers: ['example.com/cleanup'] },
    told: { web: { state: terminated(0), ready: false } },
  };
  expect(deleted({}, options)).toMatchObject([
    { cause: 'its containers have ended, and it waits for the finalizer example.com/cleanup' },
  ]);
});

test('a node that does not answer, and one that does not remove it', () => {
  const conditions = [{ type: 'Ready', status: 'Unknown' }];
  expect(deleted({}, { status: { conditions } })[0].fix).toContain('--force --grace-period=0');
  expect(deleted({}, { told: { web: { state: terminated(0), ready: false } } })[0].cause).toContain(
    'the kubelet does not get rid',
  );
});
