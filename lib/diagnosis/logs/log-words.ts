import { ObservedContainer } from '../observed-container';
import { ObservedPod } from '../observed-pod';
import { oneLine, Verdict } from '../verdict';
import { FILE_WORDS } from './file-words';
import { LogWording } from './line';
import { NETWORK_WORDS } from './network-words';
import { PORT_WORDS } from './port-words';
import { PROGRAM_WORDS } from './program-words';

/** The more a wording tells, the earlier it is looked for. */
const WORDS: readonly LogWording[] = [...PORT_WORDS, ...PROGRAM_WORDS, ...FILE_WORDS, ...NETWORK_WORDS];

/** Why a container ended, or is not well, by its own last words. */
export function lastWordsSay(
  pod: ObservedPod,
  container: ObservedContainer,
  lines: readonly string[] = container.lastWords,
): Verdict | undefined {
  return search(WORDS, pod, container, lines);
}

/** What goes wrong in a container that runs, by its own words. */
export function logSays(pod: ObservedPod, container: ObservedContainer): Verdict | undefined {
  return search(
    WORDS.filter(({ goesOn }) => goesOn),
    pod,
    container,
    container.log,
  );
}

function search(
  words: readonly LogWording[],
  pod: ObservedPod,
  container: ObservedContainer,
  lines: readonly string[],
): Verdict | undefined {
  for (const { text, means } of words) {
    const at = lines.findLastIndex((line) => text.test(line));
    if (at < 0) continue;
    const line = { pod, container, text: lines[at], after: lines.slice(at + 1) };
    const verdict = means(line, text.exec(line.text)!);
    if (verdict) return { ...verdict, evidence: [`log: ${oneLine(line.text)}`] };
  }
  return undefined;
}
