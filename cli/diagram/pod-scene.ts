import { Pod } from '../../lib/model/pod';
import { dataOf, listOf, textOf } from '../../lib/model/values';
import { Workload } from '../../lib/model/workload';
import { some } from '../../lib/some';
import { arranged } from './arrange';
import { drawCallers } from './callers';
import { Configured, drawEnvironment } from './configuration';
import { drawCalls, drawLocalCalls } from './connections';
import { drawContainers, DrawnPod } from './containers';
import { column, Draft, Drawing } from './drawing';
import { Side } from './peers';
import { drawDenied, drawEgress, drawIngress } from './policies';
import { Group, Scene } from './scene';
import { drawServices } from './services';
import { Surroundings } from './surroundings';
import { drawVolumes } from './volumes';
import { NO_NAME, shown } from './words';

export interface SceneOptions {
  /** Draws what policies do not let through, too. */
  readonly denied?: boolean;
}

/**
 * A Pod in its surroundings, from left to right: who comes in, by which Services, the containers on their network, the
 * volumes, and what is outside of the Pod: configuration, and what it connects to. Without surroundings there is the Pod
 * with its configuration only.
 */
export function podScene(workload: Workload, around?: Surroundings, { denied = false }: SceneOptions = {}): Scene {
  const drawing = new Drawing();
  const { pod, object } = workload;
  const network = { id: 'net' };
  const containers = drawContainers(drawing, pod, around?.set);
  const drawn: DrawnPod = { workload, containers, network };
  const configured: Configured = { set: around?.set, namespace: object.namespace, boxes: [] };
  const volumes = drawVolumes(drawing, pod, containers, configured);
  drawEnvironment(drawing, containers, configured);
  drawLocalCalls(drawing, drawn, around);

  const [comes, goes]: Side[] = [
    { name: 'in', boxes: [] },
    { name: 'out', boxes: [] },
  ];
  let entrances: readonly Draft[] = [];
  const services: Draft[] = [];
  if (around) {
    const leading = around.set.servicesOf(workload);
    const found = drawServices(drawing, leading, containers, network, around);
    entrances = [...found.entrances.values()];
    services.push(...found.services);
    const pairs = leading.map((service, index) => [service, services[index]] as const);
    const in_ = drawCallers(drawing, drawn, around, pairs, comes, denied);
    drawIngress(drawing, drawn, around, comes, in_);
    const out = drawCalls(drawing, drawn, around, goes, denied);
    drawEgress(drawing, drawn, around, goes, out);
    if (denied) drawDenied(drawing, drawn, around, comes, goes);
  }

  const boxes = containers.map(({ box }) => box);
  const shared: Group = { ...drawing.group('network', networkTitle(pod), boxes), id: network.id };
  const inside = [shared, ...column(drawing, volumes)];
  const frame: Group = { ...drawing.group('pod', titleOf(workload), inside, podLines(workload, around)), id: 'pod' };
  return arranged({
    title: shown(object.toString(), 120),
    parts: [
      ...column(drawing, [...entrances, ...comes.boxes]),
      ...column(drawing, services),
      frame,
      ...column(drawing, [...configured.boxes, ...goes.boxes]),
    ],
    arrows: drawing.arrows,
  });
}

function titleOf({ object }: Workload): string {
  return `${shown(object.kind)} ${object.name === '' ? NO_NAME : shown(object.name)}`;
}

function networkTitle({ hostNetwork }: Pod): string {
  return hostNetwork ? "the node's network and localhost" : 'shared network, one localhost';
}

/** What is true of the whole Pod. */
function podLines({ object, pod }: Workload, around: Surroundings | undefined): string[] {
  const account = textOf(pod.spec['serviceAccountName']);
  const pull = listOf(pod.spec['imagePullSecrets']).flatMap((secret) => textOf(dataOf(secret)['name']) ?? []);
  const first = [
    object.namespace === undefined ? '' : `in namespace ${shown(object.namespace)}`,
    around?.podsText(pod.workload) ?? '',
    pod.sharesProcesses ? 'shared processes' : '',
    pod.fsGroup === undefined ? '' : `fsGroup ${pod.fsGroup}`,
    account === undefined ? '' : `account ${shown(account)}`,
    pull.length === 0
      ? ''
      : `pulls with ${some(
          pull.map((name) => shown(name)),
          2,
        )}`,
  ].filter((part) => part !== '');
  return [...(first.length > 0 ? [first.join(', ')] : []), ...(around ? restrictions(around, pod.workload) : [])];
}

/** What policies take hold of, in a line where it is anything. */
export function restrictions({ reach }: Surroundings, workload: Workload): string[] {
  const [into, out] = [reach.ingressOf(workload) !== undefined, reach.egressOf(workload) !== undefined];
  if (!into && !out) return [];
  return [`policies restrict what ${into && out ? 'comes in and goes out' : into ? 'comes in' : 'goes out'}`];
}
