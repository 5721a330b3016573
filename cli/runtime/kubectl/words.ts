/** Lines of kubectl's own log, as in `E1125 03:18:37.123456   4711 memcache.go:265] ...`. */
const LOG_LINE = /^[EWIF]\d{4} \d\d:\d\d:\d\d/;

/** The error of what kubectl wrote to standard error, without warnings and its log. */
export function wordsOf(stderr: string): string {
  return stderr
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '' && !LOG_LINE.test(line) && !line.startsWith('Warning: '))
    .map((line) => withoutBytes(line.replace(/^error: /, '')))
    .join('\n');
}

/** As in `Forbidden` of `Error from server (Forbidden): ...`. */
export function reasonOf(words: string): string | undefined {
  return /^Error from server \((\w+)\)/m.exec(words)?.[1];
}

/** The decoder of JSON shows the bytes around what it does not like, which may be those of a Secret. */
function withoutBytes(line: string): string {
  return line.replace(/\.\.\.\|.*\|\.\.\./, '...');
}
