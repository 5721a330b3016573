import { BackOff, durationText } from './back-off';

const MINUTES = 60_000;

test('the first restart comes at once, then they are ever further apart, up to five minutes', () => {
  const backOff = new BackOff();
  const waits = Array.from({ length: 8 }, () => backOff.next(1000));
  expect(waits).toEqual([0, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]);
});

test('after more than ten good minutes it begins again', () => {
  const backOff = new BackOff();
  backOff.next();
  backOff.next();
  expect(backOff.next(10 * MINUTES)).toBe(20_000);
  expect(backOff.next(11 * MINUTES)).toBe(0);
  expect(backOff.next()).toBe(10_000);
});

test('pulls wait from the first failure on', () => {
  const backOff = new BackOff(10_000);
  expect([backOff.next(), backOff.next()]).toEqual([10_000, 20_000]);
});

test.each([
  [10_000, '10s'],
  [160_000, '2m40s'],
  [300_000, '5m0s'],
])('%d ms as Go writes it', (ms, text) => expect(durationText(ms)).toBe(text));
