const CHUNK = 1 << 16;

/** Writes pieces in large chunks: a call for each would take longer than all the rest. */
export function write(stream: NodeJS.WriteStream, pieces: Iterable<string>): void {
  let buffer = '';
  for (const piece of pieces) {
    buffer += piece;
    if (buffer.length < CHUNK) continue;
    stream.write(buffer);
    buffer = '';
  }
  if (buffer !== '') stream.write(buffer);
}
