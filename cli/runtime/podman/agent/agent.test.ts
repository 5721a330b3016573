import { existsSync } from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import net, { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { containerOf, Spec } from '../../../../test/manifest-pods';
import { attemptProbe, Reach } from '../probe-attempt';
import { Agent } from './client';
import { AGENT } from './protocol';

const ROOT = join(__dirname, '../../../..');

let agent: Agent;
const closing: (() => void)[] = [];

beforeAll(async () => {
  agent = new Agent(['env'], [process.execPath, join(ROOT, 'cli/run.cjs'), AGENT]);
  await agent.addresses();
}, 30_000);
afterAll(() => {
  agent.close();
  for (const close of closing) close();
});

async function portOf(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

async function unusedPort(): Promise<number> {
  const server = net.createServer();
  const port = await portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const web = (listener: http.RequestListener) => portOf(http.createServer(listener));

function probe(data: Spec, container: Spec = {}, exec?: Reach['exec']) {
  const probed = containerOf({ ...container, readinessProbe: { timeoutSeconds: 0.5, ...data } });
  const readiness = probed.probe('readinessProbe');
  if (!readiness) throw new Error('no probe');
  const none = () => Promise.reject(new Error('not expected'));
  return attemptProbe(readiness, probed, { address: '127.0.0.1', agent, exec: exec ?? none });
}

test.each([
  [200, { kind: 'success' }],
  [399, { kind: 'success' }],
  [400, { kind: 'failure', output: 'HTTP probe failed with statuscode: 400' }],
  [503, { kind: 'failure', output: 'HTTP probe failed with statuscode: 503' }],
])('status %d', async (status, result) => {
  const port = await web((_, response) => response.writeHead(status).end());
  expect(await probe({ httpGet: { port } })).toEqual(result);
});

test('the request is that of the kubelet, with the headers that the probe names', async () => {
  let seen: http.IncomingMessage | undefined;
  const port = await web((request, response) => {
    seen = request;
    response.end();
  });
  const httpHeaders = [
    { name: 'Host', value: 'example.com' },
    { name: 'X-A', value: 'b' },
  ];
  await probe(
    { httpGet: { port: 'web', path: 'healthz?full=1', httpHeaders } },
    { ports: [{ name: 'web', containerPort: port }] },
  );
  expect(seen?.url).toBe('/healthz?full=1');
  expect(seen?.headers).toMatchObject({ host: 'example.com', 'x-a': 'b', accept: '*/*' });
  expect(seen?.headers['user-agent']).toMatch(/^kube-probe\//);
});

test('redirects are followed on the same host only', async () => {
  const port = await web(({ url }, response) => {
    if (url === '/') response.writeHead(302, { location: '/next' }).end();
    else if (url === '/away') response.writeHead(302, { location: 'http://192.0.2.1/' }).end();
    else response.writeHead(500).end();
  });
  expect(await probe({ httpGet: { port } })).toMatchObject({ output: 'HTTP probe failed with statuscode: 500' });
  expect(await probe({ httpGet: { port, path: '/away' } })).toEqual({ kind: 'success' });
});

test('without an answer, in the words of Go', async () => {
  const nobody = await unusedPort();
  expect(await probe({ httpGet: { port: nobody, path: '/x' } })).toEqual({
    kind: 'failure',
    output: `Get "http://127.0.0.1:${nobody}/x": dial tcp 127.0.0.1:${nobody}: connect: connection refused`,
  });
  expect(await probe({ tcpSocket: { port: nobody } })).toEqual({
    kind: 'failure',
    output: `dial tcp 127.0.0.1:${nobody}: connect: connection refused`,
  });
  const silent = await web(() => undefined);
  expect(await probe({ httpGet: { port: silent } })).toEqual({
    kind: 'failure',
    output: `Get "http://127.0.0.1:${silent}/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`,
  });
});

test('a port that accepts is enough for tcpSocket', async () => {
  const port = await portOf(net.createServer());
  expect(await probe({ tcpSocket: { port } })).toEqual({ kind: 'success' });
});

test('a port that no container has is no failure', async () => {
  expect(await probe({ httpGet: { port: 'http' } })).toMatchObject({ kind: 'unknown' });
});

test.each([
  [{ kind: 'ended', exitCode: 0, stdout: '', stderr: '' }, { kind: 'success' }],
  [
    { kind: 'ended', exitCode: 1, stdout: 'a\n', stderr: 'b\n' },
    { kind: 'failure', output: 'a\nb' },
  ],
  [{ kind: 'timeout' }, { kind: 'failure', output: 'command timed out: "test -f /x" timed out after 0.5s' }],
  // A tool that is not there makes a container neither ready nor dead.
  [
    { kind: 'impossible', message: 'no curl' },
    { kind: 'unknown', message: 'failed to exec in container: no curl' },
  ],
] as const)('a command: %j', async (executed, result) => {
  const exec = { command: ['test', '-f', '/x'] };
  expect(await probe({ exec }, {}, () => Promise.resolve(executed))).toEqual(result);
});

/** The health service of gRPC, with one answer. */
async function health(answer: (service: string) => { status?: number; code?: string }): Promise<number> {
  const server = http2.createServer();
  server.on('stream', (stream) => {
    stream.on('data', (frame: Buffer) => {
      const name = frame.subarray(5);
      const { status = 0, code = '0' } = answer(
        name.length === 0 ? '' : name.subarray(name.length > 129 ? 3 : 2).toString(),
      );
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': code }));
      stream.end(Buffer.from(status === 0 ? [0, 0, 0, 0, 0] : [0, 0, 0, 0, 2, 8, status]));
    });
  });
  return portOf(server);
}

test.each([
  [{ status: 1 }, { kind: 'success' }],
  [{ status: 2 }, { kind: 'failure', output: 'service unhealthy (responded with "NOT_SERVING")' }],
  [{}, { kind: 'failure', output: 'service unhealthy (responded with "UNKNOWN")' }],
  [{ code: '12' }, { kind: 'failure', output: 'health rpc failed: code 12' }],
])('gRPC: %j', async (answer, result) => {
  const port = await health(() => answer);
  expect(await probe({ grpc: { port } })).toEqual(result);
});

test.each(['', 'short', 'x'.repeat(200)])('gRPC asks for the service "%s"', async (service) => {
  let asked: string | undefined;
  const port = await health((name) => {
    asked = name;
    return { status: 1 };
  });
  expect(await probe({ grpc: { port, service } })).toEqual({ kind: 'success' });
  expect(asked).toBe(service);
});

function say(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = net.connect(port, '127.0.0.1', () => socket.end(text));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

test('connections to a Service go to its Pods in turn, and are refused while there are none', async () => {
  const echo = (name: string) =>
    portOf(
      net.createServer({ allowHalfOpen: true }, (socket) => {
        socket.on('data', (chunk) => socket.write(`${name}:${chunk.toString()}`));
        socket.on('end', () => socket.end());
      }),
    );
  const [a, b, port] = [await echo('a'), await echo('b'), await unusedPort()];
  const forward = (...targets: number[]) =>
    agent.ask({ op: 'forward', ports: [{ port, targets: targets.map((to) => ({ address: '127.0.0.1', port: to })) }] });
  await forward(a, b);
  expect([await say(port, '1'), await say(port, '2'), await say(port, '3')]).toEqual(['a:1', 'b:2', 'a:3']);
  await forward(b);
  expect([await say(port, '4'), await say(port, '5')]).toEqual(['b:4', 'b:5']);
  await forward();
  await expect(say(port, '6')).rejects.toThrow('ECONNREFUSED');
  await forward(a);
  expect(await say(port, '7')).toBe('a:7');
  await forward(await unusedPort());
  await expect(say(port, '8')).rejects.toThrow('ECONNRESET');
});

test('an agent that is gone is no fault of the container', async () => {
  const other = new Agent(['env'], ['false']);
  const probed = containerOf({ livenessProbe: { tcpSocket: { port: 1 } } });
  const reach = { address: '127.0.0.1', agent: other, exec: () => Promise.reject(new Error()) };
  await expect(other.addresses()).rejects.toThrow('ended with exit code 1');
  expect(await attemptProbe(probed.probe('livenessProbe')!, probed, reach)).toEqual({
    kind: 'unknown',
    message: 'the agent of the Pod ended with exit code 1',
  });
});

test('an agent ends with whoever has started it', async () => {
  const other = new Agent(['env'], [process.execPath, join(ROOT, 'cli/run.cjs'), AGENT]);
  await other.addresses();
  const process_ = `/proc/${other.pid}`;
  expect(existsSync(process_)).toBe(true);
  other.close();
  for (let tries = 0; existsSync(process_) && tries < 100; tries++) await new Promise((done) => setTimeout(done, 50));
  expect(existsSync(process_)).toBe(false);
}, 20_000);
