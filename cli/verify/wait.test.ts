import { Data } from '../../lib/model/values';
import { RunningPod } from '../runtime/runtime';
import { Timeline } from './timeline';
import { waitUntilUp } from './wait';
import { Watched } from './watched';

const WAITING = { name: 'app', state: { waiting: { reason: 'ContainerCreating' } } };
const REFUSED = { name: 'app', state: { waiting: { reason: 'ErrImageNeverPull' } } };
const UP = {
  phase: 'Running',
  conditions: [{ type: 'Ready', status: 'True' }],
  containerStatuses: [{ name: 'app', state: { running: {} }, ready: true }],
};
const CREATING = { phase: 'Pending', containerStatuses: [WAITING] };
const HOPELESS = { phase: 'Pending', containerStatuses: [REFUSED] };

let startedAt: number;

beforeEach(() => {
  startedAt = Date.now();
});

/** A Pod that has this status until so many milliseconds after the start, and then the other one. */
function pod(name: string, status: Data, ms = 0, then = status): Watched {
  const live = () => ({ status: Date.now() - startedAt < ms ? status : then });
  const running = { name, observe: () => Promise.resolve({ pod: live(), events: [] }) } as unknown as RunningPod;
  return { pod: running, startedAt, timeline: new Timeline(startedAt) };
}

async function wait(pods: readonly Watched[], readyWithinMs: number) {
  const steps = { wait: (_: string, work: () => Promise<void>) => work(), details: () => undefined };
  const { allUp, hopeless, undecided } = await waitUntilUp(
    pods,
    { name: 'podman' },
    { readyWithinMs },
    steps,
    new AbortController().signal,
  );
  return { allUp, hopeless, undecided: [...undecided].map((each) => each.pod.name), ms: Date.now() - startedAt };
}

test('all are waited for', async () => {
  const waited = await wait([pod('a', UP), pod('b', CREATING, 300, UP)], 60_000);
  expect(waited).toMatchObject({ allUp: true, hopeless: [], undecided: [] });
});

test('those that can come are waited for after one that cannot', async () => {
  const waited = await wait([pod('a', HOPELESS), pod('b', CREATING, 1000, UP)], 60_000);
  expect(waited).toMatchObject({ allUp: false, hopeless: ['a'], undecided: [] });
  expect(waited.ms).toBeGreaterThanOrEqual(1000);
});

test('what does not move is not waited for after one that cannot come', async () => {
  const waited = await wait([pod('a', HOPELESS), pod('b', CREATING)], 60_000);
  expect(waited).toMatchObject({ allUp: false, hopeless: ['a'], undecided: ['b'] });
  expect(waited.ms).toBeLessThan(30_000);
}, 40_000);

test('one that cannot come alone ends it at once', async () => {
  expect((await wait([pod('a', HOPELESS)], 60_000)).ms).toBeLessThan(3000);
});

test('what has had all of its time is not undecided', async () => {
  const waited = await wait([pod('a', CREATING)], 200);
  expect(waited).toMatchObject({ allUp: false, hopeless: [], undecided: [] });
});
