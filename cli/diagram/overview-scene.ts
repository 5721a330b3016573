import { Container } from '../../lib/model/container';
import { PolicyPort } from '../../lib/model/network-policy';
import { Allowed } from '../../lib/model/network-reach';
import { Service } from '../../lib/model/service';
import { Workload } from '../../lib/model/workload';
import { some } from '../../lib/some';
import { grouped } from '../grouped';
import { Draft, Drawing } from './drawing';
import { drawGateways } from './gateways';
import { kindOf, kindOutside, servicePortOf, targetNumber } from './kinds';
import { anyone, peerBox, Side } from './peers';
import { restrictions, SceneOptions } from './pod-scene';
import { isWide, MOST_WORKLOADS, policyPortText } from './policies';
import { targetText } from './ports';
import { End, Part, Scene } from './scene';
import { drawWay, Entrances, missingServiceEnd, serviceBox, serviceEnd, wayEnd } from './services';
import { Surroundings, Way } from './surroundings';
import { about, shown } from './words';

/** All workloads of a set, how traffic gets to them, and who may connect to whom. */
export function overviewScene(around: Surroundings, title: string, { denied = false }: SceneOptions = {}): Scene {
  const overview = new Overview(around, denied);
  return { title: shown(title, 120), parts: overview.parts(), arrows: overview.drawing.arrows };
}

class Overview {
  public readonly drawing = new Drawing();
  private readonly workloads = new Map<Workload, Draft>();
  private readonly services = new Map<Service, Draft>();
  /** From whom to where policies let through what leads over a Service, which has its arrow there. */
  private readonly known = new Set<string>();
  private readonly entrances: Entrances = new Map();
  /** Services that are not in the input, by their namespace. */
  private readonly missing = new Map<Draft, string | undefined>();
  private readonly comes: Side = { name: 'in', boxes: [] };
  private readonly goes: Side = { name: 'out', boxes: [] };

  public constructor(
    private readonly around: Surroundings,
    private readonly denied: boolean,
  ) {
    const { set } = around;
    for (const workload of set.workloads) this.workloads.set(workload, this.workloadBox(workload));
    for (const service of set.services) this.drawService(service);
    drawGateways(this.drawing, set, this.entrances);
    for (const way of around.ways) drawWay(this.drawing, way, this.wayEnd(way), this.entrances);
    for (const service of set.services) this.drawCallers(service);
    for (const workload of set.workloads) this.drawPolicies(workload);
  }

  /** What is in the same namespace is together; where no object names one, there is no frame. */
  public parts(): Part[] {
    const placed = [
      ...[...this.entrances].map(([object, box]) => ({ namespace: object.namespace, box })),
      ...[...this.services].map(([{ object }, box]) => ({ namespace: object.namespace, box })),
      ...[...this.missing].map(([box, namespace]) => ({ namespace, box })),
      ...[...this.workloads].map(([{ object }, box]) => ({ namespace: object.namespace, box })),
    ];
    const groups = [...grouped(placed, ({ namespace }) => namespace ?? '')].flatMap(([name, within]): Part[] => {
      const boxes = within.map(({ box }) => box);
      return name === '' ? boxes : [this.drawing.group('namespace', `namespace ${shown(name)}`, boxes)];
    });
    return [...this.comes.boxes, ...groups, ...this.goes.boxes];
  }

  private workloadBox(workload: Workload): Draft {
    const { object, pod } = workload;
    const named = (role: Container['role']) =>
      pod.containers.filter((one) => one.role === role).map(({ name }) => shown(name, 24));
    const [main, sidecars, init] = [named('main'), named('sidecar'), named('init')];
    const pods = this.around.podsText(workload);
    return this.drawing.box('workload', 'w', {
      head: [shown(object.kind), pods].filter((part) => part !== '').join(', '),
      name: shown(object.name),
      lines: [
        some(main, 3),
        ...(sidecars.length > 0 ? [`with ${some(sidecars, 3)}`] : []),
        ...(init.length > 0 ? [`after ${some(init, 3)}`] : []),
        ...restrictions(this.around, workload),
      ],
      about: about(object.toString()),
    });
  }

