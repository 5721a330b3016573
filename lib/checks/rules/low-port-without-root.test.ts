import { findingsOf, placesOf, podOf } from '../../../test/checks';
import { lowPortWithoutRoot as rule } from './low-port-without-root';

const UNKNOWN = 'example.com/app:1';
const PORT = { ports: [{ containerPort: 80 }] };

function pod(container: object, spec: object = {}) {
  return podOf({ ...spec, containers: [{ name: 'web', image: UNKNOWN, ...container }] });
}

test('finds a declared port and one that the image opens', () => {
  expect(placesOf(rule, pod({ ...PORT, securityContext: { runAsUser: 1000 } }))).toEqual([
    'warning web spec.containers[0].ports[0]',
  ]);
  expect(placesOf(rule, pod({ image: 'nginx:1.27' }, { securityContext: { runAsUser: 101 } }))).toEqual([
    'warning web spec.containers[0].image',
  ]);
});

test('sees native sidecars', () => {
  const initContainers = [{ name: 'proxy', image: UNKNOWN, restartPolicy: 'Always', ...PORT }];
  const spec = { securityContext: { runAsUser: 1000 }, initContainers };
  expect(placesOf(rule, pod({}, spec))).toEqual(['warning proxy spec.initContainers[0].ports[0]']);
});

test('names the sysctl and where it goes, or another port where the Pod has none of its own', () => {
  const container = { ...PORT, securityContext: { runAsNonRoot: true } };
  expect(findingsOf(rule, pod(container))[0]).toMatchObject({
    what: 'it listens on port 80, and its user is not root',
    fix:
      'add the sysctl net.ipv4.ip_unprivileged_port_start with the value "0" to spec.securityContext.sysctls, or listen ' +
      'on a port from 1024',
  });
  expect(findingsOf(rule, pod(container, { hostNetwork: true }))[0]?.fix).toBe('listen on a port from 1024');
});

test('finds a sysctl that leaves the port to root', () => {
  const sysctls = [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '81' }];
  expect(placesOf(rule, pod(PORT, { securityContext: { runAsUser: 1000, sysctls } }))).toHaveLength(1);
});

test('finds root without the capability', () => {
  const container = { image: 'nginx:1.27', securityContext: { capabilities: { drop: ['ALL'], add: ['CHOWN'] } } };
  expect(findingsOf(rule, pod(container))[0]?.what).toBe(
    'it listens on port 80, and root has not the capability NET_BIND_SERVICE, which is dropped',
  );
});

test('knows that an added capability does not reach users other than root', () => {
  const securityContext = { runAsUser: 101, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } };
  expect(findingsOf(rule, pod({ image: 'nginx:1.27', securityContext }))[0]?.what).toContain(
    'it runs as user 101, whom NET_BIND_SERVICE does not reach',
  );
});

test('knows that a capability in the file is of no use where privileges may not grow', () => {
  const securityContext = { runAsUser: 1000, allowPrivilegeEscalation: false };
  expect(placesOf(rule, pod({ image: 'caddy:2.11', securityContext }))).toHaveLength(1);
  expect(placesOf(rule, pod({ image: 'caddy:2.11', securityContext: { runAsUser: 1000 } }))).toEqual([]);
});

const sysctls = [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }];

test.each([
  ['the port is high', { ports: [{ containerPort: 8080 }], securityContext: { runAsUser: 1000 } }, {}],
  ['the sysctl is set', PORT, { securityContext: { runAsUser: 1000, sysctls } }],
  ['it runs as root', { image: 'nginx:1.27' }, {}],
  ['it runs as root by number', { ...PORT, securityContext: { runAsUser: 0 } }, { securityContext: { runAsUser: 1 } }],
  ['nobody knows the user', PORT, {}],
  ['it does not start at all', { image: 'nginx:1.27' }, { securityContext: { runAsNonRoot: true } }],
  [
    'an unknown image is given the capability, which its file may have as well',
    { ...PORT, securityContext: { runAsUser: 101, capabilities: { add: ['NET_BIND_SERVICE'] } } },
    {},
  ],
  ['a port is declared that the image does not open', { image: 'nginxinc/nginx-unprivileged:1.27', ...PORT }, {}],
])('is content where %s', (_, container, spec) => {
  expect(placesOf(rule, pod(container, spec))).toEqual([]);
});

test('leaves init containers that end alone', () => {
  const initContainers = [{ name: 'setup', image: UNKNOWN, ...PORT }];
  expect(placesOf(rule, pod({}, { securityContext: { runAsUser: 1000 }, initContainers }))).toEqual([]);
});
