import { KubeObject } from '../../model/kube-object';
import { opens } from '../../model/listeners';
import { ManifestSet } from '../../model/manifest-set';
import { isSlip } from '../../model/name-index';
import { matchesPairs } from '../../model/selector';
import { Service } from '../../model/service';
import { dataOf, pairsOf } from '../../model/values';
import { Workload } from '../../model/workload';
import { ObjectReport, setRule } from '../rule';

const KINDS: readonly (readonly [kind: string, group: string])[] = [
  ['Deployment', 'apps'],
  ['StatefulSet', 'apps'],
  ['DaemonSet', 'apps'],
  ['ReplicaSet', 'apps'],
  ['Pod', ''],
];

/** Labels that say what a Pod is, which nothing adds later. */
const IDENTITY = /^(?:app|name|run|k8s-app|app\.kubernetes\.io\/name)$/;

/** Labels by which a Service is switched from Pods to Pods, which are not all in one set. */
const SWITCHED = /version|track|release|revision|slot|colou?r|role|hash|env|stage|deployment/i;

/** More Pods than these may have a label in common without saying what a Service is about. */
const ALIKE = 50;

/**
 * A Service finds its Pods by their labels, and those of a workload are not those of its Pods. Pods of other workloads
 * that happen to have the labels get a part of the traffic.
 */
export const serviceSelector = setRule(
  {
    id: 'service-selector',
    severity: 'error',
    title: 'a Service selects no Pods, or more than it means',
    sources: ['https://kubernetes.io/docs/concepts/services-networking/service/#services-in-kubernetes'],
  },
  function* (set, { complete }) {
    const custom = customPods(set);
    for (const service of set.services) {
      if (service.external || service.selector.size === 0) continue;
      const workloads = set.selectedBy(service);
      const report =
        workloads.length === 0
          ? selectsNone(set, service, complete, custom)
          : workloads.length > 1
            ? selectsMore(service, workloads)
            : undefined;
      if (report) yield report;
    }
  },
);

function selectsNone(
  set: ManifestSet,
  service: Service,
  complete: boolean,
  custom: ReadonlySet<string>,
): ObjectReport | undefined {
  const { object, selector } = service;
  const alike = candidates(set, service);
  const near = alike.find((workload) => isMeant(workload, service));
  const elsewhere = [...selector].every((pair) => custom.has(pair.join('=')));
  // What names no namespace goes to that of the Service as well as to any other.
  const here = alike.some(({ pod }) => matchesPairs(selector, pod.labels));
  if ((!near && !complete) || elsewhere || here) return undefined;
  const wrong = near && [...selector].find(([label, value]) => near.pod.labels.get(label) !== value);
  const has = wrong && near.pod.labels.get(wrong[0]);
  const said = [...selector].map(([label, value]) => `${label}: ${value}`).join(', ');
  return {
    object,
    severity: complete && !alike.some(({ pod }) => lacksOnly(pod.labels, selector)) ? 'error' : 'warning',
    path: ['spec', 'selector', ...(wrong ? [wrong[0]] : [])],
    what:
      wrong && near
        ? `it selects Pods with ${wrong[0]}: ${wrong[1]}, and those of ${near.object.toString()} have ${has === undefined ? 'no such label' : `${wrong[0]}: ${has}`}`
        : `it selects Pods with ${said}, and there are none`,
    happens: 'Connection refused: the Service has no endpoints',
    fix: wrong
      ? has === undefined
        ? `add ${wrong[0]}: ${wrong[1]} to the labels of ${near?.kind === 'Pod' ? 'the Pod' : 'the Pod template, not only to those of the workload'}`
        : `write ${wrong[0]}: ${has}`
      : 'give the Pods these labels, or select labels that they have',
  };
}

