import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SourceDocument } from '../input/document';
import { Runtime } from '../runtime/runtime';
import { isFine, SetEvidence } from './evidence';
import { isHopeless, isUp, summaryOf } from './live';
import { lookAtAll } from './look';
import { VerifySet } from './sets';
import { Steps } from './steps';
import { Timeline } from './timeline';
import { EVERY_MS, see, VerifyOptions, Watched } from './watched';

/** Runs a set, looks at it, and removes it again. */
export async function verifySet(
  set: VerifySet,
  runtime: Runtime,
  options: VerifyOptions,
  steps: Steps,
  signal: AbortSignal,
): Promise<SetEvidence> {
  const since = performance.now();
  const { title, objects, workloads } = set;
  steps.heading(title);
  const limits = runtime.limits({ objects, workloads });
  for (const limit of limits) steps.note(limit);
  try {
    const pods = await start(set, runtime, steps, signal);
    const up = await waitUntilUp(pods, runtime, options, steps, signal);
    const evidence = await lookAtAll(pods, set, { runtime, allUp: up, options, steps, signal });
    if (options.keep) for (const line of await runtime.keep()) steps.note(line);
    return {
      title,
      files: filesOf(set),
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

/** Returns whether all are up. */
async function waitUntilUp(
  pods: readonly Watched[],
  runtime: Runtime,
  { readyWithinMs }: VerifyOptions,
  steps: Steps,
  signal: AbortSignal,
): Promise<boolean> {
  const since = performance.now();
  let up = false;
  const names = pods.map(({ pod }) => pod.name).join(', ');
  const wait = async () => {
    while (!signal.aborted) {
      const seen = await Promise.all(pods.map((each) => see(each)));
      up = seen.every(isUp);
      if (up || seen.some(isHopeless) || performance.now() - since > readyWithinMs) return;
      steps.details(pods.map(({ pod }, index) => `${pod.name}: ${summaryOf(seen[index])}`).join('; '));
      await sleep(EVERY_MS[runtime.name], undefined, { signal }).catch(() => undefined);
    }
    signal.throwIfAborted();
  };
  await steps.wait(`${names} ready`, wait, () => up);
  return up;
}

/** The texts that were applied, by file, in the order in which they were read. */
function filesOf({ objects, folder }: VerifySet): { file: string; sha256: string }[] {
  const texts = new Map<string, Set<string>>();
  for (const { origin } of objects) {
    const { file, text } = origin as SourceDocument;
    const known = texts.get(file);
    if (known) known.add(text);
    else texts.set(file, new Set([text]));
  }
  return [...texts].map(([file, documents]) => {
    const hash = createHash('sha256');
    for (const document of documents) hash.update(document);
    return { file: folder === undefined ? file : relative(folder, file), sha256: hash.digest('hex') };
  });
}

/** Whether all of it is as it should be. */
export function isSetFine({ pods }: SetEvidence): boolean {
  return pods.every(isFine);
}
