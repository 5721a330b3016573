import { Forwarding } from '../agent/protocol';
import { Network } from '../sandbox';
import { PlannedPod, PlannedService, ServicePlan } from './service-plan';
import { ServiceSandbox } from './service-sandbox';

/** What takes the connections to Services: a network namespace for each, whose agent hands them over to ready Pods. */
export class ServiceProxies {
  private readonly sent = new Map<PlannedService, string>();
  private updating: Promise<unknown> = Promise.resolve();

  public constructor(
    private readonly plan: ServicePlan,
    private readonly sandboxes: ReadonlyMap<PlannedService, ServiceSandbox>,
    private readonly isReady: (pod: PlannedPod) => boolean,
  ) {}

  /** Looks anew who is ready. */
  public update(): void {
    this.updating = this.updating.then(() => this.sendAll());
  }

  /** Leaves them where they are. Returns the processes that stay. */
  public async leave(): Promise<number[]> {
    await this.updating;
    const networks = await Promise.all([...this.sandboxes.values()].map((sandbox) => sandbox.network));
    await Promise.all(networks.map(({ agent }) => agent.leave()));
    return networks.flatMap(({ agent }) => agent.pid ?? []);
  }

  private async sendAll(): Promise<void> {
    await Promise.all([...this.sandboxes].map(([planned, sandbox]) => this.send(planned, sandbox)));
  }

  private async send(planned: PlannedService, { network }: ServiceSandbox): Promise<void> {
    const ports = this.plan.forwardings(planned, this.isReady);
    const text = JSON.stringify(ports);
    if (this.sent.get(planned) === text) return;
    this.sent.set(planned, text);
    await network.then((up) => forward(up, ports)).catch(() => this.sent.delete(planned));
  }
}

function forward({ agent }: Network, ports: readonly Forwarding[]): Promise<unknown> {
  return agent.ask({ op: 'forward', ports });
}
