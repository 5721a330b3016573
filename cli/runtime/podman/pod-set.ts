import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ManifestSet } from '../../../lib/model/manifest-set';
import { Workload } from '../../../lib/model/workload';
import { commandLine } from '../command-line';
import { Step } from '../runtime';
import { AgentProgram } from './agent/client';
import { writeHooks } from './bounding-hook';
import { Configuration } from './configuration';
import { identityOf } from './identity';
import { Images } from './images';
import { Leftovers } from './leftovers';
import { HostCommands, Machine } from './machine';
import { nodeFacts } from './node-facts';
import { Podman } from './podman';
import { PodmanPod } from './podman-pod';
import { LABELS, processName, Run } from './run';
import { Sandbox } from './sandbox';
import { createNetwork } from './services/run-network';
import { PlannedPod, PlannedService, ServicePlan, servicesFor } from './services/service-plan';
import { ServiceProxies } from './services/service-proxies';
import { ServiceSandbox } from './services/service-sandbox';
import { pause, within } from './waiting';

export interface PodSetOptions {
  readonly podman: Podman;
  readonly machine: Machine;
  readonly host: HostCommands;
  readonly run: Run;
  readonly pull: 'policy' | 'never';
  readonly agent: AgentProgram;
  readonly step: Step;
  readonly signal: AbortSignal;
}

interface Planned extends PlannedPod {
  readonly workload: Workload;
}

interface Common {
  readonly set: ManifestSet;
  readonly plan: ServicePlan | undefined;
  readonly images: Images;
  readonly hooksFolder: string;
}

/** Beyond the grace period. */
const PATIENCE_MS = 90_000;

/** The Pods of a run, with the Services that lead to them. */
export class PodSet {
  private readonly halt: AbortController;
  private started: PodmanPod[] = [];
  private proxies: ServiceProxies | undefined;
  private services: ServiceSandbox[] = [];
  private starting: Promise<unknown> = Promise.resolve();

  public constructor(private readonly options: PodSetOptions) {
    this.halt = within(options.signal);
  }

  public get run(): Run {
    return this.options.run;
  }

  public get pods(): readonly PodmanPod[] {
    return this.started;
  }

  /** Resolves when all Pods exist. Throws a `RuntimeFailure` when one cannot. */
  public async start(set: ManifestSet, workloads: readonly Workload[]): Promise<readonly PodmanPod[]> {
    const starting = this.startAll(set, workloads);
    // Until then, nobody can remove everything.
    this.starting = starting.catch(() => undefined);
    await starting;
    this.halt.signal.throwIfAborted();
    return this.started;
  }

  /** Ends everything in Kubernetes' order, and leaves nothing of it. Fine at any moment. */
  public async remove(): Promise<void> {
    const { podman, host, run } = this.options;
    this.halt.abort();
    await this.starting;
    await this.stopAll();
    // What goes wrong here is tried again below, and said there.
    await Promise.allSettled([...this.started, ...this.services].map((each) => each.remove()));
    const leftovers = new Leftovers(podman, host);
    await leftovers.remove({
      id: run.id,
      folder: run.folder,
      note: undefined,
      owner: undefined,
      pods: await this.left(),
    });
  }

  /** Removes what runs have left that were ended by force. */
  public async sweep(): Promise<void> {
    await new Leftovers(this.options.podman, this.options.host).sweep();
  }

  /** Leaves it running when this process ends. Nothing looks after it any more then. */
  public async keep(): Promise<void> {
    const processes = (await this.proxies?.leave()) ?? [];
    for (const pod of this.started) pod.abandon();
    this.run.note({ owner: processName(process.pid), kept: true, processes: processes.map(processName) });
  }

