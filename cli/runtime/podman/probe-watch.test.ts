import { Probe, ProbeKind } from '../../../lib/model/probe';
import { ProbeResult } from './probe-attempt';
import { ProbeTally } from './probe-tally';
import { watchProbe } from './probe-watch';

const SUCCESS: ProbeResult = { kind: 'success' };
const FAILURE: ProbeResult = { kind: 'failure', output: 'x' };
const UNKNOWN: ProbeResult = { kind: 'unknown', message: 'x' };

test.each([
  // Thresholds of success and failure, results, and what each of them makes of it.
  [1, 3, 'ffff', [undefined, undefined, false, false]],
  [1, 3, 'ffsfff', [undefined, undefined, true, undefined, undefined, false]],
  [2, 1, 'sfss', [undefined, false, undefined, true]],
  [1, 1, 'sfs', [true, false, true]],
])('with thresholds %d and %d, %s', (success, failure, results, expected) => {
  const tally = new ProbeTally(success, failure);
  expect([...results].map((result) => tally.add(result === 's'))).toEqual(expected);
});

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** Periods are fractions of a second here. */
const PERIOD = 0.2;

async function watched(kind: ProbeKind, data: object, results: ProbeResult[], { delayMs = 0, forMs = 1000 } = {}) {
  const over = new AbortController();
  const begin = performance.now();
  const attempts: number[] = [];
  const decided: boolean[] = [];
  const reported: string[] = [];
  const watching = watchProbe({
    probe: new Probe(kind, { periodSeconds: PERIOD, ...data }, []),
    signal: over.signal,
    delayMs,
    attempt: () => {
      const result = results[attempts.length] ?? results.at(-1);
      attempts.push(performance.now() - begin);
      return Promise.resolve(result);
    },
    report: ({ kind: of }) => reported.push(of),
    decide: (success) => decided.push(success),
  });
  await jest.advanceTimersByTimeAsync(forMs);
  over.abort();
  await watching;
  return { attempts, decided, reported };
}

test('readiness is looked at again within the first period, and what failed meanwhile counts once', async () => {
  const late = await watched('readinessProbe', {}, [FAILURE, FAILURE, SUCCESS], { forMs: 150 });
  expect(late.decided).toEqual([true]);
  expect(late.reported).toEqual(['success']);
  const never = await watched('readinessProbe', { failureThreshold: 2 }, [FAILURE], { forMs: 190 });
  expect(never.reported.length).toBeLessThanOrEqual(1);
  expect(never.decided).toEqual([]);
});

test('it counts one result a period after that', async () => {
  const { reported, decided } = await watched('startupProbe', { failureThreshold: 3 }, [FAILURE], { forMs: 950 });
  expect(reported.length).toBeGreaterThanOrEqual(3);
  expect(reported.length).toBeLessThanOrEqual(5);
  expect(decided[0]).toBe(false);
});

test('liveness is not looked at before its first period or delay is over', async () => {
  const { attempts } = await watched('livenessProbe', {}, [SUCCESS], { forMs: 300 });
  expect(attempts[0]).toBeGreaterThan(PERIOD * 1000 - 20);
  const delayed = await watched('livenessProbe', {}, [SUCCESS], { delayMs: 350, forMs: 450 });
  expect(delayed.attempts[0]).toBeGreaterThan(330);
});

test('the delay is waited for, and what is left of it may be nothing', async () => {
  const { attempts } = await watched('readinessProbe', {}, [SUCCESS], { delayMs: 100, forMs: 150 });
  expect(attempts[0]).toBeGreaterThan(80);
  const past = await watched('readinessProbe', {}, [SUCCESS], { delayMs: -5000, forMs: 60 });
  expect(past.attempts[0]).toBeLessThan(50);
});

test('with a threshold of successes, each period counts', async () => {
  const { decided, attempts } = await watched('readinessProbe', { successThreshold: 2 }, [SUCCESS], { forMs: 300 });
  expect(decided).toEqual([true]);
  expect(attempts[1] - attempts[0]).toBeGreaterThan(PERIOD * 1000 - 20);
});

test('a probe that cannot be made decides nothing', async () => {
  const { decided, reported } = await watched('livenessProbe', { failureThreshold: 1 }, [UNKNOWN], { forMs: 700 });
  expect(reported).toContain('unknown');
  expect(decided).toEqual([]);
});

test('nothing is probed any more when the container has ended before', async () => {
  const { attempts } = await watched('livenessProbe', {}, [SUCCESS], { forMs: 50 });
  expect(attempts).toEqual([]);
});
