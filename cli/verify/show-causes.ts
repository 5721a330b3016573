import { Cause, ContainerLog } from './evidence';
import { Steps } from './steps';

/** As many of the last lines of a log as are shown: the report has more. */
const SHOWN_LINES = 10;

/** What is wrong, how to mend it, and what the container itself has said of it. */
export function showCauses(
  causes: readonly Cause[],
  logs: readonly ContainerLog[],
  steps: Pick<Steps, 'problem' | 'note'>,
): void {
  const shown = new Set<string>();
  for (const { where, container, what, fix, rule } of causes) {
    steps.problem(`${where}: ${what}`);
    if (fix !== undefined) steps.note(`Fix: ${fix}`);
    if (rule !== undefined) steps.note(`More: sidecars explain ${rule}`);
    const lines = logs.find((log) => log.container === container)?.lines ?? [];
    if (container === undefined || lines.length === 0 || shown.has(container)) continue;
    shown.add(container);
    steps.note(`Last lines of the log of ${container}:`);
    for (const line of lines.slice(-SHOWN_LINES)) steps.note(`  ${line}`);
  }
}
