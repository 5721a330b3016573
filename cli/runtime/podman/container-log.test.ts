import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseLog, readLog } from './container-log';
import { readEnd } from './file-end';

const folder = mkdtempSync(join(tmpdir(), 'log-'));
afterAll(() => rmSync(folder, { recursive: true }));

const T = '2025-03-04T10:00:00.123456789+00:00';

function written(...lines: string[]): string {
  const file = join(folder, 'log');
  writeFileSync(file, lines.map((line) => `${T} ${line}\n`).join(''));
  return file;
}

test('lines come as they were written, of both streams', () => {
  const file = written('stdout F one', 'stderr F  two', 'stdout F', 'stdout F ', 'stdout F stdout F x');
  expect(readLog(file)).toBe('one\n two\n\n\nstdout F x\n');
});

test('long lines come in parts, which others may come between', () => {
  expect(parseLog([`${T} stdout P be`, `${T} stderr F x`, `${T} stdout P gi`, `${T} stdout F n`].join('\n'))).toEqual([
    'x',
    'begin',
  ]);
  expect(parseLog(`${T} stdout P not yet at its end`)).toEqual(['not yet at its end']);
});

test('a line may have any characters', () => {
  expect(parseLog(`${T} stdout F 10%\r20%\u2028 \u0000 é\r`)).toEqual(['10%\r20%\u2028 \u0000 é\r']);
});

test('the last lines', () => {
  const file = written('stdout F 1', 'stdout F 2', 'stdout F 3');
  expect(readLog(file, 2)).toBe('2\n3\n');
  expect(readLog(file, 0)).toBe('');
});

test('of a long log, no line is a part of one', () => {
  const line = `${'a'.repeat(8000)} stdout F cut`;
  const file = written(...Array.from({ length: 50 }, () => `stdout F ${line}`));
  const lines = readLog(file, 10).trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(2);
  expect(new Set(lines)).toEqual(new Set([line]));
});

test('without a file, nothing', () => {
  expect(readLog(join(folder, 'none'))).toBe('');
  expect(readEnd(join(folder, 'none'), 10)).toHaveLength(0);
});

test('the end of a file, in bytes', () => {
  const file = join(folder, 'end');
  writeFileSync(file, '0123456789');
  expect(readEnd(file, 4).toString()).toBe('6789');
  expect(readEnd(file, 40).toString()).toBe('0123456789');
});
