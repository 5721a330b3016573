import { wrongContent } from '../content';
import { logSays } from '../logs/log-words';
import { Symptom } from '../symptom';

/** What nothing but the rules tells: each container runs, and what they do does not come together. */
const SILENT = ['shared-volume-one-sided', 'path-outside-mounts'];

/** It runs, and yet something is wrong, by its log, its answers or its manifest. */
export const running: Symptom = (pod, container) => {
  if (!container.running) return undefined;
  const told = logSays(pod, container) ?? wrongContent(pod, container);
  if (told) return told;
  const known = container.ready ? pod.suspect(container, ...SILENT) : undefined;
  return known && { ...known, evidence: ['the manifest: nothing reports it as an error'] };
};
