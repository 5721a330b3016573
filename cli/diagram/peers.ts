import { PolicyPeer } from '../../lib/model/network-policy';
import { Service } from '../../lib/model/service';
import { dataOf, listOf, pairsOf, textOf, textsOf } from '../../lib/model/values';
import { Workload } from '../../lib/model/workload';
import { some } from '../../lib/some';
import { Draft, Drawing } from './drawing';
import { serviceBox } from './services';
import { about, shown } from './words';

/** Of those that are left out, as many are named. */
const MOST_NAMES = 3;

/** The boxes on one side of a Pod: of those who connect to it, or to whom it connects. */
export interface Side {
  readonly name: 'in' | 'out';
  readonly boxes: Draft[];
}

/** Another workload of the set. */
export function workloadPeer(drawing: Drawing, side: Side, { object }: Workload, own: Workload): Draft {
  const itself = object === own.object;
  return once(drawing, side, `workload ${object.toString()}`, 'workload', {
    head: itself ? `other Pods of ${shown(object.kind)}` : shown(object.kind),
    name: shown(object.name),
    lines: object.namespace === own.object.namespace || !object.namespace ? [] : [`in ${shown(object.namespace)}`],
    about: about(object.toString()),
  });
}

/** Whoever the selectors of a policy's peer mean, in words. */
export function peerBox(drawing: Drawing, side: Side, { cidr, data }: PolicyPeer, home: string | undefined): Draft {
  if (cidr !== undefined) {
    const except = textsOf(dataOf(data['ipBlock'])['except']) ?? [];
    const lines =
      except.length > 0
        ? [
            `without ${some(
              except.map((one) => shown(one)),
              3,
            )}`,
          ]
        : [];
    return described(drawing, side, 'addresses', cidr, lines);
  }
  const pods = selectorText(data['podSelector']);
  const selector = data['namespaceSelector'];
  if (selector === undefined || selector === null) {
    const place = home === undefined ? 'Pods of this namespace' : `Pods of namespace ${shown(home)}`;
    return described(drawing, side, place, pods ?? 'all', []);
  }
  const name = pairsOf(dataOf(selector)['matchLabels']).get('kubernetes.io/metadata.name');
  if (name !== undefined) return described(drawing, side, 'namespace', name, [pods ?? 'all Pods']);
  const namespaces = selectorText(selector);
  if (namespaces === undefined) return described(drawing, side, 'Pods of all namespaces', pods ?? 'all', []);
  return described(drawing, side, 'namespaces', namespaces, [pods ?? 'all Pods']);
}

export function anyone(drawing: Drawing, side: Side): Draft {
  return described(drawing, side, 'in the cluster or outside', side.name === 'in' ? 'anyone' : 'anything', []);
}

/** All that no policy lets through. */
export function others(drawing: Drawing, side: Side, someAllowed: boolean): Draft {
  const [all, rest] = side.name === 'in' ? ['everyone', 'everyone else'] : ['everything', 'everything else'];
  return described(drawing, side, 'not allowed', someAllowed ? rest : all, []);
}

/** A Service of the set that leads to no workload of it. */
export function servicePeer(drawing: Drawing, { boxes }: Side, service: Service): Draft {
  const box = serviceBox(drawing, service);
  if (!boxes.includes(box)) boxes.push(box);
  return box;
}

/** Stands for those of a long list that have no box of their own. */
export function moreBox(drawing: Drawing, side: Side, names: readonly string[]): Draft {
  const lines = names.slice(0, MOST_NAMES).map((name) => shown(name));
  return once(drawing, side, `more ${names.join(' ')}`, 'peer', {
    name: `and ${names.length} more`,
    lines: names.length > MOST_NAMES ? [...lines, '…'] : lines,
    about: about(names.join(', ')),
  });
}

/** Stands for workloads that have no box of their own. */
export function moreWorkloads(drawing: Drawing, side: Side, rest: readonly Workload[], own: Workload): Draft {
  const names = rest.map(({ object }) => {
    const text = object.toString();
    return object.namespace === own.object.namespace ? text.replace(`${object.namespace}/`, '') : text;
  });
  return moreBox(drawing, side, names);
}

/** A host that is not in the set. */
export function hostBox(drawing: Drawing, side: Side, host: string): Draft {
  return once(drawing, side, `host ${host}`, 'peer', {
    head: 'not in the input',
    name: shown(host),
    missing: true,
    about: about(`host ${host}, which is not in the input`),
  });
}

function described(drawing: Drawing, side: Side, head: string, name: string, lines: readonly string[]): Draft {
  const texts = lines.map((line) => shown(line));
  return once(drawing, side, `peer ${head} ${name} ${lines.join(' ')}`, 'peer', {
    head,
    name: shown(name),
    lines: texts,
    about: about(`${head} ${name}${texts.length > 0 ? `, ${texts.join(', ')}` : ''}`),
  });
}

function once(
  drawing: Drawing,
  { name: side, boxes }: Side,
  key: string,
  kind: 'peer' | 'workload',
  texts: Partial<Draft> & { readonly name: string },
): Draft {
  return drawing.once(`${side} ${key}`, () => {
    const box = drawing.box(kind, side === 'in' ? 'i' : 'p', texts);
    boxes.push(box);
    return box;
  });
}

/** As in `app=web, tier in (a, b)`, without the prefixes of labels; undefined for all. */
function selectorText(selector: unknown): string | undefined {
  const { matchLabels, matchExpressions } = dataOf(selector);
  const short = (label: string) => label.slice(label.lastIndexOf('/') + 1);
  const labels = [...pairsOf(matchLabels)].map(([label, value]) => `${short(label)}=${value}`);
  const expressions = listOf(matchExpressions).map((expression) => {
    const { key, operator, values } = dataOf(expression);
    const said = textsOf(values);
    return `${short(textOf(key) ?? '')} ${textOf(operator) ?? ''}${said ? ` (${said.join(', ')})` : ''}`;
  });
  const parts = [...labels, ...expressions];
  return parts.length === 0 ? undefined : some(parts, 3);
}
