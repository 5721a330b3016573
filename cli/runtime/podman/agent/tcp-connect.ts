import net, { isIP } from 'node:net';
import { dialError } from './http-get';
import { TcpOrder } from './protocol';

/** Throws in the words of the kubelet when there is no connection. */
export function tcpConnect({ address, port, timeoutMs }: TcpOrder): Promise<void> {
  return new Promise((resolve, reject) => {
    const target = `${isIP(address) === 6 ? `[${address}]` : address}:${port}`;
    const socket = net.connect({ host: address, port });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`dial tcp ${target}: i/o timeout`));
    }, timeoutMs);
    socket.once('close', () => clearTimeout(timer));
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', (error) => reject(new Error(dialError(error, target))));
  });
}
