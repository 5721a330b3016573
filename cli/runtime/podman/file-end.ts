import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';

/** The last bytes of a file that may be long; nothing of one that is not there. */
export function readEnd(file: string, bytes: number): Buffer {
  if (!existsSync(file)) return Buffer.alloc(0);
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    const buffer = Buffer.alloc(Math.min(size, bytes));
    const read = readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    return buffer.subarray(0, read);
  } finally {
    closeSync(descriptor);
  }
}
