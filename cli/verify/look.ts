import { setTimeout as sleep } from 'node:timers/promises';
import { ManifestSet } from '../../lib/model/manifest-set';
import { mermaidOf } from '../diagram/mermaid';
import { podScene } from '../diagram/pod-scene';
import { Surroundings } from '../diagram/surroundings';
import { RunningPod, Runtime } from '../runtime/runtime';
import { causesOf } from './causes';
import { Cause, PodEvidence } from './evidence';
import { evaluate, Outcome } from './expectations';
import { isHopeless, isUp, summaryOf } from './live';
import { PlannedExpectation, titleOf } from './plan';
import { Recheck } from './recheck';
import { VerifySet } from './sets';
import { showCauses } from './show-causes';
import { Steps } from './steps';
import { Waited } from './wait';
import { EVERY_MS, see, VerifyOptions, Watched } from './watched';

/** As many of the last lines of each log as are kept as evidence. */
const LOG_LINES = 20;

interface Looking {
  readonly runtime: Runtime;
  readonly waited: Waited;
  readonly options: VerifyOptions;
  readonly steps: Steps;
  readonly signal: AbortSignal;
}

/** All at once: what is expected has to become true within a time that began when the Pods were started. */
export async function lookAtAll(pods: readonly Watched[], set: VerifySet, looking: Looking): Promise<PodEvidence[]> {
  const { waited, steps } = looking;
  const { allUp } = waited;
  const named = (watched: Watched, title: string) => (pods.length > 1 ? `${watched.pod.name}: ${title}` : title);
  const expectedOf = ({ pod }: Watched) => set.expectations.get(pod.workload) ?? [];
  const recheck = new Recheck();
  const look = () =>
    Promise.all(
      pods.map((watched) =>
        outcomesOf(watched, expectedOf(watched), (title) => named(watched, title), recheck, looking),
      ),
    );
  const outcomes = allUp ? await steps.during('what is expected becomes true', look) : [];
  const around = new Surroundings(new ManifestSet(set.objects));
  const evidence: PodEvidence[] = [];
  for (const [index, watched] of pods.entries()) {
    const notLookedAt = allUp ? [] : expectedOf(watched).map(titleOf);
    for (const title of notLookedAt) steps.note(`not looked at: ${named(watched, title)}`);
    evidence.push({ ...(await evidenceOf(watched, outcomes[index] ?? [], around, looking)), notLookedAt });
  }
  return evidence;
}

async function outcomesOf(
  watched: Watched,
  expected: readonly PlannedExpectation[],
  named: (title: string) => string,
  recheck: Recheck,
  looking: Looking,
): Promise<Outcome[]> {
  const { steps, signal } = looking;
  if (expected.length === 0) await staysUp(watched, named, looking);
  return Promise.all(
    expected.map(async (expectation) => {
      const since = performance.now();
      const outcome = await evaluate(watched.pod, expectation, watched.startedAt, recheck, signal);
      steps.done(outcome.met, named(outcome.title), since, outcome.command);
      if (!outcome.met) steps.note(`seen: ${outcome.seen}`);
      return outcome;
    }),
  );
}

async function evidenceOf(
  watched: Watched,
  outcomes: readonly Outcome[],
  around: Surroundings,
  { waited, steps }: Looking,
): Promise<PodEvidence> {
  const { pod, timeline } = watched;
  const live = await see(watched);
  const up = isUp(live) && !isHopeless(live);
  const logs = await logsOf(pod);
  const causes =
    up && outcomes.every(({ met }) => met)
      ? []
      : await causesOf(pod, { logs, outcomes, objects: around.set.objects, unfinished: waited.undecided.has(watched) });
  if (!up && causes.length === 0 && waited.hopeless.length > 0) causes.push(notWaitedFor(pod, waited.hopeless));
  showCauses(causes, logs, steps);
  return {
    workload: String(pod.workload.object),
    pod: pod.name,
    up,
    state: summaryOf(live),
    timeline: timeline.moments,
    outcomes,
    causes,
    logs,
    diagram: diagramOf(pod, around),
  };
}

function notWaitedFor({ name }: RunningPod, hopeless: readonly string[]): Cause {
  const [first, ...others] = hopeless;
  const who = others.length === 0 ? first : `${first} and ${others.length} more`;
  const what = `it was not waited for any longer, because ${who} cannot come`;
  return { where: `Pod ${name}`, what, fix: undefined, rule: undefined };
}

/** In its surroundings, as far as the set has the object itself that is run. */
function diagramOf({ workload }: RunningPod, around: Surroundings): string {
  return mermaidOf(podScene(around.set.workloadOf(workload.object) ?? workload, around));
}

/** A Pod without probes is ready as soon as it runs, and may end right after. */
async function staysUp(
  watched: Watched,
  named: (title: string) => string,
  { runtime, options, steps, signal }: Looking,
): Promise<void> {
  const since = performance.now();
  let up = true;
  while (up && performance.now() - since < options.steadyMs) {
    await sleep(EVERY_MS[runtime.name], undefined, { signal });
    up = isUp(await see(watched));
  }
  steps.done(up, named(`stays ready for ${options.steadyMs / 1000}s; nothing more is expected of it`), since);
}

async function logsOf(pod: RunningPod) {
  return Promise.all(
    pod.workload.pod.containers.map(async ({ name }) => {
      const text = await pod.logs(name, LOG_LINES).catch(() => '');
      return { container: name, lines: text.trimEnd() === '' ? [] : text.trimEnd().split('\n').slice(-LOG_LINES) };
    }),
  );
}
