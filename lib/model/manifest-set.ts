import { KubeObject } from './kube-object';
import { NameIndex } from './name-index';
import { NetworkPolicy } from './network-policy';
import { matchesPairs, Selector } from './selector';
import { Service } from './service';
import { Workload } from './workload';

/** A set of objects that are applied together, linked to each other. */
export class ManifestSet {
  public readonly workloads: readonly Workload[];
  private readonly byKind = new Map<string, KubeObject[]>();
  private readonly byName = new Map<string, KubeObject>();
  private readonly workloadsByObject = new Map<KubeObject, Workload>();
  private readonly workloadsByLabel = new Map<string, Workload[]>();
  private readonly workloadsByNamespace = new Map<string, Workload[]>();
  private readonly policiesByNamespace = new Map<string, NetworkPolicy[]>();
  private readonly servicesByObject = new Map<KubeObject, Service>();

  public constructor(public readonly objects: readonly KubeObject[]) {
    const workloads: Workload[] = [];
    for (const object of objects) {
      this.remember(object);
      const workload = Workload.of(object);
      if (workload) {
        workloads.push(workload);
        this.workloadsByObject.set(object, workload);
        this.indexLabels(workload);
      }
      if (object.kind === 'NetworkPolicy' && object.group === 'networking.k8s.io') {
        push(this.policiesByNamespace, object.namespace ?? '', new NetworkPolicy(object));
      }
      if (object.kind === 'Service' && object.group === '') this.servicesByObject.set(object, new Service(object));
    }
    this.workloads = workloads;
  }

  public get services(): Service[] {
    return [...this.servicesByObject.values()];
  }

  public get policies(): NetworkPolicy[] {
    return [...this.policiesByNamespace.values()].flat();
  }

  /** Objects of a kind, as in `all('Ingress', 'networking.k8s.io')`; the core group is ''. */
  public all(kind: string, group = ''): KubeObject[] {
    return [...(this.byKind.get(`${group}/${kind}`) ?? [])];
  }

  public has(kind: string, group = ''): boolean {
    return this.byKind.has(`${group}/${kind}`);
  }

  /**
   * The object of that name as seen from another one: in its namespace. An object that does not name a namespace goes
   * wherever the set is applied, so it is taken to be in the same one.
   */
  public find(kind: string, group: string, name: string, seenFrom: string | undefined): KubeObject | undefined {
    const exact = this.byName.get(`${group}/${kind}/${key(seenFrom, name)}`);
    return exact ?? (seenFrom === undefined ? undefined : this.byName.get(`${group}/${kind}/${key(undefined, name)}`));
  }

  public service(name: string, seenFrom: string | undefined): Service | undefined {
    const object = this.find('Service', '', name, seenFrom);
    return object && this.servicesByObject.get(object);
  }

  /** The objects of that name in all namespaces. */
  public named(kind: string, group: string, name: string): readonly KubeObject[] {
    if (!this.namesakes) {
      this.namesakes = new Map();
      for (const object of this.objects) push(this.namesakes, `${object.group}/${object.kind}/${object.name}`, object);
    }
    return this.namesakes.get(`${group}/${kind}/${name}`) ?? [];
  }

  /** The object in the same namespace that a name is likely meant to be that no object there has. */
  public meant(kind: string, group: string, name: string, seenFrom: string | undefined): string | undefined {
    const all = `${group}/${kind}`;
    let indexes = this.nameIndexes.get(all);
    if (!indexes) {
      const names = new Map<string, string[]>();
      for (const object of this.all(kind, group)) push(names, object.namespace ?? '', object.name);
      indexes = new Map([...names].map(([namespace, known]) => [namespace, new NameIndex(known)]));
      this.nameIndexes.set(all, indexes);
    }
    return indexes.get(seenFrom ?? '')?.meant(name);
  }

  public workload(kind: string, group: string, name: string, seenFrom: string | undefined): Workload | undefined {
    const object = this.find(kind, group, name, seenFrom);
    return object && this.workloadsByObject.get(object);
  }

  /** What the object makes Pods of, undefined where it makes none. */
  public workloadOf(object: KubeObject): Workload | undefined {
    return this.workloadsByObject.get(object);
  }

  /** The workloads whose Pods a Service leads to. */
  public selectedBy(service: Service): Workload[] {
    const { selector, object } = service;
    if (selector.size === 0) return [];
    const written = new Map([...selector].filter(([label]) => !isMadeByController(label)));
    if (written.size > 0) return this.withLabels(written, object.namespace);
    const pod = selector.get('statefulset.kubernetes.io/pod-name')?.replace(/-\d+$/, '');
    const workload = pod === undefined ? undefined : this.workload('StatefulSet', 'apps', pod, object.namespace);
    return workload ? [workload] : [];
  }

