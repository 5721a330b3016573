import { lastWordsSay } from '../logs/log-words';
import { Symptom } from '../symptom';

/** Longer than most downloads and migrations take. */
const PATIENCE_SECONDS = 300;

/** An init container that runs and runs, while all that comes after it waits. */
export const initRuns: Symptom = (pod, container) => {
  if (container.role !== 'init' || !container.running) return undefined;
  const known = pod.suspect(container, 'init-never-ends');
  if (known) return known;
  if (!pod.isOverdue(container.running.startedAt, PATIENCE_SECONDS)) return undefined;
  return (
    lastWordsSay(pod, container) ?? {
      cause: 'it still runs, and the containers after it wait for its end',
      evidence: container.log.slice(-2).map((line) => `log: ${line}`),
      rule: 'init-never-ends',
      fix: `let it end, and see that what it waits for comes; give it restartPolicy: Always if it is to run beside the others`,
      path: container.spec.path,
    }
  );
};
