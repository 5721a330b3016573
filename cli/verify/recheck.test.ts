import { Recheck } from './recheck';

const never = new AbortController().signal;
const settled = jest.fn();

beforeEach(() => settled.mockClear());

test('a pause lasts its time', async () => {
  jest.useFakeTimers();
  void new Recheck().pause(30, never).then(settled);
  await jest.advanceTimersByTimeAsync(29);
  expect(settled).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  expect(settled).toHaveBeenCalled();
  jest.useRealTimers();
});

test('what comes true ends all pauses, and none that begin later', async () => {
  const recheck = new Recheck();
  const pauses = Promise.all([recheck.pause(60_000, never), recheck.pause(60_000, never)]);
  recheck.cameTrue();
  await pauses;
  void recheck.pause(20, never).then(settled);
  await Promise.resolve();
  expect(settled).not.toHaveBeenCalled();
});

test('an interruption ends a pause', async () => {
  const over = new AbortController();
  const pause = new Recheck().pause(60_000, over.signal);
  over.abort();
  await pause;
});
