import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { containerOf, Spec } from '../../../test/manifest-pods';
import { ContainerRecord } from './container-record';
import { terminatedBy } from './termination';

const folder = mkdtempSync(join(tmpdir(), 'end-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Told {
  readonly exitCode?: number;
  readonly outOfMemory?: boolean;
  readonly killed?: boolean;
  readonly message?: string;
  readonly log?: string;
}

function ended(data: Spec, { exitCode = 0, outOfMemory = false, killed = false, message = '', log = '' }: Told = {}) {
  const files = { messageFile: join(folder, 'message'), logFile: join(folder, 'log'), pidFile: '' };
  writeFileSync(files.messageFile, message);
  writeFileSync(files.logFile, log);
  const ending = { exitCode, outOfMemory, startedAt: new Date(1000), finishedAt: new Date(2000) };
  const planned = { name: 'x', call: { args: [], env: {} }, ...files };
  return terminatedBy(ending, new ContainerRecord(containerOf(data), 'ContainerCreating'), planned, killed);
}

test.each([
  [{}, { exitCode: 0 }, 'Completed'],
  [{}, { exitCode: 1 }, 'Error'],
  [{}, { exitCode: 137 }, 'Error'],
  [{}, { exitCode: 1, outOfMemory: true }, 'OOMKilled'],
  // Of who has killed it, only the kernel is left.
  [{ resources: { limits: { memory: '8Mi' } } }, { exitCode: 137 }, 'OOMKilled'],
  [{ resources: { limits: { memory: '8Mi' } } }, { exitCode: 137, killed: true }, 'Error'],
  [{ resources: { limits: { memory: '8Mi' } } }, { exitCode: 143 }, 'Error'],
])('%j that ended with %j: %s', (data, told, reason) => expect(ended(data, told).reason).toBe(reason));

test('a last word is kept, and of a long one its end', () => {
  expect(ended({}, { message: 'why\n' }).message).toBe('why\n');
  expect(ended({}, { message: `${'x'.repeat(5000)}end` }).message).toBe(`${'x'.repeat(4093)}end`);
});

const line = (text: string) => `2025-03-04T10:00:00.1+00:00 stderr F ${text}\n`;
const FALLBACK = { terminationMessagePolicy: 'FallbackToLogsOnError' };

test.each([
  [{}, { exitCode: 1, log: line('why') }, undefined],
  [FALLBACK, { exitCode: 0, log: line('why') }, undefined],
  [FALLBACK, { exitCode: 1, log: line('why') }, 'why\n'],
  [FALLBACK, { exitCode: 1, message: 'said', log: line('why') }, 'said'],
  [FALLBACK, { exitCode: 1 }, undefined],
  [FALLBACK, { exitCode: 1, log: line('é'.repeat(3000)) + line('end') }, `${'é'.repeat(1021)}\nend\n`],
])('without a last word the log stands for it where that is asked for: %j %#', (data, told, message) => {
  const { message: actual } = ended(data, told);
  // Two bytes each: the first may be cut.
  expect(actual?.replace(/^\ufffd/, '')).toBe(message);
});
