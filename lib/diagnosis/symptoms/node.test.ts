import { event, live } from '../../../test/live';
import { diagnose } from '../diagnose';

const POD = { containers: [{ name: 'web', image: 'example.com/app:1' }] };
const RUNNING = { name: 'web', ready: true, state: { running: { startedAt: '2025-03-04T10:00:01Z' } } };

/** A Pod that ran well until then. */
function diagnosed(status: object, ready: object, events: ReturnType<typeof event>[] = [], container: object = {}) {
  const observed = live(POD, { events });
  const before = observed.pod['status'] as object;
  const now = {
    ...before,
    phase: 'Running',
    conditions: [{ type: 'Ready', ...ready }],
    containerStatuses: [{ ...RUNNING, ...container }],
    ...status,
  };
  return diagnose({ ...observed, pod: { ...observed.pod, status: now } });
}

const GONE = [
  { kind: 'Pod', cause: 'its node is gone or does not answer, so that nobody knows how its containers are' },
];

test.each<[string, object, object]>([
  ['its reason says so', { reason: 'NodeLost' }, { status: 'False' }],
  ['its condition says so', {}, { status: 'False', reason: 'NodeNotReady' }],
  ['nobody knows', {}, { status: 'Unknown' }],
])('the node is gone: %s', (_, status, ready) => {
  expect(diagnosed(status, ready)).toMatchObject(GONE);
});

test('the node is gone: an event says so, and the containers were fine', () => {
  const events = [event('NodeNotReady', 'Node is not ready')];
  expect(diagnosed({}, { status: 'False' }, events)).toMatchObject(GONE);
  expect(diagnosed({}, { status: 'True' }, events)).toEqual([]);
  expect(diagnosed({}, { status: 'False' }, events, { ready: false })).not.toMatchObject(GONE);
});
