import { Finding } from '../checks/finding';
import { KubeObject } from '../model/kube-object';
import { Data, dataOf, listOf, Path, textOf } from '../model/values';
import { Workload } from '../model/workload';
import { madeOf, makerAmong } from './made-of';
import { ObservedContainer } from './observed-container';
import { eventsOf, identityOf, PodEvent, timeOf } from './pod-event';
import { statusColumn } from './status-column';
import { Suspicions } from './suspicions';
import { Verdict } from './verdict';

/** By the name of the container. */
export type Logs = { readonly [container: string]: string };

/** An answer of an HTTP server of the Pod, as an expectation gets it. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** What is known besides the Pod and its events. The more there is, the more a diagnosis can tell; nothing is needed. */
export interface Knowledge {
  /** What the containers have written since their last start, or the end of it. */
  readonly logs?: Logs;
  /** What they have written before that, as `kubectl logs --previous` has it. */
  readonly previousLogs?: Logs;
  readonly answers?: readonly Answer[];
  /** What the Pod was made of, where the caller has it. */
  readonly workload?: Workload;
  /** What else there is: ConfigMaps, Services, what the Pod was made of. */
  readonly objects?: readonly KubeObject[];
  /** In milliseconds. Without it, everything that takes time has taken too long. */
  readonly now?: number;
}

/** As of a `LivePod` of the command's runtimes: a Pod with its status, and the events about it. */
export interface Observed {
  readonly pod: Data;
  readonly events: readonly Data[];
}

/** A running Pod with all that is known of it. */
export class ObservedPod {
  public readonly name: string;
  public readonly namespace: string | undefined;
  public readonly metadata: Data;
  public readonly status: Data;
  /** The object that people write, whose paths a fix names. */
  public readonly workload: Workload;
  public readonly containers: readonly ObservedContainer[];
  /** Those about the Pod and its containers, in their order. */
  public readonly events: readonly PodEvent[];
  public readonly suspicions: Suspicions;

  public constructor(
    { pod, events }: Observed,
    public readonly knowledge: Knowledge,
  ) {
    const own = madeOf(pod);
    const identity = identityOf('Pod', dataOf(pod['metadata']));
    this.name = identity.name;
    this.namespace = identity.namespace;
    this.metadata = dataOf(pod['metadata']);
    this.status = dataOf(pod['status']);
    this.data = pod;
    this.events = eventsOf(events).filter((event) => isAboutNothingElse(event, identity));
    this.workload = knowledge.workload ?? makerAmong(knowledge.objects ?? [], pod) ?? own;
    this.containers = this.readContainers(own);
    this.suspicions = new Suspicions(this.workload, knowledge.objects ?? []);
  }

  private readonly data: Data;

  public get phase(): string {
    return textOf(this.status['phase']) ?? '';
  }

  public get reason(): string {
    return textOf(this.status['reason']) ?? '';
  }

  public get message(): string {
    return textOf(this.status['message']) ?? '';
  }

  public get state(): string {
    return statusColumn(this.data);
  }

  /** As people say it in messages, whether it has one yet or not. */
  public get address(): string {
    return textOf(this.status['podIP']) ?? "the Pod's address";
  }

  public condition(type: string): Data | undefined {
    return listOf(this.status['conditions'])
      .map(dataOf)
      .find((condition) => condition['type'] === type);
  }

  public get ready(): boolean {
    return this.condition('Ready')?.['status'] === 'True';
  }

  /** Whether the work is done, or has failed for good. */
  public get mainsHaveEnded(): boolean {
    return this.containers.every(({ role, terminated }) => role !== 'main' || terminated !== undefined);
  }

  /** The latest event of that reason whose message fits. */
  public event(reason: string, message = /(?:)/): PodEvent | undefined {
    return this.events.findLast((event) => event.reason === reason && message.test(event.message));
  }

  /** Whether more than these seconds have gone since then, as far as anyone can tell. */
  public isOverdue(since: number | undefined, seconds: number): boolean {
    const { now } = this.knowledge;
    return now === undefined || since === undefined || now - since > seconds * 1000;
  }

  /** When the kubelet took it on. */
  public get startedAt(): number | undefined {
    return timeOf(this.status['startTime']) ?? timeOf(this.metadata['creationTimestamp']);
  }

  /** The way to a field of the PodSpec. */
  public path(...fields: Path): Path {
    return [...this.workload.pod.path, ...fields];
  }

  /** What the first of these rules that finds something in the container itself says; probes and hooks are not meant. */
  public suspect(container: ObservedContainer, ...rules: readonly string[]): Verdict | undefined {
    const isOwn = ({ path }: Finding) => !path.some((step) => /Probe$|^lifecycle$/.test(String(step)));
    return this.firstVerdict(rules, (finding) => finding.container === container.name && isOwn(finding));
  }

  /** The same of one of its probes or hooks. */
  public suspectIn(container: ObservedContainer, field: string, ...rules: readonly string[]): Verdict | undefined {
    return this.firstVerdict(rules, (finding) => finding.container === container.name && finding.path.includes(field));
  }

  private firstVerdict(rules: readonly string[], fits: (finding: Finding) => boolean): Verdict | undefined {
    const found = this.suspicions.first(rules, fits);
    return found && { cause: found.what, rule: found.rule, fix: found.fix, path: found.path };
  }

  private readContainers(own: Workload): ObservedContainer[] {
    const statuses = new Map<unknown, Data>();
    for (const list of ['containerStatuses', 'initContainerStatuses']) {
      for (const status of listOf(this.status[list]).map(dataOf)) statuses.set(status['name'], status);
    }
    return own.pod.containers.map((container) => {
      const written = this.workload.pod.containers.find(
        ({ name, list }) => name === container.name && list === container.list,
      );
      const status = statuses.get(container.name) ?? {};
      const alone = own.pod.containers.length === 1;
      const about = this.events.filter((event) => (event.container ?? (alone && container.name)) === container.name);
      const { logs, previousLogs } = this.knowledge;
      return new ObservedContainer(
        written ?? container,
        status,
        about,
        linesOf(logs, container.name),
        linesOf(previousLogs, container.name),
      );
    });
  }
}

function isAboutNothingElse(event: PodEvent, identity: ReturnType<typeof identityOf>): boolean {
  return Object.keys(event.about).length === 0 || event.isAbout(identity);
}

/** As many as anyone would read. */
const LINES = 200;
const LONGEST_LINE = 1000;

function linesOf(logs: Logs | undefined, container: string): string[] {
  const text: unknown = logs && Object.hasOwn(logs, container) ? logs[container] : undefined;
  if (typeof text !== 'string') return [];
  const lines = text.slice(-LINES * LONGEST_LINE).split('\n');
  return lines
    .slice(-LINES - 1)
    .map((line) => line.slice(0, LONGEST_LINE).trim())
    .filter((line) => line !== '');
}
