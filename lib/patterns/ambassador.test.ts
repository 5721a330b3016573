import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { idle, sidecarPod } from '../../test/pods';
import { containerOf, messageOf, podSpecOf, validationErrors } from '../../test/synth';
import { Endpoint } from '..';

const remote = Endpoint.of('redis.example.com', 6379);
const startup = kplus.Probe.fromCommand(['true']);
const ambassador = { ...idle, name: 'proxy', listenPort: 6379, remote, startup };

test('an ambassador is a sidecar that starts before the main container and listens for it alone', () => {
  const pod = sidecarPod();
  pod.addAmbassador(ambassador);
  const proxy = containerOf(pod, 'proxy');
  expect(proxy.restartPolicy).toBe('Always');
  expect(proxy.ports).toBeUndefined();
  expect(podSpecOf(pod).initContainers).toHaveLength(1);
});

test('its port is taken from everybody else in the Pod', () => {
  const pod = sidecarPod({ main: { name: 'redis', image: 'redis:7.4-alpine' } });
  expect(() => pod.addAmbassador(ambassador)).toThrow(
    'container "proxy": port 6379/TCP is taken by container "redis", whose image listens there by default.',
  );
});

test('it can listen for UDP', () => {
  const pod = sidecarPod({ main: { ...idle, name: 'app', portNumber: 6379 } });
  pod.addAmbassador({ ...ambassador, listenProtocol: kplus.Protocol.UDP });
  expect(validationErrors(Chart.of(pod))).toEqual([]);
});

test('other ports that it declares, such as one to ask for its health, are for everybody', () => {
  const pod = sidecarPod();
  pod.addAmbassador({ ...ambassador, startup: kplus.Probe.fromHttpGet('/healthz'), portNumber: 8404 });
  const proxy = containerOf(pod, 'proxy');
  expect(proxy.ports).toEqual([{ containerPort: 8404 }]);
  expect(proxy.startupProbe.httpGet.port).toBe(8404);
});

test('the port it listens on cannot be declared for everybody', () => {
  const pod = sidecarPod();
  expect(() => pod.addAmbassador({ ...ambassador, portNumber: 6379 })).toThrow(
    'container "proxy": it declares port 6379/TCP twice.',
  );
});

test('the port it listens on must be one', () => {
  expect(() => sidecarPod().addAmbassador({ ...ambassador, listenPort: 0 })).toThrow(
    'container "proxy": 0 is not a valid port.',
  );
});

test('it has its remote in two variables, of which those that the code gives win', () => {
  const pod = sidecarPod();
  const envVariables = { REMOTE_HOST: kplus.EnvValue.fromValue('replica.example.com') };
  pod.addAmbassador(ambassador);
  pod.addAmbassador({ ...ambassador, name: 'own', listenPort: 6380, envVariables });
  const port = { name: 'REMOTE_PORT', value: '6379' };
  expect(containerOf(pod, 'proxy').env).toEqual([{ name: 'REMOTE_HOST', value: 'redis.example.com' }, port]);
  expect(containerOf(pod, 'own').env).toEqual([{ name: 'REMOTE_HOST', value: 'replica.example.com' }, port]);
});

test.each(['127.0.0.1', 'localhost', '::1'])('it cannot dial itself at %s', (host) => {
  const to = Endpoint.of(host, 6379);
  expect(messageOf(() => sidecarPod().addAmbassador({ ...ambassador, remote: to }))).toBe(
    `Pod web (test/pod), container "proxy": what the ambassador dials is ${to.hostAndPort}, where it listens itself. Each ` +
      'connection would lead it to itself again, until it has none left. Fix: pass the remote that it dials for the main ' +
      'container, or another listenPort.',
  );
});

test('it can dial another port on localhost, and its own number where another container has it for another protocol', () => {
  const pod = sidecarPod({ main: { ...idle, name: 'app', portNumber: 53 } });
  pod.addAmbassador({ ...ambassador, remote: Endpoint.of('localhost', 6380) });
  pod.addAmbassador({
    ...ambassador,
    name: 'dns',
    listenPort: 53,
    listenProtocol: kplus.Protocol.UDP,
    remote: pod.main.localhost(),
  });
  expect(validationErrors(Chart.of(pod))).toEqual([]);
});
