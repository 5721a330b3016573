import * as kplus from 'cdk8s-plus-28';
import { idle, NGINX, sidecarPod } from '../../test/pods';
import { containerOf } from '../../test/synth';
import { Endpoint } from '..';

const remote = Endpoint.of('redis.example.com', 6379);
const startup = kplus.Probe.fromCommand(['true']);

test('the only port of a container needs no name', () => {
  const pod = sidecarPod({ main: { ...idle, portNumber: 8080 } });
  expect(pod.main.localhost().hostAndPort).toBe('127.0.0.1:8080');
  expect(pod.main.localhost().url('/status')).toBe('http://127.0.0.1:8080/status');
});

test('one of several is chosen by its name, for everybody or on 127.0.0.1', () => {
  const pod = sidecarPod({
    main: {
      ...idle,
      portNumber: 80,
      portName: 'http',
      ports: [{ number: 443, name: 'https' }],
      loopbackPorts: [{ number: 8081, name: 'status' }],
    },
  });
  expect(pod.main.localhost('http').port).toBe(80);
  expect(pod.main.localhost('https').port).toBe(443);
  expect(pod.main.localhost('status').port).toBe(8081);
});

test('the default of the image has an address too', () => {
  expect(
    sidecarPod({ main: { image: NGINX } })
      .main.localhost()
      .url(),
  ).toBe('http://127.0.0.1/');
});

test('of an ambassador it is the port that the main container dials', () => {
  const pod = sidecarPod();
  const proxy = pod.addAmbassador({
    ...idle,
    listenPort: 6379,
    remote,
    startup,
    ports: [{ number: 8404, name: 'health' }],
    loopbackPorts: [{ number: 9901, name: 'admin' }],
  });
  expect(proxy.localhost().hostAndPort).toBe('127.0.0.1:6379');
  expect(proxy.localhost('health').port).toBe(8404);
  expect(proxy.localhost('admin').port).toBe(9901);
});

test('ports on 127.0.0.1 are not written to the YAML', () => {
  const pod = sidecarPod({ main: { ...idle, name: 'app', loopbackPorts: [{ number: 8081 }] } });
  expect(containerOf(pod, 'app').ports).toBeUndefined();
});

test('without a port there is no address', () => {
  const pod = sidecarPod();
  const why =
    'It declares none, and nothing is known of what its image listens on as it is run. Fix: declare the port with ' +
    'portNumber, ports or loopbackPorts.';
  expect(() => pod.main.localhost()).toThrow(new Error(`Pod web (test/pod), container "app": it has no port. ${why}`));
  expect(() => pod.main.localhost('http')).toThrow(
    new Error(`Pod web (test/pod), container "app": it has no port named "http". ${why}`),
  );
});

test('of several ports one must be named, and rightly', () => {
  const pod = sidecarPod({ main: { ...idle, name: 'app', portNumber: 80, ports: [{ number: 443, name: 'https' }] } });
  const why =
    'It listens on 80, 443 ("https"). Fix: pass the name of one of its ports, and give the port a name where it has none.';
  expect(() => pod.main.localhost()).toThrow(
    new Error(`Pod web (test/pod), container "app": which of its ports is meant is not said. ${why}`),
  );
  expect(() => pod.main.localhost('http')).toThrow(
    new Error(`Pod web (test/pod), container "app": it has no port named "http". ${why}`),
  );
});
