import { lifetimeOf } from '../../model/lifetime';
import { Symptom } from '../symptom';

/** Workers of one Job may need longer than others. */
const PATIENCE_SECONDS = 300;

/** A helper that runs on where the work of the Job is done: the Job waits for it. */
export const jobWaits: Symptom = (pod, container) => {
  const { workload, containers } = pod;
  if (!workload.runsToCompletion || container.role !== 'main' || !container.running) return undefined;
  const done = containers.filter((other) => other.role === 'main' && other.terminated);
  if (done.length === 0) return undefined;
  const known = pod.suspect(container, 'job-never-completes');
  const lately = Math.max(...done.map(({ terminated }) => terminated?.finishedAt ?? 0));
  if (!known && !pod.isOverdue(lately || undefined, PATIENCE_SECONDS)) return undefined;
  if (!known && lifetimeOf(container.spec).ending === 'ends') return undefined;
  const { name, spec } = container;
  const names = done.map((other) => `"${other.name}"`).join(' and ');
  return {
    cause: `it still runs although ${names} ${done.length === 1 ? 'has' : 'have'} ended, and the ${workload.kind} waits for it`,
    evidence: done.map((other) => `${other.name} terminated: ${other.terminated!.toString()}`),
    rule: 'job-never-completes',
    fix:
      known?.fix ??
      `move ${name} to ${[...spec.path.slice(0, -2), 'initContainers'].join('.')} and give it restartPolicy: Always if it only helps, or let it end`,
    path: known?.path ?? spec.path,
  };
};
