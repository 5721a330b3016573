import { findingsOf, placesOf } from '../../../test/checks';
import { serviceLinkCollision as rule } from './service-link-collision';

const yamlOf = (...objects: object[]) => objects.map((object) => JSON.stringify(object)).join('\n---\n');

const service = (name: string, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { ports: [{ port: 6379 }], ...spec },
});
const pod = (container: object, spec: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'pod' },
  spec: { containers: [{ name: 'app', image: 'example.com/app:1', ...container }], ...spec },
});
const HOST = { env: [{ name: 'REDIS_HOST', value: 'redis' }] };

test('warns where the host is given and the port is not', () => {
  const yaml = yamlOf(service('redis'), pod(HOST));
  expect(placesOf(rule, yaml)).toEqual(['warning app spec']);
  const [finding] = findingsOf(rule, yaml);
  expect(finding.what).toBe(
    'it gets REDIS_HOST, and so is likely to read REDIS_PORT, which Kubernetes sets for Service "redis"',
  );
  expect(finding.fix).toBe("set enableServiceLinks: false in the Pod's spec, or REDIS_PORT in the env of app");
});

test('points at the field where it is there', () => {
  const yaml = yamlOf(service('redis'), pod(HOST, { enableServiceLinks: true }));
  expect(placesOf(rule, yaml)).toEqual(['warning app spec.enableServiceLinks']);
});

test('sees native sidecars and init containers', () => {
  const initContainers = [
    { name: 'side', image: 'example.com/a:1', restartPolicy: 'Always', ...HOST },
    { name: 'init', image: 'example.com/a:1', ...HOST },
  ];
  expect(
    findingsOf(rule, yamlOf(service('redis'), pod({}, { initContainers }))).map(({ container }) => container),
  ).toEqual(['side', 'init']);
});

test.each([
  ['kafka', 'confluentinc/cp-kafka:7.6.0'],
  ['schema-registry', 'docker.io/confluentinc/cp-schema-registry:7.6.0'],
  ['vllm', 'vllm/vllm-openai:v0.8.0'],
])('knows what the program behind a Service "%s" reads', (name, image) => {
  expect(placesOf(rule, yamlOf(service(name), pod({ image })))).toHaveLength(1);
});

test.each([
  ['a script', { command: ['sh', '-c', 'until nc -z "$REDIS_HOST" "${REDIS_PORT:-6379}"; do sleep 1; done'] }],
  ['an argument', { args: ['--redis-port=$(REDIS_PORT)'] }],
])('finds the variable in %s', (_, container) => {
  expect(placesOf(rule, yamlOf(service('redis'), pod(container)))).toHaveLength(1);
});

test.each([
  ['links are off', yamlOf(service('redis'), pod(HOST, { enableServiceLinks: false }))],
  ['it sets the port', yamlOf(service('redis'), pod({ env: [...HOST.env, { name: 'REDIS_PORT', value: '6379' }] }))],
  [
    'it gets variables from elsewhere',
    yamlOf(service('redis'), pod({ ...HOST, envFrom: [{ configMapRef: { name: 'redis' } }] })),
  ],
  [
    'its script sets the port',
    yamlOf(service('redis'), pod({ command: ['sh', '-c', 'REDIS_PORT=6379; nc redis $REDIS_PORT'] })),
  ],
  ['the port is in the host', yamlOf(service('redis'), pod({ env: [{ name: 'REDIS_HOST', value: 'redis:6379' }] }))],
  ['the Service is headless', yamlOf(service('redis', { clusterIP: 'None' }), pod(HOST))],
  ['the Service leads to a name elsewhere', yamlOf(service('redis', { type: 'ExternalName' }), pod(HOST))],
  [
    'the Service is in another namespace',
    yamlOf({ ...service('redis'), metadata: { name: 'redis', namespace: 'data' } }, pod(HOST)),
  ],
  ['the Service has another name', yamlOf(service('cache'), pod(HOST))],
  [
    'the variable is one that only Services set',
    yamlOf(service('redis'), pod({ args: ['$(REDIS_SERVICE_PORT)', '$(REDIS_PORT_6379_TCP_ADDR)'] })),
  ],
])('is content where %s', (_, yaml) => {
  expect(placesOf(rule, yaml)).toEqual([]);
});
