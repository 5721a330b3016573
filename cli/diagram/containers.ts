import { Container, Role } from '../../lib/model/container';
import { ManifestSet } from '../../lib/model/manifest-set';
import { Pod } from '../../lib/model/pod';
import { Workload } from '../../lib/model/workload';
import { Draft, Drawing } from './drawing';
import { portsOf, ShownPort } from './ports';
import { probeLines } from './probes';
import { End } from './scene';
import { about, imageText, shown } from './words';

const HEADS: { readonly [role in Role]: string } = {
  init: 'init container, runs to its end',
  sidecar: 'native sidecar',
  main: 'container',
};

/** A container in a diagram, with the places at which arrows end. */
export interface DrawnContainer {
  readonly container: Container;
  readonly box: Draft;
  readonly ports: readonly (ShownPort & { readonly end: End })[];
}

/** The containers of a Pod, and the network that they share. */
export interface DrawnPod {
  readonly workload: Workload;
  readonly containers: readonly DrawnContainer[];
  readonly network: End;
}

/** The containers of a Pod in the order in which they start; those that start at once have the same number. */
export function drawContainers(drawing: Drawing, pod: Pod, set: ManifestSet | undefined): DrawnContainer[] {
  const before = pod.containers.filter(({ role }) => role !== 'main');
  const main = mainOf(pod);
  return pod.containers.map((container) => {
    const order = (container.role === 'main' ? before.length : before.indexOf(container)) + 1;
    const head = container === main && pod.containers.length > 1 ? 'main container' : HEADS[container.role];
    const box = drawing.box(container.role, 'c', {
      head,
      // Where all start at once, there is no order.
      order: before.length > 0 ? order : undefined,
      name: shown(container.name),
      lines: programLine(container),
      foot: probeLines(container),
      about: about(`${head} ${container.name}, image ${container.image?.text ?? 'not given'}`),
    });
    const ports = portsOf(container, set).map((port) => {
      const row = drawing.row(box.left, port.row);
      return { ...port, end: row === undefined ? { id: box.id } : { id: box.id, row } };
    });
    return { container, box, ports };
  });
}

/** Its image, and the user that the manifest gives it. */
function programLine({ image, runAsUser }: Container): string[] {
  const parts = [
    ...(image ? [imageText(image.text)] : []),
    ...(runAsUser === undefined ? [] : [runAsUser === 0 ? 'as root' : `as user ${runAsUser}`]),
  ];
  return parts.length === 0 ? [] : [parts.join(' ')];
}

/** The one that the annotation names, or the only regular one. */
function mainOf(pod: Pod): Container | undefined {
  const named = pod.annotations.get('kubectl.kubernetes.io/default-container');
  const { regular } = pod;
  return regular.find(({ name }) => name === named) ?? (regular.length === 1 ? regular[0] : undefined);
}

/** Where a port of a Pod is: its row, the only container that may have it, or all of the Pod. */
export function portEnd(
  drawn: readonly DrawnContainer[],
  port: number | string | undefined,
  protocol: string,
  network: End,
): End {
  const running = drawn.filter(({ container }) => container.longRunning);
  for (const { container, ports } of running) {
    const number =
      typeof port === 'string'
        ? container.ports.find((own) => own.name === port && own.protocol === protocol)?.number
        : port;
    const found = ports.find((own) => own.number === number && own.protocol === protocol);
    if (found) return found.end;
  }
  return running.length === 1 ? { id: running[0].box.id } : network;
}
