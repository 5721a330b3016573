import { HTTP_TOOLS } from './http-tool';

const [curl, wget] = HTTP_TOOLS;
const result = (stdout: string, stderr = '', exitCode = 0) => ({ stdout, stderr, exitCode });

describe('curl', () => {
  test.each([
    ['a page', 'a\nb\n\n200', { status: 200, body: 'a\nb\n' }],
    ['nothing', '\n204', { status: 204, body: '' }],
    ['an error', 'no\n503', { status: 503, body: 'no' }],
  ])('reads %s', (_, stdout, expected) => expect(curl.read(result(stdout))).toEqual(expected));

  test('has at least a second', () =>
    expect(curl.command('http://a', 10)).toEqual(expect.arrayContaining(['--max-time', '1'])));

  test('says why there is no answer', () => {
    expect(() => curl.read(result('\n000', 'curl: (28) timed out\n', 28))).toThrow(/^curl: \(28\) timed out$/);
    expect(() => curl.read(result('', '', 2))).toThrow(/^curl ended with exit code 2$/);
  });
});

describe('wget', () => {
  // As GNU Wget 1.21 and busybox 1.36 write them.
  test.each([
    ['a page, GNU', result('a', '  HTTP/1.1 200 OK\n  Content-Length: 1\n'), { status: 200, body: 'a' }],
    ['a page, busybox', result('a', '  HTTP/1.1 200 OK\n'), { status: 200, body: 'a' }],
    ['an error, GNU', result('', '  HTTP/1.1 404 Not Found\n', 8), { status: 404, body: '' }],
    [
      'an error, busybox',
      result('', 'wget: server returned error: HTTP/1.1 404 Not Found\n', 1),
      { status: 404, body: '' },
    ],
    ['a redirect', result('a', '  HTTP/1.1 302 Found\n  HTTP/1.1 200 OK\n'), { status: 302, body: '' }],
    ['a redirect to nowhere', result('', '  HTTP/1.1 302 Found\n', 4), { status: 302, body: '' }],
  ])('reads %s', (_, given, expected) => expect(wget.read(given)).toEqual(expected));

  test.each([
    [
      'busybox',
      result('', "wget: can't connect to remote host (127.0.0.1): Connection refused\n", 1),
      /^wget: can't connect/,
    ],
    ['GNU', result('', '', 4), /^wget ended with exit code 4: network failure$/],
    ['cut off', result('a', '  HTTP/1.1 200 OK\n', 4), /^wget ended with exit code 4/],
  ])('says why there is no answer, %s', (_, given, message) => expect(() => wget.read(given)).toThrow(message));

  test('takes every certificate, and no option that an old one does not know without need', () => {
    expect(wget.command('https://a', 1000)).toContain('--no-check-certificate');
    expect(wget.command('http://a', 1000)).toEqual(['wget', '-q', '-S', '-O', '-', 'http://a']);
  });
});
