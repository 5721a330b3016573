import { diagnose } from '../../lib/diagnosis/diagnose';
import { KubeObject } from '../../lib/model/kube-object';
import { LivePod, RunningPod } from '../runtime/runtime';
import { Cause, ContainerLog } from './evidence';
import { Outcome } from './expectations';

/** Why a Pod is not as it should be, in the terms of its manifest. */
export function causesOf(
  { workload }: RunningPod,
  live: LivePod,
  logs: readonly ContainerLog[],
  outcomes: readonly Outcome[],
  objects: readonly KubeObject[],
): Cause[] {
  const found = diagnose(live, {
    workload,
    objects,
    logs: Object.fromEntries(logs.map(({ container, lines }) => [container, lines.join('\n')])),
    answers: outcomes.flatMap(({ answer }) => answer ?? []),
  });
  return found.map(({ kind, name, container, state, cause, rule, fix, object, path }) => ({
    where: `${kind} ${name}${container === undefined ? '' : `, container ${container}`}`,
    what: `${state}: ${cause}`,
    fix: object === undefined ? fix : `${fix} (${path} of ${object})`,
    rule,
  }));
}
