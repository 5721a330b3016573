import { inspect } from 'node:util';
import { SidecarsError } from './errors';

test('an error is printed with its stack trace and nothing else', () => {
  const error = SidecarsError.together(['The first.', 'The second.']);
  expect(inspect(error)).toBe(error.stack);
  expect(error.sentences).toEqual(['The first.', 'The second.']);
  expect(error.message).toBe('The first.\nThe second.');
});

test('a complaint is one sentence', () => {
  const error = new SidecarsError({ where: 'Pod web', what: 'it has no main', why: 'It needs one', fix: 'pass main' });
  expect(error.sentences).toEqual(['Pod web: it has no main. It needs one. Fix: pass main.']);
});

test('the stack trace has the frames of whoever made the mistake only', () => {
  const { stack } = new SidecarsError('Wrong.');
  expect(stack).toMatch(/^SidecarsError: Wrong\.\n {4}at .*errors\.test\.ts:\d+/);
  expect(stack).not.toMatch(/node_modules|node:/);
});
