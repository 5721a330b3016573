import { RuntimeFailure } from '../runtime';
import { Agent, AgentProgram } from './agent/client';
import { addressOf, infraPid } from './infra-process';
import { HostCommands } from './machine';
import { infraName } from './pod-flags';
import { Podman } from './podman';

/** The network that the containers of a Pod share, and the agent in it. */
export interface Network {
  readonly address: string;
  readonly agent: Agent;
}

/** A podman pod with nothing in it but what holds its namespaces. */
export class Sandbox {
  /** Resolves when the Pod has a network. */
  public readonly network: Promise<Network>;
  private settle!: { resolve(network: Network): void; reject(error: unknown): void };
  private agent: Agent | undefined;

  public constructor(
    public readonly name: string,
    private readonly podman: Podman,
    private readonly host: HostCommands,
    private readonly agentProgram: AgentProgram,
    /** Where podman notes who watches what holds its namespaces. */
    private readonly watcherFile: string,
  ) {
    this.network = new Promise((resolve, reject) => (this.settle = { resolve, reject }));
    this.network.catch(() => undefined);
  }

  /** Throws a `RuntimeFailure` when podman cannot make it. */
  public async create(args: readonly string[]): Promise<void> {
    try {
      await this.podman.run([...args, '--infra-conmon-pidfile', this.watcherFile]);
    } catch (error) {
      this.settle.reject(error);
      throw error;
    }
  }

  /** Brings its network up. */
  public async start(): Promise<void> {
    const infra = infraName(this.name);
    try {
      await this.podman.run(['start', infra]);
      const pid = infraPid(this.watcherFile) ?? (await this.inspectPid(infra));
      const enter = this.host.line('nsenter', ['--net', '--target', String(pid)]);
      this.agent = new Agent(enter, this.agentProgram);
      const address = addressOf(pid) ?? (await this.agent.addresses())[0];
      if (address === undefined) throw new RuntimeFailure(`the Pod ${this.name} has no address`);
      this.settle.resolve({ address, agent: this.agent });
    } catch (error) {
      this.settle.reject(error);
      throw error;
    }
  }

  /** Removes it with all that is in it. What runs is ended at once. */
  public async remove(): Promise<void> {
    this.agent?.close();
    await this.podman.call(['pod', 'rm', '--force', '--time', '0', this.name]);
  }

  /** Leaves it where it is. */
  public abandon(): void {
    this.agent?.close();
  }

  private async inspectPid(infra: string): Promise<number> {
    return Number(await this.podman.run(['container', 'inspect', '--format', '{{.State.Pid}}', infra]));
  }
}
