import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { HttpAnswer, HttpOrder } from './protocol';

/** As much of a body as is looked at. */
const LONGEST = 1024 * 1024;

/** Throws in the words of Go's HTTP client, which are those of the kubelet. */
export async function httpGet(order: HttpOrder): Promise<HttpAnswer> {
  let failure: unknown;
  for (const address of order.addresses) {
    try {
      return await getFrom(address, order);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function getFrom(address: string, { scheme, port, path, headers, timeoutMs }: HttpOrder): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const host = isIP(address) === 6 ? `[${address}]` : address;
    const fail = (why: string) => reject(new Error(`Get "${scheme}://${host}:${port}${path}": ${why}`));
    const request = (scheme === 'https' ? https : http).get(
      // Whose certificate it is, is not asked: the kubelet does not either.
      { host: address, port, path, headers, agent: false, rejectUnauthorized: false },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        const finish = () => {
          const { statusCode = 0, headers: received } = response;
          resolve({ status: statusCode, body: Buffer.concat(chunks).toString('utf8'), location: received.location });
          request.destroy();
        };
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size > LONGEST) finish();
        });
        response.on('end', finish);
        response.on('error', (error) => fail(error.message));
      },
    );
    const timer = setTimeout(() => {
      fail('context deadline exceeded (Client.Timeout exceeded while awaiting headers)');
      request.destroy();
    }, timeoutMs);
    request.on('close', () => clearTimeout(timer));
    request.on('error', (error) => fail(dialError(error, `${host}:${port}`)));
  });
}

const WORDS: { readonly [code: string]: string } = {
  ECONNREFUSED: 'connect: connection refused',
  EHOSTUNREACH: 'connect: no route to host',
  ENETUNREACH: 'connect: network is unreachable',
  ETIMEDOUT: 'i/o timeout',
};

/** What Go says when there is no connection. */
export function dialError(error: NodeJS.ErrnoException, target: string): string {
  const words = WORDS[error.code ?? ''];
  if (words !== undefined) return `dial tcp ${target}: ${words}`;
  if (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN') {
    return `dial tcp: lookup ${target.replace(/:\d+$/, '')}: no such host`;
  }
  if (error.code === 'ECONNRESET') return 'EOF';
  return error.message;
}
