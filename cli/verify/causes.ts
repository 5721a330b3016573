import { KubeObject } from '../../lib/model/kube-object';
import { RunningPod } from '../runtime/runtime';
import { Cause, ContainerLog } from './evidence';
import { Outcome } from './expectations';
import { withCommandsOf } from './look-around';

export interface Seen {
  readonly logs: readonly ContainerLog[];
  readonly outcomes: readonly Outcome[];
  readonly objects: readonly KubeObject[];
  /** It was not given all of its time: what takes its time is no fault of it. */
  readonly unfinished: boolean;
}

/** Why a Pod is not as it should be, in the terms of its manifest. */
export async function causesOf(pod: RunningPod, { logs, outcomes, objects, unfinished }: Seen): Promise<Cause[]> {
  // It is larger than all that is run as long as nothing goes wrong.
  const { diagnose } = await import('../../lib/diagnosis/diagnose.js');
  const found = diagnose(await pod.observe(), {
    workload: pod.workload,
    objects,
    logs: Object.fromEntries(logs.map(({ container, lines }) => [container, lines.join('\n')])),
    ...(unfinished && { now: Date.now() }),
    answers: outcomes.flatMap(({ answer }) => answer ?? []),
  });
  return found.map(({ kind, name, container, state, cause, rule, fix, object, path }) => ({
    where: `${kind} ${name}${container === undefined ? '' : `, container ${container}`}`,
    container,
    what: `${state}: ${cause}`,
    fix: withCommandsOf(pod, object === undefined ? fix : `${fix} (${path} of ${object})`),
    rule,
  }));
}
