import { createHash } from 'node:crypto';
import { relative } from 'node:path';
import { SourceDocument } from '../input/document';
import { Runtime } from '../runtime/runtime';
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
  const { title, objects, workloads } = set;
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
