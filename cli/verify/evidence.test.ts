import { countsOf, PodEvidence, SetEvidence } from './evidence';

const pod = (up: boolean, met: readonly boolean[], notLookedAt?: readonly string[]) =>
  ({ up, outcomes: met.map((each) => ({ met: each })), notLookedAt }) as unknown as PodEvidence;
const set = (...pods: readonly PodEvidence[]) => ({ pods }) as unknown as SetEvidence;

test('what was not looked at is not true either', () => {
  expect(countsOf([set(pod(true, [true, false])), set(pod(false, [], ['a', 'b']))])).toBe(
    '1 of 2 Pods up, 1 of 4 expectations true',
  );
});
