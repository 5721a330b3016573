import { findingsOf, placesOf } from '../../../test/checks';
import { serviceTargetPort as rule } from './service-target-port';

const NGINX = { name: 'nginx', image: 'nginx:1.27' };
const APP = { name: 'app', image: 'example.com/app:1' };
const HTTP = { name: 'http', containerPort: 8080 };

function yamlOf(port: object, containers: object[], initContainers: object[] = [], more: object = {}): string {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pod', labels: { app: 'a' } },
    spec: { initContainers, containers },
  };
  const spec = { selector: { app: 'a' }, ports: [port], ...more };
  return [pod, { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec }]
    .map((object) => JSON.stringify(object))
    .join('\n---\n');
}

test.each([
  [
    'is nowhere',
    { port: 80, targetPort: 'web' },
    [{ ...APP, ports: [HTTP] }],
    [],
    'which no container of Pod pod declares',
  ],
  [
    'only an init container has',
    { port: 80, targetPort: 'http' },
    [APP],
    [{ ...APP, ports: [HTTP] }],
    'which only an init container of Pod pod declares',
  ],
  [
    'is for another protocol',
    { port: 80, targetPort: 'http', protocol: 'UDP' },
    [{ ...APP, ports: [HTTP] }],
    [],
    'which Pod pod has for TCP, not for UDP',
  ],
])('finds a name that %s', (_, port, containers, initContainers, why) => {
  const yaml = yamlOf(port, containers, initContainers);
  expect(placesOf(rule, yaml)).toEqual(['error Service web spec.ports[0].targetPort']);
  expect(findingsOf(rule, yaml)[0].what).toBe(`targetPort is the name "${port.targetPort}", ${why}`);
});

test('says what is likely meant', () => {
  const fix = (targetPort: string) =>
    findingsOf(rule, yamlOf({ port: 80, targetPort }, [{ ...APP, ports: [{ ...HTTP, name: 'frontend' }] }]))[0].fix;
  expect(fix('frontned')).toBe('write targetPort: frontend');
  expect(fix('8080')).toBe('write the number without quotes: targetPort: 8080');
  expect(fix('web')).toBe('add name: web to the port it is meant to lead to, or write its number');
});

test('finds a number that known images do not open, also the one of the Service itself', () => {
  expect(placesOf(rule, yamlOf({ port: 80, targetPort: 8080 }, [NGINX]))).toEqual([
    'error Service web spec.ports[0].targetPort',
  ]);
  const own = yamlOf(
    { port: 8080 },
    [NGINX],
    [{ name: 'log', image: 'fluent/fluent-bit:3.1.9', restartPolicy: 'Always' }],
  );
  expect(placesOf(rule, own)).toEqual(['error Service web spec.ports[0].port']);
  const [finding] = findingsOf(rule, own);
  expect(finding.what).toBe('port 8080, which has no targetPort, leads to a port that no container of Pod pod opens');
  expect(finding.fix).toBe('write targetPort: 80');
});

test('only warns of a number beside those that containers declare', () => {
  expect(placesOf(rule, yamlOf({ port: 80 }, [{ ...APP, ports: [HTTP] }]))).toEqual([
    'warning Service web spec.ports[0].port',
  ]);
});

test('takes the word of the code for what is on 127.0.0.1', () => {
  const loopbackPortsOf = (_: unknown, name: string) => (name === 'app' ? [{ number: 6379, protocol: 'TCP' }] : []);
  const found = (port: object) =>
    findingsOf(rule, yamlOf(port, [NGINX, APP]), { loopbackPortsOf }).map(
      ({ severity, what }) => `${severity}: ${what}`,
    );
  expect(found({ port: 80, targetPort: 6379 })).toEqual([
    'error: it leads to port 6379 of Pod pod, where container "app" listens on 127.0.0.1 only',
  ]);
  expect(found({ port: 6379, protocol: 'UDP' })).toEqual([]);
});

test.each([
  ['the port is declared', yamlOf({ port: 80, targetPort: 8080 }, [{ ...APP, ports: [HTTP] }])],
  ['the name is declared', yamlOf({ port: 80, targetPort: 'http' }, [{ ...APP, ports: [HTTP] }])],
  [
    'a native sidecar opens it',
    yamlOf({ port: 80, targetPort: 'http' }, [NGINX], [{ ...APP, ports: [HTTP], restartPolicy: 'Always' }]),
  ],
  ['the image opens it', yamlOf({ port: 80 }, [NGINX])],
  ['nothing is known of the image', yamlOf({ port: 80 }, [APP])],
  [
    'one container may open anything',
    yamlOf({ port: 80 }, [
      { ...APP, ports: [HTTP] },
      { ...APP, name: 'b' },
    ]),
  ],
  [
    'the number is among its words',
    yamlOf({ port: 80, targetPort: 9000 }, [{ ...APP, ports: [HTTP], args: ['--admin=:9000'] }]),
  ],
  [
    'its configuration is mounted',
    yamlOf({ port: 80, targetPort: 8080 }, [
      { ...NGINX, volumeMounts: [{ name: 'c', mountPath: '/etc/nginx/conf.d' }] },
    ]),
  ],
  ['the Service is headless', yamlOf({ port: 80 }, [{ ...APP, ports: [HTTP] }], [], { clusterIP: 'None' })],
  ['it leads to a name elsewhere', yamlOf({ port: 80 }, [NGINX], [], { type: 'ExternalName', ports: [{ port: 81 }] })],
  ['it has no selector', yamlOf({ port: 81 }, [NGINX], [], { selector: undefined })],
  ['there are no Pods in the set', yamlOf({ port: 81 }, [NGINX], [], { selector: { app: 'other' } })],
])('is content where %s', (_, yaml) => {
  expect(placesOf(rule, yaml)).toEqual([]);
});

test('is content where sidecars are to be injected', () => {
  const yaml = yamlOf({ port: 81 }, [NGINX]).replace(
    '"labels":',
    '"annotations":{"sidecar.istio.io/inject":"true"},"labels":',
  );
  expect(placesOf(rule, yaml)).toEqual([]);
});
