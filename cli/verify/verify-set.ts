import { Runtime } from '../runtime/runtime';
import { appliedFiles } from './applied';
import { isFine, SetEvidence } from './evidence';
import { lookAtAll } from './look';
import { VerifySet } from './sets';
import { Steps } from './steps';
import { Timeline } from './timeline';
import { waitUntilUp } from './wait';
import { VerifyOptions, Watched } from './watched';

/** Runs a set, looks at it, and removes it again. */
export async function verifySet(
  set: VerifySet,
  runtime: Runtime,
  options: VerifyOptions,
  steps: Steps,
  signal: AbortSignal,
): Promise<SetEvidence> {
  const since = performance.now();
  const { title, objects, workloads, folder } = set;
  steps.heading(title);
  const limits = runtime.limits({ objects, workloads });
  for (const limit of limits) steps.note(limit);
  try {
    const pods = await start(set, runtime, steps, signal);
    const waited = await waitUntilUp(pods, runtime, options, steps, signal);
    const evidence = await lookAtAll(pods, set, { runtime, waited, options, steps, signal });
    if (options.keep) for (const line of await runtime.keep()) steps.note(line);
    return {
      title,
      files: appliedFiles(objects, folder),
      objects: objects.map(String),
      limits,
      pods: evidence,
      seconds: (performance.now() - since) / 1000,
    };
  } finally {
    if (!options.keep || signal.aborted) await steps.run('everything is removed', undefined, () => runtime.remove());
  }
}

async function start(
  { objects, workloads }: VerifySet,
  runtime: Runtime,
  steps: Steps,
  signal: AbortSignal,
): Promise<Watched[]> {
  const pods = await runtime.start({
    objects,
    workloads,
    signal,
    step: (what, command, run) => steps.run(what, command, run),
  });
  const startedAt = Date.now();
  return pods.map((pod) => ({ pod, startedAt, timeline: new Timeline(startedAt) }));
}

/** Whether all of it is as it should be. */
export function isSetFine({ pods }: SetEvidence): boolean {
  return pods.every(isFine);
}
