import { objectsOf } from '../../lib/model/kube-object';
import { redacted, redactor } from './redact';

const base64 = (text: string) => Buffer.from(text).toString('base64');

const mask = redactor(
  objectsOf({
    apiVersion: 'v1',
    kind: 'List',
    items: [
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'db' },
        data: { password: base64('hunter22') },
        stringData: { user: 'admin-of-all', short: 'abc', file: 'first line\n  second line\n' },
      },
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { plain: 'not secret' } },
      { apiVersion: 'example.com/v1', kind: 'Secret', metadata: { name: 'other' }, data: { a: base64('harmless') } },
    ],
  }),
);

test.each([
  ['a value', 'login with hunter22 failed', 'login with *** failed'],
  ['a value in base64', `data: ${base64('hunter22')}`, 'data: ***'],
  ['a value of stringData', 'user admin-of-all', 'user ***'],
  ['a line of a value', 'read "second line"', 'read "***"'],
  ['each time', 'hunter22hunter22', '******'],
])('%s is masked', (_, text, masked) => {
  expect(mask(text)).toBe(masked);
});

test.each(['', 'a', 'ab', 'abc'])(
  'what stands for a value in the base64 of a longer text is masked, after "%s"',
  (before) => {
    const masked = mask(base64(`${before}hunter22:x`));
    expect(masked).toContain('***');
    expect(Buffer.from(masked.replace('***', ''), 'base64').toString()).not.toMatch(/unter|nter2|ter22/);
  },
);

test.each(['abc', 'not secret', 'harmless', ''])('"%s" is left', (text) => {
  expect(mask(text)).toBe(text);
});

test('a longer secret is masked whole where another is a part of it', () => {
  const both = redactor(
    objectsOf({ apiVersion: 'v1', kind: 'Secret', stringData: { a: 'token', b: 'token-of-mine' } }),
  );
  expect(both('token-of-mine token')).toBe('*** ***');
});

test('every text of a value is masked', () => {
  expect(redacted({ logs: [{ lines: ['hunter22'] }], count: 1, none: undefined }, mask)).toEqual({
    logs: [{ lines: ['***'] }],
    count: 1,
  });
});

test.each([
  ['text where base64 has to be', { data: { a: 'hunter2-plain' } }, 'hunter2-plain'],
  ['bytes that are no text', { data: { a: '/+7dzLuqmYh3ZlVEMyIRAP/+' } }, '/+7dzLuqmYh3ZlVEMyIRAP/+'],
  ['a number', { stringData: { a: 4711008150 } }, '4711008150'],
  ['a list', { data: { a: [{ b: 'deep-in-it' }] } }, 'deep-in-it'],
])('%s is masked as it is written', (_, data, text) => {
  const own = redactor(objectsOf({ apiVersion: 'v1', kind: 'Secret', ...data }));
  expect(own(`it says ${text}.`)).toBe('it says ***.');
});