  /** The workloads whose Pods have a label. */
  public labelled([label, value]: readonly [string, string], namespace: string | undefined): readonly Workload[] {
    return this.workloadsByLabel.get(labelKey(namespace, label, value)) ?? [];
  }

  /** The value of a label that is likely meant by one that no Pod has. */
  public meantLabel([label, value]: readonly [string, string], namespace: string | undefined): string | undefined {
    if (!this.labelValues) {
      const values = new Map<string, string[]>();
      for (const { object, pod } of this.workloads) {
        for (const [key, text] of pod.labels) push(values, labelKey(object.namespace, key, ''), text);
      }
      this.labelValues = new Map([...values].map(([key, texts]) => [key, new NameIndex(texts)]));
    }
    return this.labelValues.get(labelKey(namespace, label, ''))?.meant(value);
  }

  /** The Services that lead to the Pods of a workload. */
  public servicesOf(workload: Workload): Service[] {
    this.leading ??= this.linkServices();
    return this.leading.get(workload) ?? [];
  }

  /** The policies that are about the Pods of a workload. */
  public policiesOf(workload: Workload): NetworkPolicy[] {
    this.governing ??= this.linkPolicies();
    return this.governing.get(workload) ?? [];
  }

  /** The workloads whose Pods a label selector means, in one namespace. */
  public matching(selector: Selector, namespace: string | undefined): Workload[] {
    const candidates =
      selector.labels.size > 0
        ? this.withLabels(selector.labels, namespace)
        : (this.workloadsByNamespace.get(namespace ?? '') ?? []);
    return candidates.filter(({ pod }) => selector.matches(pod.labels));
  }

  private leading?: Map<Workload, Service[]>;
  private governing?: Map<Workload, NetworkPolicy[]>;
  private labelValues?: Map<string, NameIndex>;
  private namesakes?: Map<string, KubeObject[]>;
  private readonly nameIndexes = new Map<string, ReadonlyMap<string, NameIndex>>();

  private linkPolicies(): Map<Workload, NetworkPolicy[]> {
    const governing = new Map<Workload, NetworkPolicy[]>();
    for (const policy of this.policies) {
      for (const workload of this.matching(policy.selector, policy.object.namespace)) push(governing, workload, policy);
    }
    return governing;
  }

  private linkServices(): Map<Workload, Service[]> {
    const leading = new Map<Workload, Service[]>();
    for (const service of this.servicesByObject.values()) {
      for (const workload of this.selectedBy(service)) push(leading, workload, service);
    }
    return leading;
  }

  /** By the rarest label, so that the cost does not grow with the size of the set. */
  private withLabels(labels: ReadonlyMap<string, string>, namespace: string | undefined): Workload[] {
    let rarest: Workload[] | undefined;
    for (const [label, value] of labels) {
      const having = this.workloadsByLabel.get(labelKey(namespace, label, value)) ?? [];
      if (!rarest || having.length < rarest.length) rarest = having;
    }
    return (rarest ?? []).filter(({ pod }) => matchesPairs(labels, pod.labels));
  }

  private remember(object: KubeObject): void {
    const kind = `${object.group}/${object.kind}`;
    push(this.byKind, kind, object);
    this.byName.set(`${kind}/${key(object.namespace, object.name)}`, object);
  }

  private indexLabels(workload: Workload): void {
    const { namespace } = workload.object;
    push(this.workloadsByNamespace, namespace ?? '', workload);
    for (const [label, value] of workload.pod.labels) {
      push(this.workloadsByLabel, labelKey(namespace, label, value), workload);
    }
  }
}

/** Labels that Pods get from what makes them, which are not in its template. */
function isMadeByController(label: string): boolean {
  return (
    /^(?:statefulset|apps|batch)\.kubernetes\.io\//.test(label) ||
    ['pod-template-hash', 'controller-revision-hash', 'controller-uid', 'job-name'].includes(label)
  );
}

function key(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

function labelKey(namespace: string | undefined, label: string, value: string): string {
  return `${namespace ?? ''}\n${label}\n${value}`;
}

function push<K, V>(map: Map<K, V[]>, at: K, value: V): void {
  const values = map.get(at);
  if (values) values.push(value);
  else map.set(at, [value]);
}
