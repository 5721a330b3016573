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

/** An agent in the network namespace of a Pod, seen from outside. It is started when it is first needed. */
export class Agent {
  private readonly waiters = new Map<number, Waiter>();
  private child: ChildProcessByStdio<Writable, Readable, null> | undefined;
  private count = 0;
  private over: string | undefined;

  public constructor(
    /** The command line that takes a program into the namespace. */
    private readonly enter: readonly [string, ...string[]],
    private readonly program: AgentProgram,
  ) {}

  /** Undefined before it is started. */
  public get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Starts it, so that whoever needs it first need not wait. */
  public start(): void {
    this.running();
  }

  /** The addresses of the namespace. */
  public addresses(): Promise<readonly string[]> {
    return this.ask({ op: 'addresses' });
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
    this.running().stdin.write(`${JSON.stringify({ ...order, id })}\n`);
    return new Promise((resolve, reject) => {
      this.waiters.set(id, { resolve: (value) => resolve(value as T), reject });
    });
  }

  /** Ends it. */
  public close(): void {
    this.over ??= 'was ended';
    this.child?.stdin.end();
  }

  /** Leaves it where it is when this process ends. */
  public async leave(): Promise<void> {
    await this.ask({ op: 'stay' });
    const child = this.running();
    child.removeAllListeners();
    child.stdin.destroy();
    child.stdout.destroy();
    child.unref();
  }

  private running(): ChildProcessByStdio<Writable, Readable, null> {
    return (this.child ??= this.spawn());
  }

  private spawn(): ChildProcessByStdio<Writable, Readable, null> {
    const [first, ...rest] = [...this.enter, ...this.program];
    // In a session of its own, so that it outlives Ctrl-C: ending is our business.
    const child = spawn(first, rest, { stdio: ['pipe', 'pipe', 'ignore'], detached: true });
    createInterface({ input: child.stdout }).on('line', (line) => this.read(line));
    child.on('error', (error) => this.end(error.message));
    child.on('close', (code) => this.end(`ended with exit code ${code}`));
    child.stdin.on('error', () => undefined);
    return child;
  }

  private read(line: string): void {
    const response = JSON.parse(line) as Response;
    const waiter = this.waiters.get(response.id);
    this.waiters.delete(response.id);
    if ('error' in response) waiter?.reject(new Error(response.error));
    else waiter?.resolve(response.value);
  }

  private end(why: string): void {
    this.over ??= why;
    for (const waiter of this.waiters.values()) waiter.reject(new RuntimeFailure(`the agent of the Pod ${why}`));
    this.waiters.clear();
  }
}
