import { readEnd } from './file-end';

/** As much of a log as is read. */
const LONGEST = 16 * 1024 * 1024;
/** A line has a time stamp, its stream, and P where it goes on in the next one of that stream. */
const LINE = /^\S+ (stdout|stderr) ([FP])(?: (.*))?$/s;

/** The last lines of a log in the format of the CRI, or all that is kept of it: both streams, as they came. */
export function readLog(file: string, lines?: number): string {
  const bytes = lines === undefined ? LONGEST : Math.min(LONGEST, Math.max(lines, 10) * 4096);
  const end = readEnd(file, bytes);
  const text = end.toString('utf8');
  // The first line has no beginning then.
  const parsed = parseLog(end.length < bytes ? text : text.slice(text.indexOf('\n') + 1));
  const kept = lines === undefined ? parsed : lines > 0 ? parsed.slice(-lines) : [];
  return kept.map((line) => `${line}\n`).join('');
}

export function parseLog(text: string): string[] {
  const parts: { [stream: string]: string } = {};
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const [, stream, tag, rest = ''] = LINE.exec(line) ?? [];
    if (stream === undefined) continue;
    const whole = (parts[stream] ?? '') + rest;
    parts[stream] = tag === 'P' ? whole : '';
    if (tag === 'F') lines.push(whole);
  }
  return [...lines, ...Object.values(parts).filter((part) => part !== '')];
}
