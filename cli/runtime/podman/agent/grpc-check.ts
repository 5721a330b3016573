import http2 from 'node:http2';
import { isIP } from 'node:net';
import { dialError } from './http-get';
import { GrpcOrder } from './protocol';

const SERVING = 1;
const STATUS = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'];

/**
 * Calls grpc.health.v1.Health/Check. Throws when the answer is not SERVING.
 * @see https://github.com/grpc/grpc/blob/master/doc/health-checking.md
 */
export function grpcCheck({ address, port, service, timeoutMs }: GrpcOrder): Promise<void> {
  return new Promise((resolve, reject) => {
    const target = `${isIP(address) === 6 ? `[${address}]` : address}:${port}`;
    const session = http2.connect(`http://${target}`);
    const end = (why?: string) => {
      clearTimeout(timer);
      session.destroy();
      if (why === undefined) resolve();
      else reject(new Error(why));
    };
    const timer = setTimeout(
      () => end(`timeout: failed to connect service "${target}" within ${timeoutMs / 1000}s`),
      timeoutMs,
    );
    session.on('error', (error: Error) => end(`connection error: desc = "transport: ${dialError(error, target)}"`));
    const stream = session.request({
      ':method': 'POST',
      ':path': '/grpc.health.v1.Health/Check',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const chunks: Buffer[] = [];
    let code = '';
    const note = (headers: http2.IncomingHttpHeaders) => (code = String(headers['grpc-status'] ?? code));
    stream.on('response', note);
    stream.on('trailers', note);
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', (error: Error) => end(error.message));
    stream.on('end', () => {
      if (code !== '' && code !== '0') return end(`health rpc failed: code ${code}`);
      const status = statusIn(Buffer.concat(chunks));
      return end(status === SERVING ? undefined : `service unhealthy (responded with "${STATUS[status] ?? status}")`);
    });
    stream.end(frame(service));
  });
}

/** The message HealthCheckRequest, whose first field is the service. */
function frame(service: string): Buffer {
  const name = Buffer.from(service);
  const message = name.length === 0 ? name : Buffer.concat([Buffer.from([0x0a, ...varint(name.length)]), name]);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

function varint(number: number): number[] {
  return number < 0x80 ? [number] : [(number & 0x7f) | 0x80, ...varint(number >>> 7)];
}

/** The first field of HealthCheckResponse; without it, 0. */
function statusIn(answer: Buffer): number {
  return answer.length >= 7 && answer[5] === 0x08 ? answer[6] : 0;
}
