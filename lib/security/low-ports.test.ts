import * as kplus from 'cdk8s-plus-28';
import { idle, NGINX, sidecarPod, UNKNOWN } from '../../test/pods';
import { podSpecOf } from '../../test/synth';
import { SecurityProfile, SidecarPod } from '..';

const NAME = 'net.ipv4.ip_unprivileged_port_start';
const nginx = { name: 'nginx', image: NGINX };
const main = { ...idle, name: 'app' };

function sysctlsOf(pod: SidecarPod): unknown {
  return podSpecOf(pod).securityContext?.sysctls;
}

test.each([
  ['a port that is declared', { ...main, portNumber: 80 }],
  ['a port on 127.0.0.1', { ...main, loopbackPorts: [{ number: 53, protocol: kplus.Protocol.UDP }] }],
  ['the last port below 1024', { ...main, portNumber: 1023 }],
  ['the default of the image', nginx],
  ['the default of the image under arguments that do not say what they change', { ...nginx, args: ['nginx-debug'] }],
])('processes without root may listen below 1024 for %s', (_, container) => {
  expect(sysctlsOf(sidecarPod({ main: container }))).toEqual([{ name: NAME, value: '0' }]);
});

test('also for a native sidecar', () => {
  const pod = sidecarPod();
  pod.addSidecar(nginx);
  expect(sysctlsOf(pod)).toEqual([{ name: NAME, value: '0' }]);
});

test('also where only the configuration is replaced and no port is declared', () => {
  const pod = sidecarPod({ main: nginx });
  pod.main.mount('/etc/nginx/conf.d', kplus.Volume.fromEmptyDir(pod, 'config', 'config'));
  expect(sysctlsOf(pod)).toEqual([{ name: NAME, value: '0' }]);
});

test('sysctls that are said are kept', () => {
  const other = { name: 'net.ipv4.tcp_syncookies', value: '1' };
  expect(sysctlsOf(sidecarPod({ main: nginx, securityContext: { sysctls: [other] } }))).toEqual([
    other,
    { name: NAME, value: '0' },
  ]);
  const own = { name: NAME, value: '53' };
  const both = [other, own];
  expect(sysctlsOf(sidecarPod({ main: nginx, securityContext: { sysctls: both } }))).toEqual(both);
});

test.each([
  ['higher ports', { ...main, portNumber: 1024 }],
  [
    'an image whose default is replaced by a higher port',
    { ...nginx, args: ['nginx', '-g', 'daemon off;'], portNumber: 8080 },
  ],
  ['STOCK', { ...nginx, securityProfile: SecurityProfile.STOCK }],
])('nothing is needed for %s', (_, container) => {
  expect(sysctlsOf(sidecarPod({ main: container }))).toBeUndefined();
});

test('nothing is needed for an init container', () => {
  const pod = sidecarPod();
  pod.addInitContainer({ ...nginx, command: ['nginx', '-t'] });
  expect(sysctlsOf(pod)).toBeUndefined();
});

test('on the network of the node it cannot be set', () => {
  const pod = sidecarPod({
    securityProfile: SecurityProfile.STOCK,
    hostNetwork: true,
    main: {
      name: 'app',
      image: UNKNOWN,
      portNumber: 80,
      securityProfile: SecurityProfile.RESTRICTED,
      securityContext: { user: 1000 },
    },
  });
  expect(sysctlsOf(pod)).toBeUndefined();
});