  private drawService(service: Service): void {
    const box = serviceBox(this.drawing, service);
    this.services.set(service, box);
    for (const workload of this.around.set.selectedBy(service)) {
      for (const port of service.ports) {
        const number = targetNumber(port, workload);
        const what = `Service ${service.name} leads port ${port.port ?? '?'} to ${workload.object.toString()}`;
        const to = targetText(number ?? port.target ?? '?', port.protocol);
        this.drawing.arrow('traffic', serviceEnd(box, port), this.rowEnd(this.boxOf(workload), to), what);
      }
    }
  }

  private wayEnd(way: Way): End {
    const service = this.around.service(way);
    if (service) return wayEnd(way, service, this.services.get(service)!);
    const { box, end } = missingServiceEnd(this.drawing, way);
    this.missing.set(box, way.namespace);
    return end;
  }

  private drawCallers(service: Service): void {
    const box = this.services.get(service)!;
    for (const { workload, container, call } of this.around.callersOf(service)) {
      const port = servicePortOf(call);
      const [target] = this.around.set.selectedBy(service);
      const kind = target ? kindOf(this.around, workload, target, port) : kindOutside(this.around, workload, call);
      if (kind === 'denied' && !this.denied) continue;
      const what = `${container.name} of ${workload.object.toString()} connects to Service ${service.name}`;
      const from = { id: this.boxOf(workload).id };
      this.drawing.arrow(kind, from, serviceEnd(box, port), what);
      const number = target && port && targetNumber(port, target);
      if (kind !== 'allowed' || !port || number === undefined) continue;
      const to = this.rowEnd(this.boxOf(target), targetText(number, port.protocol));
      this.known.add(keyOf(from, to));
    }
  }

  private drawPolicies(workload: Workload): void {
    const { reach } = this.around;
    const [into, out] = [reach.ingressOf(workload), reach.egressOf(workload)];
    for (const each of into ?? []) this.drawAllowed(workload, each, this.comes);
    for (const each of out ?? []) this.drawAllowed(workload, each, this.goes);
  }

  private drawAllowed(workload: Workload, { policy, rule }: Allowed, side: Side): void {
    // Nearly everyone may ask the DNS, which tells nothing of a system.
    if (side.name === 'out' && rule.ports.length > 0 && rule.ports.every(({ port }) => port === 53)) return;
    const what = `NetworkPolicy ${policy.object.name} lets ${side.name === 'in' ? 'it connect to' : 'them connect from'} ${workload.object.toString()}`;
    for (const port of rule.ports.length === 0 ? [undefined] : rule.ports) {
      for (const peer of this.peers(workload, { policy, rule }, side)) {
        const [client, server] = side.name === 'in' ? [peer, this.boxOf(workload)] : [this.boxOf(workload), peer];
        const [from, to] = [{ id: client.id }, this.rowEnd(server, port && this.portText(port, server))];
        if (!this.known.has(keyOf(from, to))) this.drawing.arrow('allowed', from, to, what);
      }
    }
  }

  private peers(workload: Workload, { policy, rule }: Allowed, side: Side): Draft[] {
    if (rule.peers.length === 0) return [anyone(this.drawing, side)];
    return rule.peers.flatMap((peer) => {
      const found = isWide(peer) ? [] : this.around.reach.workloadsOf(peer, policy).filter((one) => one !== workload);
      return found.length > 0 && found.length <= MOST_WORKLOADS
        ? found.map((one) => this.boxOf(one))
        : [peerBox(this.drawing, side, peer, policy.object.namespace)];
    });
  }

  /** A name as the number that it has in the Pods, where the set tells. */
  private portText(port: PolicyPort, server: Draft): string {
    const { port: target, protocol } = port;
    const workload =
      typeof target === 'string' ? [...this.workloads].find(([, box]) => box === server)?.[0] : undefined;
    const number = workload && targetNumber({ target, protocol }, workload);
    return policyPortText(number === undefined ? port : { ...port, port: number });
  }

  private boxOf(workload: Workload): Draft {
    return this.workloads.get(workload)!;
  }

  private rowEnd(box: Draft, port: string | undefined) {
    const row = port === undefined ? undefined : this.drawing.row(box.left, { text: port, note: '', look: 'plain' });
    return { id: box.id, row };
  }
}

function keyOf(from: End, to: End): string {
  return `${from.id} ${to.id} ${to.row}`;
}
