import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Container } from '../../../lib/model/container';
import { Workload } from '../../../lib/model/workload';
import { commandLine } from '../command-line';
import { CommandResult, HttpResult, LivePod, RunningPod, RuntimeFailure } from '../runtime';
import { Configuration } from './configuration';
import { ContainerExec } from './container-exec';
import { ContainerLife } from './container-life';
import { readLog } from './container-log';
import { ContainerPlanner } from './container-planner';
import { ContainerRecord } from './container-record';
import { ContainerStarts } from './container-starts';
import { NodeFacts } from './downward';
import { EnvironmentSources, needsAddress } from './environment';
import { Events } from './events';
import { Host, Hosts } from './hosts';
import { fullHostname, PodIdentity } from './identity';
import { Images } from './images';
import { HostCommands, Machine } from './machine';
import { podArguments } from './pod-flags';
import { PodLife } from './pod-life';
import { PodRecorder } from './pod-recorder';
import { Podman } from './podman';
import { Sandbox } from './sandbox';
import { forbiddenSysctl } from './sysctls';
import { PodVolumes } from './volumes/pod-volumes';

/** What a Pod needs of the run that it is part of. */
export interface PodOptions {
  readonly podman: Podman;
  readonly machine: Machine;
  readonly host: HostCommands;
  readonly node: NodeFacts;
  readonly images: Images;
  readonly configuration: Configuration;
  readonly sandbox: Sandbox;
  /** Of its own, for everything that it writes. */
  readonly folder: string;
  readonly hooksFolder: string;
  readonly labels: readonly string[];
  readonly network: { readonly name: string; readonly address: string } | undefined;
  /** The names of Services. */
  readonly hosts: readonly Host[];
  /** The variables of Services. */
  readonly links: readonly (readonly [string, string])[];
  changed(): void;
}

/** A Pod that runs, or is about to. */
export class PodmanPod implements RunningPod {
  public readonly record: PodRecorder;
  private readonly events: Events;
  private readonly exec_: ContainerExec;
  private readonly volumes: PodVolumes;
  private readonly lives = new Map<string, ContainerLife>();
  private readonly life: PodLife;

  public constructor(
    public readonly workload: Workload,
    private readonly identity: PodIdentity,
    private readonly options: PodOptions,
  ) {
    const { pod } = workload;
    const { podman, host, sandbox, folder } = options;
    this.record = new PodRecorder(pod, identity, options.node);
    this.events = new Events(identity);
    this.volumes = new PodVolumes(pod, join(folder, 'volumes'), host);
    this.exec_ = new ContainerExec(podman, async (variable) => {
      const { agent } = await sandbox.network;
      await agent.ask({ op: 'kill', variable });
    });
    const planner = this.planner();
    for (const record of this.record.containers) this.addContainer(record, planner);
    this.life = new PodLife([...this.lives.values()], this.record, this.events);
  }

  public get name(): string {
    return this.identity.name;
  }

  /** As a person would type what makes its sandbox. */
  public get createCommand(): string {
    return this.command(...this.createArguments);
  }

  /** Throws a `RuntimeFailure` when it cannot even exist. Its containers go on by themselves. */
  public async start(): Promise<void> {
    const { sandbox, folder } = this.options;
    mkdirSync(join(folder, 'containers'), { recursive: true });
    writeFileSync(this.hostsFile, '');
    chmodSync(this.hostsFile, 0o644);
    const forbidden = forbiddenSysctl(this.workload.pod);
    if (forbidden !== undefined) return this.refuse('SysctlForbidden', forbidden);
    const volumes = this.makeVolumes();
    await sandbox.create(this.createArguments);
    await sandbox.start();
    const { address, agent } = await sandbox.network;
    if (this.isProbed) agent.start();
    this.record.address = address;
    writeFileSync(this.hostsFile, this.hostsAt(address).toString());
    this.life.begin(volumes, () => this.volumes.usage());
  }

  /** Ends its containers in Kubernetes' order. */
  public async stop(): Promise<void> {
    this.record.deletedAt ??= new Date();
    this.options.changed();
    await this.life.stop();
    await this.life.settled();
  }

  /** Leaves nothing of it. */
  public async remove(): Promise<void> {
    await this.options.sandbox.remove();
    await this.volumes.release();
  }

  /** Leaves everything as it is. */
  public abandon(): void {
    this.life.abandon();
    this.options.sandbox.abandon();
  }

  public observe(): Promise<LivePod> {
    return Promise.resolve({ pod: this.record.toData(), events: this.events.toData() });
  }

  public logs(container: string, lines?: number): Promise<string> {
    const { logFile } = this.lifeOf(container);
    return Promise.resolve(logFile === undefined ? '' : readLog(logFile, lines));
  }

