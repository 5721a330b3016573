import { infraName } from '../pod-flags';
import { Run } from '../run';
import { Network, Sandbox } from '../sandbox';

/** A network namespace with the address of a Service, and nothing in it but the agent. */
export class ServiceSandbox {
  public constructor(
    private readonly sandbox: Sandbox,
    private readonly run: Run,
    private readonly address: string,
    private readonly title: string,
  ) {}

  public get network(): Promise<Network> {
    return this.sandbox.network;
  }

  public async start(): Promise<void> {
    const { name } = this.sandbox;
    await this.sandbox.create([
      ...['pod', 'create', '--name', name, '--infra-name', infraName(name), '--share', 'net'],
      ...['--network', this.run.id, '--ip', this.address],
      ...this.run.labels(this.title).flatMap((label) => ['--label', label]),
    ]);
    await this.sandbox.start();
  }

  public remove(): Promise<void> {
    return this.sandbox.remove();
  }
}
