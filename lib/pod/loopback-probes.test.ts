import * as kplus from 'cdk8s-plus-28';
import { idle, sidecarPod } from '../../test/pods';
import { containerOf } from '../../test/synth';
import { Endpoint } from '..';

const main = { ...idle, name: 'app' };
const loopbackPorts = [{ number: 8081 }];
const fromHttpGet = (path: string, port?: number) => kplus.Probe.fromHttpGet(path, { port });
const fromTcpSocket = (port?: number) => kplus.Probe.fromTcpSocket({ port });
const fromCommand = (...command: string[]) => kplus.Probe.fromCommand(command);
const why =
  "The kubelet dials from outside, at the Pod's address, where the connection is refused for ever. Fix: use " +
  'Probe.fromCommand or Handler.fromCommand, which run inside the container, or a port that listens for everybody.';
const refused = (what: string) => new Error(`Pod web (test/pod), container "app": its ${what}. ${why}`);

test.each(['startup', 'readiness', 'liveness'])('a %s probe cannot dial a port on 127.0.0.1', (kind) => {
  const error = refused(`${kind} probe dials port 8081, which listens on 127.0.0.1 only`);
  for (const probe of [fromHttpGet('/', 8081), fromTcpSocket(8081)]) {
    expect(() => sidecarPod({ main: { ...main, loopbackPorts, [kind]: probe } })).toThrow(error);
  }
});

test.each(['postStart', 'preStop'])('a %s hook cannot either', (kind) => {
  const lifecycle = { [kind]: kplus.Handler.fromHttpGet('/', { port: 8081 }) };
  expect(() => sidecarPod({ main: { ...main, loopbackPorts, lifecycle } })).toThrow(
    refused(`${kind} hook dials port 8081, which listens on 127.0.0.1 only`),
  );
});

test('a probe that names no port means the first declared one', () => {
  const pod = sidecarPod({
    main: { ...main, ports: [{ number: 8080 }], loopbackPorts, readiness: fromHttpGet('/'), liveness: fromTcpSocket() },
  });
  const { readinessProbe, livenessProbe } = containerOf(pod, 'app');
  expect(readinessProbe).toEqual({ httpGet: { path: '/', port: 8080, scheme: 'HTTP' }, failureThreshold: 3 });
  expect(livenessProbe).toEqual({ tcpSocket: { port: 8080 }, failureThreshold: 3 });
});

test('without a declared port it means the one that the image has for everybody', () => {
  const pod = sidecarPod({ main: { name: 'app', image: 'caddy:2.10-alpine', readiness: fromHttpGet('/') } });
  expect(containerOf(pod, 'app').readinessProbe.httpGet.port).toBe(80);
});

test('a command can dial it, because it runs inside', () => {
  const readiness = fromCommand('wget', '-q', '-O', '-', 'http://localhost:8081');
  const pod = sidecarPod({ main: { ...main, loopbackPorts, readiness } });
  expect(containerOf(pod, 'app').readinessProbe.exec.command[0]).toBe('wget');
});

test('a port with the same number for UDP does not matter', () => {
  const udp = [{ number: 8081, protocol: kplus.Protocol.UDP }];
  const pod = sidecarPod({ main: { ...main, portNumber: 8081, loopbackPorts: udp, readiness: fromHttpGet('/') } });
  expect(containerOf(pod, 'app').readinessProbe.httpGet.port).toBe(8081);
});

test("the ambassador's port cannot be probed, not even by another container that is there before it", () => {
  const remote = Endpoint.of('redis.example.com', 6379);
  const ambassador = { ...idle, name: 'proxy', listenPort: 6379, remote };
  const own = sidecarPod();
  expect(() => own.addAmbassador({ ...ambassador, startup: fromTcpSocket(6379) })).toThrow(
    'container "proxy": its startup probe dials port 6379, which listens on 127.0.0.1 only.',
  );
  const before = sidecarPod({ main: { ...main, readiness: fromTcpSocket(6379) } });
  expect(() => before.addAmbassador({ ...ambassador, startup: fromCommand('true') })).toThrow(
    refused('readiness probe dials port 6379 of container "proxy", which listens on 127.0.0.1 only'),
  );
});

test('what an image has on 127.0.0.1 by default cannot be probed', () => {
  const readiness = fromHttpGet('/config/', 2019);
  expect(() => sidecarPod({ main: { name: 'app', image: 'caddy:2.10-alpine', readiness } })).toThrow(
    refused('readiness probe dials port 2019, which listens on 127.0.0.1 only'),
  );
});

test('a container that cdk8s-plus made cannot probe it either', () => {
  const pod = sidecarPod({ main: { ...main, name: 'main', loopbackPorts } });
  const raw = new kplus.Container({ ...main, liveness: fromHttpGet('/', 8081) });
  expect(() => pod.attachContainer(raw)).toThrow(
    refused('liveness probe dials port 8081 of container "main", which listens on 127.0.0.1 only'),
  );
});
