/** The argument that makes the command an agent. It is in no help: only the command itself gives it. */
export const AGENT = '__agent';

/** A GET request from within the network of a Pod. */
export interface HttpOrder {
  readonly op: 'http';
  readonly scheme: 'http' | 'https';
  /** Tried one after the other. */
  readonly addresses: readonly string[];
  readonly port: number;
  /** With its query. */
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly timeoutMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  readonly location: string | undefined;
}

/** A connection, which is closed at once. */
export interface TcpOrder {
  readonly op: 'tcp';
  readonly address: string;
  readonly port: number;
  readonly timeoutMs: number;
}

/** A call of the health service of gRPC. */
export interface GrpcOrder {
  readonly op: 'grpc';
  readonly address: string;
  readonly port: number;
  readonly service: string;
  readonly timeoutMs: number;
}

export interface Target {
  readonly address: string;
  readonly port: number;
}

/** Where connections to a port go to, in turn. Without targets they are refused. */
export interface Forwarding {
  readonly port: number;
  readonly targets: readonly Target[];
}

/** All forwardings from now on. */
export interface ForwardOrder {
  readonly op: 'forward';
  readonly ports: readonly Forwarding[];
}

/** Ends the processes that have this in their environment. */
export interface KillOrder {
  readonly op: 'kill';
  readonly variable: string;
}

/** Answered with the addresses of the namespace. */
export interface AddressesOrder {
  readonly op: 'addresses';
}

/** From now on the agent stays when nobody speaks to it any more. */
export interface StayOrder {
  readonly op: 'stay';
}

export type Order = HttpOrder | TcpOrder | GrpcOrder | ForwardOrder | KillOrder | AddressesOrder | StayOrder;

/** A line to the agent. */
export type Request = Order & { readonly id: number };

/** A line from the agent: it answers a request. */
export type Response =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string };