  private async startAll(set: ManifestSet, workloads: readonly Workload[]): Promise<void> {
    const { podman, pull, step, run } = this.options;
    const planned = workloads.map((workload) => ({ workload, pod: workload.pod, identity: identityOf(workload) }));
    const images = new Images(podman, pull, step, this.halt.signal);
    images.lookFor(workloads.flatMap(({ pod }) => pod.containers));
    const plan = await this.planServices(set, planned);
    const common = { set, plan, images, hooksFolder: writeHooks(run.folder) };
    this.started = planned.map((one, index) => this.podOf(one, this.podmanName(one, planned), index, common));
    if (plan) this.startProxies(plan, planned);
    await settleAll([
      ...this.started.map((pod) => step(`start Pod ${pod.name}`, pod.createCommand, () => pod.start())),
      ...this.services.map((service) => service.start()),
    ]);
    this.proxies?.update();
  }

  /** In vain where podman does not do what it is told: then they are removed as they are. */
  private async stopAll(): Promise<void> {
    const { podman } = this.options;
    const longest = Math.max(0, ...this.started.map(({ workload }) => workload.pod.graceSeconds));
    const over = new AbortController();
    const stopping = Promise.allSettled(this.started.map((pod) => pod.stop())).then(() => podman.idle());
    await Promise.race([stopping, pause(longest * 1000 + PATIENCE_MS, over.signal)]);
    over.abort();
  }

  private async planServices(set: ManifestSet, pods: readonly Planned[]): Promise<ServicePlan | undefined> {
    const services = servicesFor(set.services, pods);
    if (services.length === 0) return undefined;
    const { podman, run, step } = this.options;
    const command = commandLine([podman.program, 'network', 'create', '--disable-dns', run.id]);
    const subnet = await step('create a network for the Services', command, () => createNetwork(podman, run));
    return new ServicePlan(services, pods, subnet);
  }

  private startProxies(plan: ServicePlan, planned: readonly Planned[]): void {
    const { podman, host, agent, run } = this.options;
    const sandboxes = new Map<PlannedService, ServiceSandbox>();
    for (const each of plan.services.filter(({ service }) => !service.headless)) {
      const name = `${run.id}-service-${each.namespace}-${each.service.name}`;
      const sandbox = new Sandbox(name, podman, host, agent, join(run.folder, `service-${sandboxes.size}.pid`));
      sandboxes.set(
        each,
        new ServiceSandbox(sandbox, run, plan.addressOf(each), `${each.namespace}/${each.service.name}`),
      );
    }
    this.services = [...sandboxes.values()];
    this.proxies = new ServiceProxies(plan, sandboxes, (pod) => {
      return this.started[planned.findIndex(({ identity }) => identity === pod.identity)].record.ready;
    });
  }

  /** Two namespaces may have a Pod of one name. */
  private podmanName({ identity }: Planned, all: readonly Planned[]): string {
    const unique = all.every((other) => other.identity === identity || other.identity.name !== identity.name);
    return [this.run.id, ...(unique ? [] : [identity.namespace]), identity.name].join('-');
  }

  private podOf(planned: Planned, name: string, index: number, common: Common): PodmanPod {
    const { workload, identity } = planned;
    const { podman, machine, host, run, agent } = this.options;
    const { set, plan, images, hooksFolder } = common;
    const folder = join(run.folder, `pod-${index}`);
    mkdirSync(folder);
    return new PodmanPod(workload, identity, {
      podman,
      machine,
      host,
      node: nodeFacts(),
      images,
      configuration: new Configuration(set, workload.object.namespace),
      sandbox: new Sandbox(name, podman, host, agent, join(folder, 'infra.pid')),
      folder,
      hooksFolder,
      labels: run.labels(`${identity.namespace}/${identity.name}`),
      network: plan && { name: run.id, address: plan.addressOf(planned) },
      hosts: plan?.hostsFor(planned) ?? [],
      links: plan?.linksFor(planned) ?? [],
      changed: () => this.proxies?.update(),
    });
  }

  /** What should not be there any more. */
  private async left(): Promise<string[]> {
    const filter = `label=${LABELS.run}=${this.run.id}`;
    const names = await this.options.podman.run(['pod', 'ps', '--filter', filter, '--format', '{{.Name}}']);
    return names.split('\n').filter((name) => name !== '');
  }
}

/** What is under way is waited for, whatever fails: otherwise it would come to be after everything was removed. */
async function settleAll(starts: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(starts);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
