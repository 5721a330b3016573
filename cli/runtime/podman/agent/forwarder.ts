import net from 'node:net';
import { Forwarding, Target } from './protocol';

/** Takes connections to the ports of a Service, and hands them over to its Pods in turn. */
export class Forwarder {
  private readonly ports = new Map<number, Port>();

  public async set(forwardings: readonly Forwarding[]): Promise<void> {
    await Promise.all(
      forwardings.map(({ port, targets }) => {
        let known = this.ports.get(port);
        if (!known) this.ports.set(port, (known = new Port(port)));
        return known.leadTo(targets);
      }),
    );
  }
}

class Port {
  private server: net.Server | undefined;
  private targets: readonly Target[] = [];
  private turn = 0;

  public constructor(private readonly port: number) {}

  /** While there is nobody, nobody listens either, and connections are refused: as kube-proxy has it. */
  public async leadTo(targets: readonly Target[]): Promise<void> {
    this.targets = targets;
    if (targets.length === 0) {
      this.server?.close();
      this.server = undefined;
      return;
    }
    if (this.server) return;
    const server = (this.server = net.createServer({ allowHalfOpen: true }, (socket) => this.forward(socket)));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, resolve);
    });
  }

  private forward(client: net.Socket): void {
    const target = this.targets.at(this.turn++ % this.targets.length);
    // It came when the last one had just gone.
    if (!target) return void client.resetAndDestroy();
    const server = net.connect({ host: target.address, port: target.port, allowHalfOpen: true });
    client.pipe(server).pipe(client);
    client.on('error', () => server.destroy());
    // What the Pod refuses is refused to the client as well, as far as it has not been accepted.
    server.on('error', () => client.resetAndDestroy());
    client.on('close', () => server.destroy());
  }
}
