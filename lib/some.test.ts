import { some } from './some';

test('of many, some are named', () => {
  expect(some(['a', 'b'], 2)).toBe('a, b');
  expect(some(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
});
