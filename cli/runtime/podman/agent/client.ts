import { ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Readable, Writable } from 'node:stream';
import { RuntimeFailure } from '../../runtime';
import { AGENT, GrpcOrder, HttpAnswer, HttpOrder, Order, Response, TcpOrder } from './protocol';

/** How the agent is started, as in `node sidecars.mjs __agent`. */
export type AgentProgram = readonly [string, ...string[]];

/** The program that runs, started as the agent. */
export function ownAgentProgram(): AgentProgram {
  return [process.execPath, process.argv[1], AGENT];
}

interface Waiter {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** An agent in the network namespace of a Pod, seen from outside. */
export class Agent {
  /** The addresses of the namespace. */
  public readonly addresses: Promise<readonly string[]>;
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly waiters = new Map<number, Waiter>();
  private count = 0;
  private over: string | undefined;

  /** `enter` is the command line that takes a program into the namespace. */
  public constructor(enter: readonly [string, ...string[]], program: AgentProgram) {
    const [first, ...rest] = [...enter, ...program];
    // In a session of its own, so that it outlives Ctrl-C: ending is our business.
    this.child = spawn(first, rest, { stdio: ['pipe', 'pipe', 'ignore'], detached: true });
    this.addresses = new Promise((resolve, reject) => {
      this.waiters.set(0, { resolve: (value) => resolve(value as readonly string[]), reject });
    });
    this.addresses.catch(() => undefined);
    createInterface({ input: this.child.stdout }).on('line', (line) => this.read(line));
    this.child.on('error', (error) => this.end(error.message));
    this.child.on('close', (code) => this.end(`ended with exit code ${code}`));
    this.child.stdin.on('error', () => undefined);
  }

  public get pid(): number | undefined {
    return this.child.pid;
  }

  public http(order: Omit<HttpOrder, 'op'>): Promise<HttpAnswer> {
    return this.ask({ op: 'http', ...order });
  }

  public tcp(order: Omit<TcpOrder, 'op'>): Promise<void> {
    return this.ask({ op: 'tcp', ...order });
  }

  public grpc(order: Omit<GrpcOrder, 'op'>): Promise<void> {
    return this.ask({ op: 'grpc', ...order });
  }

  /** Throws what the agent says against it. */
  public ask<T>(order: Order): Promise<T> {
    if (this.over !== undefined) return Promise.reject(new RuntimeFailure(`the agent of the Pod ${this.over}`));
    const id = ++this.count;
    this.child.stdin.write(`${JSON.stringify({ ...order, id })}\n`);
    return new Promise((resolve, reject) => {
      this.waiters.set(id, { resolve: (value) => resolve(value as T), reject });
    });
  }

  /** Ends it. */
  public close(): void {
    this.child.stdin.end();
  }

  /** Leaves it where it is when this process ends. */
  public async leave(): Promise<void> {
    await this.ask({ op: 'stay' });
    this.child.removeAllListeners();
    this.child.stdin.destroy();
    this.child.stdout.destroy();
    this.child.unref();
  }

  private read(line: string): void {
    const response = JSON.parse(line) as Response;
    const id = 'id' in response ? response.id : 0;
    const waiter = this.waiters.get(id);
    this.waiters.delete(id);
    if ('error' in response) waiter?.reject(new Error(response.error));
    else waiter?.resolve('addresses' in response ? response.addresses : response.value);
  }

  private end(why: string): void {
    this.over ??= why;
    for (const waiter of this.waiters.values()) waiter.reject(new RuntimeFailure(`the agent of the Pod ${why}`));
    this.waiters.clear();
  }
}
