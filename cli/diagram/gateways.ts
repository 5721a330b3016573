import { gatewayRoutes, gateways, gatewaysOf, listenersOf } from '../../lib/model/gateway-route';
import { KubeObject } from '../../lib/model/kube-object';
import { ManifestSet } from '../../lib/model/manifest-set';
import { dataOf, listOf, textOf } from '../../lib/model/values';
import { Draft, Drawing } from './drawing';
import { entranceBox, Entrances } from './services';
import { about, shown } from './words';

/** The Gateways of a set, and the routes that they take over, also those that lead to no Service. */
export function drawGateways(drawing: Drawing, set: ManifestSet, entrances: Entrances): void {
  for (const gateway of gateways(set)) entrances.set(gateway, gatewayBox(drawing, gateway));
  for (const route of gatewayRoutes(set)) {
    for (const { name, namespace, section } of gatewaysOf(route)) {
      const gateway = set.find('Gateway', 'gateway.networking.k8s.io', name, namespace);
      const from = gateway && entrances.get(gateway);
      if (!from) continue;
      const to = entranceBox(drawing, route, entrances);
      if (isRedirect(route) && !to.lines.includes('redirects')) to.lines.push('redirects');
      const row = from.right.find(({ note }) => section !== undefined && note.startsWith(`${shown(section)} `));
      drawing.arrow('traffic', { id: from.id, row: row?.id }, { id: to.id }, `Gateway ${name} has ${route.toString()}`);
    }
  }
}

function gatewayBox(drawing: Drawing, gateway: KubeObject): Draft {
  const box = drawing.box('route', 'e', {
    head: 'Gateway',
    name: shown(gateway.name),
    lines: [`by class ${shown(textOf(gateway.spec['gatewayClassName']) ?? '?')}`],
    about: about(gateway.toString()),
  });
  for (const { name, port, protocol } of listenersOf(gateway)) {
    drawing.row(box.right, { text: String(port ?? '?'), note: `${shown(name)} ${shown(protocol)}`, look: 'plain' });
  }
  return box;
}

function isRedirect({ spec }: KubeObject): boolean {
  return listOf(spec['rules']).some((rule) =>
    listOf(dataOf(rule)['filters']).some((filter) => dataOf(filter)['type'] === 'RequestRedirect'),
  );
}