  public async exec(container: string, command: readonly string[], timeoutMs: number): Promise<CommandResult> {
    const life = this.lifeOf(container);
    if (!life.record.running || life.podmanName === undefined) {
      throw new RuntimeFailure(`the container ${container} does not run`);
    }
    return this.exec_.runToEnd(life.podmanName, command, timeoutMs);
  }

  public async get(container: string, url: string, timeoutMs: number): Promise<HttpResult> {
    this.lifeOf(container);
    if (!URL.canParse(url)) throw new RuntimeFailure(`${url} is no URL`);
    const { protocol, hostname, host, port, pathname, search } = new URL(url);
    const scheme = protocol === 'https:' ? 'https' : 'http';
    const { agent, address } = await this.options.sandbox.network;
    try {
      const { status, body } = await agent.http({
        scheme,
        addresses: this.hostsAt(address).addressesOf(hostname.replace(/^\[|\]$/g, '')),
        port: Number(port || (scheme === 'https' ? 443 : 80)),
        path: pathname + search,
        headers: { Host: host, Accept: '*/*', 'User-Agent': 'sidecars' },
        timeoutMs,
      });
      return { status, body };
    } catch (error) {
      throw new RuntimeFailure((error as Error).message);
    }
  }

  public readonly commands = {
    logs: (container: string) => this.command('logs', this.podmanNameOf(container)),
    exec: (container: string, command: readonly string[]) =>
      this.command('exec', this.podmanNameOf(container), ...command),
  };

  private get createArguments(): readonly string[] {
    const { sandbox, labels, network } = this.options;
    const { pod } = this.workload;
    const full = pod.spec['setHostnameAsFQDN'] === true ? fullHostname(this.identity) : undefined;
    const hostname = full ?? this.identity.hostname;
    return podArguments({ pod, name: sandbox.name, hostname, labels, network });
  }

  /** As the kubelet writes it, as in `web_default(uid)`. */
  private get podText(): string {
    const { name, namespace, uid } = this.identity;
    return `${name}_${namespace}(${uid})`;
  }

  /** Whether something asks it over the network for as long as it runs. */
  private get isProbed(): boolean {
    return this.workload.pod.containers.some(({ probes }) => probes.some(({ fromOutside }) => fromOutside));
  }

  private get hostsFile(): string {
    return join(this.options.folder, 'hosts');
  }

  private planner(): ContainerPlanner {
    const { machine, sandbox, folder, hooksFolder, labels } = this.options;
    return new ContainerPlanner(machine, this.volumes, {
      pod: sandbox.name,
      podText: this.podText,
      folder: join(folder, 'containers'),
      hooksFolder,
      labels,
      hostsFile: this.hostsFile,
      sources: (container) => this.sourcesFor(container),
    });
  }

  private addContainer(record: ContainerRecord, planner: ContainerPlanner): void {
    const { podman, images, sandbox } = this.options;
    const { name } = record.container;
    const starts = new ContainerStarts(podman, images, planner, this.events, record);
    const life = new ContainerLife(record, starts, {
      exec: this.exec_,
      events: this.events,
      podText: this.podText,
      network: sandbox.network,
      changed: () => this.options.changed(),
    });
    this.lives.set(name, life);
  }

  /** Resolves with whether they are there: without them no container starts. */
  private async makeVolumes(): Promise<boolean> {
    try {
      await this.volumes.make(this.options.configuration, this.factsAt(undefined));
      return true;
    } catch (error) {
      this.events.warning('FailedMount', (error as Error).message);
      return false;
    }
  }

  private async sourcesFor(container: Container): Promise<EnvironmentSources> {
    const { configuration, links, sandbox } = this.options;
    const address = needsAddress(container) ? (await sandbox.network).address : undefined;
    return { facts: this.factsAt(address), configuration, links };
  }

  private factsAt(address: string | undefined) {
    return { pod: this.workload.pod, identity: this.identity, address, node: this.options.node };
  }

  private hostsAt(address: string): Hosts {
    return new Hosts(this.workload.pod, this.identity, address, this.options.hosts);
  }

  private refuse(reason: string, message: string): void {
    this.record.failure = { reason, message };
    this.events.warning(reason, message);
  }

  private lifeOf(container: string): ContainerLife {
    const life = this.lives.get(container);
    if (life) return life;
    throw new RuntimeFailure(`the Pod ${this.name} has no container ${container}`);
  }

  private podmanNameOf(container: string): string {
    return this.lifeOf(container).podmanName ?? `${this.options.sandbox.name}-${container}`;
  }

  private command(...words: readonly string[]): string {
    return commandLine([this.options.podman.program, ...words]);
  }
}
