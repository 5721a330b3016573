import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { idle, sidecarPod } from '../../test/pods';
import { containerOf, podSpecOf, validationErrors } from '../../test/synth';
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
