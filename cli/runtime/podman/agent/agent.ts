import { networkInterfaces } from 'node:os';
import { createInterface } from 'node:readline';
import { Forwarder } from './forwarder';
import { grpcCheck } from './grpc-check';
import { httpGet } from './http-get';
import { killMarked } from './kill-marked';
import { Order, Request, Response } from './protocol';
import { tcpConnect } from './tcp-connect';

/**
 * The program in the network namespace of a Pod: makes its requests and forwards its connections, as told on standard input
 * line by line. Resolves when that is closed, unless it is to stay.
 */
export function runAgent(): Promise<void> {
  const forwarder = new Forwarder();
  let stays = false;
  process.stdout.on('error', () => undefined);
  const say = (response: Response) => process.stdout.write(`${JSON.stringify(response)}\n`);
  const obey = (order: Order): unknown => {
    switch (order.op) {
      case 'http':
        return httpGet(order);
      case 'tcp':
        return tcpConnect(order);
      case 'grpc':
        return grpcCheck(order);
      case 'forward':
        return forwarder.set(order.ports);
      case 'kill':
        return killMarked(order.variable);
      case 'addresses':
        return ownAddresses();
      case 'stay':
        stays = true;
        return undefined;
    }
  };
  const answer = async (request: Request): Promise<void> => {
    try {
      say({ id: request.id, value: await obey(request) });
    } catch (error) {
      say({ id: request.id, error: (error as Error).message });
    }
  };
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => void answer(JSON.parse(line) as Request));
  return new Promise((resolve) => {
    lines.on('close', () => {
      if (!stays) resolve();
    });
  });
}

function ownAddresses(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return addresses.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address);
}