/** Workloads of the names that the Service says, and those that have one of its labels. */
function candidates(set: ManifestSet, { name, selector, object }: Service): Workload[] {
  const names = new Set([name, name.replace(/-(?:svc|service)$/, ''), ...selector.values()]);
  const byName = [...names].flatMap((candidate) =>
    KINDS.flatMap(([kind, group]) => set.workload(kind, group, candidate, object.namespace) ?? []),
  );
  const byLabel = [...selector].flatMap(([label, value]) => {
    const having = set.labelled([label, value], object.namespace);
    const slip = having.length > 0 ? undefined : set.meantLabel([label, value], object.namespace);
    const near = slip === undefined ? having : set.labelled([label, slip], object.namespace);
    const anywhere = object.namespace === undefined ? [] : set.labelled([label, value], undefined);
    return [...near.slice(0, ALIKE), ...anywhere.slice(0, ALIKE)];
  });
  const meant = KINDS.flatMap(([kind, group]) => {
    const other = set.meant(kind, group, name, object.namespace);
    return other === undefined ? [] : (set.workload(kind, group, other, object.namespace) ?? []);
  });
  return [...byName, ...byLabel, ...meant];
}

/** All labels but one are right, and that one is a slip, or is on the workload and not on its Pods. */
function isMeant({ object, pod }: Workload, { name, selector }: Service): boolean {
  const wrong = [...selector].filter(([label, value]) => pod.labels.get(label) !== value);
  const alike = isNamedAlike(object, name);
  if (wrong.length !== 1) return alike && pod.labels.size === 0;
  const [label, value] = wrong[0];
  const has = pod.labels.get(label);
  if (has !== undefined) return isSlip(has, value) || (alike && !SWITCHED.test(label));
  // Others are put on Pods while they run, such as that of a leader.
  return object.labels.get(label) === value || (alike && IDENTITY.test(label));
}

/** What it has of the labels is right; the others may be put on while it runs. */
function lacksOnly(labels: ReadonlyMap<string, string>, selector: ReadonlyMap<string, string>): boolean {
  const has = [...selector].filter(([label]) => labels.has(label));
  return has.length > 0 && has.every(([label, value]) => labels.get(label) === value);
}

function isNamedAlike(object: KubeObject, name: string): boolean {
  return object.name === name || isSlip(object.name, name);
}

/** Pods that do not open the port beside Pods that do. */
function selectsMore(service: Service, selected: readonly Workload[]): ObjectReport | undefined {
  if (service.headless) return undefined;
  // As in a blue-green switch, where one side waits without a Pod.
  const workloads = selected.filter(({ replicas }) => replicas !== 0);
  for (const { target, protocol } of service.ports) {
    // Pods without a port of the name are left out by Kubernetes.
    if (typeof target !== 'number') continue;
    const answers = workloads.map(({ pod }) => pod.longRunning.map((container) => opens(container, target, protocol)));
    const serving = workloads.filter((_, index) => answers[index].includes('yes'));
    const other = workloads.find(({ pod }, index) => {
      const hardly = answers[index].every((answer) => answer === 'hardly' || answer === 'no');
      const silent = !answers[index].includes('yes') && pod.longRunning.every(({ ports }) => ports.length === 0);
      return hardly || silent;
    });
    if (serving.length === 0 || !other || other.pod.mayGetMore) continue;
    return {
      object: service.object,
      severity: 'warning',
      path: ['spec', 'selector'],
      what: `it selects the Pods of ${other.object.toString()} too, which do not open port ${target} as those of ${serving[0].object.toString()} do`,
      happens: 'Connection refused for a part of the requests, those that get to the other Pods',
      fix: `select a label that only the Pods of ${serving[0].object.toString()} have, such as app.kubernetes.io/component`,
    };
  }
  return undefined;
}

/** Labels of the Pods that objects of other kinds make, as far as they have a template that looks like one. */
function customPods(set: ManifestSet): ReadonlySet<string> {
  const known = new Set(set.workloads.map(({ object }) => object));
  const labels = new Set<string>();
  for (const object of set.objects) {
    if (known.has(object)) continue;
    for (const key of ['template', 'podTemplate', 'podMetadata']) {
      const template = dataOf(object.spec[key]);
      const pairs = pairsOf(template['labels'] ?? dataOf(template['metadata'])['labels']);
      for (const pair of pairs) labels.add(pair.join('='));
    }
  }
  return labels;
}
