import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { probeHost as rule } from './probe-host';

const probe = (host: string, port = 8080) => ({ httpGet: { host, port } });
const app = (rest: object) => ({ name: 'app', image: 'example.com/app:1', ...rest });

test.each(['localhost', '127.0.0.1', '0.0.0.0', '::1'])('finds %s', (host) => {
  const pod = podOf({ containers: [app({ livenessProbe: probe(host) })] });
  expect(placesOf(rule, pod)).toEqual(['error app spec.containers[0].livenessProbe.httpGet.host']);
});

test('says what to do', () => {
  const [finding] = findingsOf(rule, podOf({ containers: [app({ livenessProbe: probe('localhost') })] }));
  expect(finding).toMatchObject({
    what: 'its livenessProbe dials localhost, and for the kubelet that is the node',
    fix: 'remove host: the kubelet then dials the Pod',
  });
  const loopback = app({ args: ['--listen=127.0.0.1:8080'], readinessProbe: probe('127.0.0.1') });
  expect(findingsOf(rule, podOf({ containers: [loopback] }))[0]?.fix).toMatch(/let app listen on 0.0.0.0/);
});

test('sees native sidecars, sockets and hooks', () => {
  const initContainers = [
    app({
      restartPolicy: 'Always',
      startupProbe: { tcpSocket: { host: '127.0.0.1', port: 9000 } },
      lifecycle: { preStop: probe('localhost') },
    }),
  ];
  expect(placesOf(rule, podOf({ initContainers, containers: [] }))).toEqual([
    'error app spec.initContainers[0].startupProbe.tcpSocket.host',
    'error app spec.initContainers[0].lifecycle.preStop.httpGet.host',
  ]);
});

test.each<[string, object]>([
  [
    'the Pod has the network of the node',
    { hostNetwork: true, containers: [app({ livenessProbe: probe('127.0.0.1') })] },
  ],
  ['there is no host', { containers: [app({ livenessProbe: { httpGet: { port: 80 } } })] }],
  ['the host is elsewhere', { containers: [app({ livenessProbe: probe('api.example.com') })] }],
  [
    'only a header says localhost',
    {
      containers: [
        app({ livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: 'Host', value: 'localhost' }] } } }),
      ],
    },
  ],
  [
    'the command dials localhost itself',
    { containers: [app({ livenessProbe: { exec: { command: ['wget', 'http://localhost'] } } })] },
  ],
])('is content where %s', (_, spec) => expect(placesOf(rule, podOf(spec))).toEqual([]));
