import { cpus, hostname, networkInterfaces, totalmem } from 'node:os';
import { NodeFacts } from './downward';

/** This machine, in place of a node. */
export function nodeFacts(): NodeFacts {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const own = addresses.find(({ internal, family }) => !internal && family === 'IPv4');
  return { name: hostname(), address: own?.address ?? '127.0.0.1', cores: cpus().length, memory: totalmem() };
}
