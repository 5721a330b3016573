import { KubeObject } from '../../lib/model/kube-object';
import { Service, ServicePort } from '../../lib/model/service';
import { textOf } from '../../lib/model/values';
import { DrawnContainer, portEnd } from './containers';
import { Draft, Drawing } from './drawing';
import { targetText } from './ports';
import { End } from './scene';
import { entranceLines, Surroundings, Way } from './surroundings';
import { about, shown } from './words';

/** What takes traffic in, and how it is drawn. */
export type Entrances = Map<KubeObject, Draft>;

/** The Services that lead to a Pod, and the Ingresses and routes that lead to them. */
export interface DrawnServices {
  readonly services: readonly Draft[];
  readonly entrances: Entrances;
}

export function drawServices(
  drawing: Drawing,
  services: readonly Service[],
  drawn: readonly DrawnContainer[],
  network: End,
  around: Surroundings,
): DrawnServices {
  const entrances: Entrances = new Map();
  const boxes = services.map((service) => {
    const box = serviceBox(drawing, service);
    for (const port of service.ports) {
      const to = portEnd(drawn, port.target, port.protocol, network);
      // Where the row of the port is not known, the arrow has to tell it.
      const label = to === network && port.target !== undefined ? `:${targetText(port.target, port.protocol)}` : '';
      const what = `Service ${service.name} leads port ${port.port ?? '?'} to port ${port.target ?? '?'} of the Pod`;
      drawing.arrow('traffic', serviceEnd(box, port), to, what, label);
    }
    for (const way of around.waysTo(service)) drawWay(drawing, way, wayEnd(way, service, box), entrances);
    return box;
  });
  return { services: boxes, entrances };
}

/** A Service with a row for each port. */
export function serviceBox(drawing: Drawing, service: Service): Draft {
  return drawing.once(`Service ${service.object.namespace ?? ''}/${service.name}`, () => {
    const type = textOf(service.object.spec['type']) ?? 'ClusterIP';
    const outside = hostOf(service);
    const kind = service.headless ? 'headless' : type === 'ClusterIP' ? '' : shown(type);
    const box = drawing.box('service', 's', {
      head: ['Service', kind].filter((part) => part !== '').join(', '),
      name: shown(service.name),
      lines: outside === undefined ? [] : [`to ${shown(outside)}`],
      about: about(`Service ${service.name}${outside === undefined ? '' : ` to ${outside}`}`),
    });
    for (const port of service.ports) drawing.row(box.left, rowOf(port));
    return box;
  });
}

/** The name elsewhere that it leads to; undefined where it leads to Pods, or to addresses that somebody keeps. */
export function hostOf({ external, object }: Service): string | undefined {
  return external ? textOf(object.spec['externalName']) : undefined;
}

/** The row of one of its ports. */
export function serviceEnd(box: Draft, port: ServicePort | undefined): End {
  const text = port && rowOf(port).text;
  const row = box.left.find((one) => one.text === text);
  return row ? { id: box.id, row: row.id } : { id: box.id };
}

function rowOf({ port, name, protocol }: ServicePort) {
  return { text: targetText(port ?? '?', protocol), note: shown(name ?? ''), look: 'plain' } as const;
}

/** A Service that something leads to, and that is not in the input, with the ports that are asked for. */
export function missingServiceEnd(drawing: Drawing, { service, namespace, port }: Way): { box: Draft; end: End } {
  const box = drawing.once(`Service ${namespace ?? ''}/${service}`, () =>
    drawing.box('service', 's', {
      head: 'Service',
      name: shown(service),
      missing: true,
      about: about(`Service ${service}, which is not in the input`),
    }),
  );
  if (port === undefined) return { box, end: { id: box.id } };
  return {
    box,
    end: { id: box.id, row: drawing.row(box.left, { text: shown(String(port)), note: '', look: 'plain' }) },
  };
}

/** The port of a Service that a way leads to. */
export function wayEnd(way: Way, service: Service, box: Draft): End {
  return serviceEnd(
    box,
    service.ports.find(({ port, name }) => port === way.port || name === way.port),
  );
}

export function drawWay(drawing: Drawing, way: Way, to: End, entrances: Entrances): void {
  const { object, request, service, share } = way;
  const entrance = entranceBox(drawing, object, entrances);
  const row = drawing.row(entrance.right, { text: shown(request), note: '', look: 'plain' });
  const part = share === '' ? '' : `${share} of `;
  const what = `${object.kind} ${object.name} leads ${part}${request} to Service ${service}`;
  drawing.arrow('traffic', { id: entrance.id, row }, to, what, share);
}

export function entranceBox(drawing: Drawing, object: KubeObject, entrances: Entrances): Draft {
  const known = entrances.get(object);
  if (known) return known;
  const entrance = drawing.box('route', 'e', {
    head: shown(object.kind),
    name: shown(object.name),
    lines: entranceLines(object).map((line) => shown(line)),
    about: about(object.toString()),
  });
  entrances.set(object, entrance);
  return entrance;
}
