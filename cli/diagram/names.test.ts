import { Names } from './names';

test('gives each name once, also where a name looks like one that was given', () => {
  const names = new Names();
  const given = ['Pod web', 'pod-web', 'Pod web-2', 'pod-web', 'x'.repeat(300), 'X'.repeat(300)].map((text) =>
    names.of(text),
  );
  expect(given.slice(0, 4)).toEqual(['pod-web', 'pod-web-2', 'pod-web-2-2', 'pod-web-3']);
  expect(new Set(given).size).toBe(6);
});

test.each([
  ['../../etc/passwd', 'etc-passwd'],
  ['<script>', 'script'],
  ['', 'workload'],
  ['-\u202e-', 'workload'],
])('%p is %s', (text, name) => {
  expect(new Names().of(text)).toBe(name);
});
