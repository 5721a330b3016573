import { ManifestSet } from '../../../lib/model/manifest-set';
import { commandLine } from '../command-line';
import { RunningPod, Runtime, RuntimeFailure, StartOptions } from '../runtime';
import { AgentProgram, ownAgentProgram } from './agent/client';
import { requireValid } from './invalid';
import { Leftovers } from './leftovers';
import { limitsOf } from './limits';
import { describeMachine, findMachine, HostCommands, Machine } from './machine';
import { PodSet } from './pod-set';
import { Podman } from './podman';
import { LABELS, Run } from './run';

export interface PodmanOptions {
  /** `never`: an image is there, or its container waits for it in vain. */
  readonly pull: 'policy' | 'never';
  /** Another podman than that of SIDECARS_PODMAN or of the path. */
  readonly program?: string;
  /** How the agent is started, which is this program unless it is given. */
  readonly agent?: AgentProgram;
}

/** Runs Pods as real containers on this machine: a kubelet in miniature over podman. */
export class PodmanRuntime implements Runtime {
  public readonly name = 'podman';
  private readonly podman: Podman;
  private pods: PodSet | undefined;
  private removing: Promise<void> | undefined;

  public constructor(
    private readonly options: PodmanOptions,
    private machine?: Promise<Machine>,
  ) {
    this.podman = new Podman(options.program);
  }

  /** The same for other Pods. What is known of the machine need not be found out again. */
  public again(): PodmanRuntime {
    return new PodmanRuntime(this.options, this.machine);
  }

  /** Throws a `RuntimeFailure` when podman cannot be used. */
  public async version(): Promise<string> {
    return describeMachine(await this.findMachine());
  }

  public limits({ objects, workloads }: Pick<StartOptions, 'objects' | 'workloads'>): string[] {
    return limitsOf(objects, workloads);
  }

  public async start({ objects, workloads, step, signal }: StartOptions): Promise<readonly RunningPod[]> {
    workloads.forEach(requireValid);
    const machine = await this.findMachine();
    signal.throwIfAborted();
    if (this.removing) throw new RuntimeFailure('everything was removed before it had started');
    const host = new HostCommands(this.podman, machine.rootless);
    const run = Run.begin();
    const { pull, agent = ownAgentProgram() } = this.options;
    this.pods = new PodSet({ podman: this.podman, machine, host, run, pull, agent, step, signal });
    return this.pods.start(new ManifestSet(objects), workloads);
  }

  public remove(): Promise<void> {
    return (this.removing ??= this.removeAll());
  }

  public async keep(): Promise<string[]> {
    const { pods } = this;
    if (!pods) return [];
    await pods.keep();
    const filter = `label=${LABELS.run}=${pods.run.id}`;
    return [
      commandLine([this.podman.program, 'ps', '--pod', '--filter', filter]),
      ...pods.pods.flatMap((pod) =>
        pod.workload.pod.containers.filter(({ longRunning }) => longRunning).map(({ name }) => pod.commands.logs(name)),
      ),
      'sidecars down',
    ];
  }

  private findMachine(): Promise<Machine> {
    return (this.machine ??= findMachine(this.podman));
  }

  private async removeAll(): Promise<void> {
    const { pods } = this;
    if (!pods) return;
    // At the end, as nobody waits for anything then. What others have left is not what this run is about.
    const sweeping = pods.sweep().catch(() => undefined);
    await pods.remove();
    await sweeping;
  }
}

/** Removes what runs have left whose process has ended, kept ones too. Returns what it has removed. */
export async function removeLeftovers(program?: string): Promise<string[]> {
  const podman = new Podman(program);
  const { rootless } = await findMachine(podman);
  const leftovers = new Leftovers(podman, new HostCommands(podman, rootless));
  const runs = await leftovers.find();
  for (const run of runs) await leftovers.remove(run);
  return runs.flatMap(({ id, pods }) => (pods.length > 0 ? pods : [id]));
}
