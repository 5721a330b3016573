import { findingsOf, placesOf } from '../../../test/checks';
import { KubernetesVersion } from '../../kubernetes-version';
import { sidecarPortByName as rule } from './sidecar-port-by-name';

const port = { name: 'https', containerPort: 8443 };
const main = { name: 'app', image: 'example.com/app:1' };
const proxy = { name: 'proxy', image: 'example.com/proxy:1', ports: [port] };
const sidecar = { ...proxy, restartPolicy: 'Always' };

const yaml = (spec: object, target: object) =>
  [
    { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'pod', labels: { app: 'a' } }, spec },
    { metadata: { name: 'x' }, ...target },
  ]
    .map((object) => JSON.stringify(object))
    .join('\n---\n');

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  spec: { selector: { app: 'a' }, ports: [{ port: 443, targetPort: 'https' }] },
};
const policy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  spec: { podSelector: { matchLabels: { app: 'a' } }, ingress: [{ ports: [{ port: 'https' }] }] },
};

test('finds a Service that names the port of a native sidecar', () => {
  const found = yaml({ initContainers: [sidecar], containers: [main] }, service);
  expect(placesOf(rule, found)).toEqual(['error Service x spec.ports[0].targetPort']);
  expect(findingsOf(rule, found)[0].fix).toBe('write the number: targetPort: 8443');
});

test('warns of a policy that does, as that depends on the network plugin', () => {
  const found = yaml({ initContainers: [sidecar], containers: [main] }, policy);
  expect(placesOf(rule, found)).toEqual(['warning NetworkPolicy x spec.ingress[0].ports[0].port']);
});

test.each([
  ['a regular container has it', { containers: [proxy] }, service],
  ['a regular container has it too', { initContainers: [sidecar], containers: [{ ...main, ports: [port] }] }, service],
  ['the name is nowhere, which is for another rule', { containers: [main] }, service],
  ['an init container has it, which is for another rule', { initContainers: [proxy], containers: [main] }, service],
  [
    'the number is given',
    { initContainers: [sidecar], containers: [main] },
    { ...service, spec: { selector: { app: 'a' }, ports: [{ port: 443, targetPort: 8443 }] } },
  ],
])('is content where %s', (_, spec, target) => {
  expect(placesOf(rule, yaml(spec, target))).toEqual([]);
});

test('is content with Kubernetes 1.32', () => {
  const found = yaml({ initContainers: [sidecar], containers: [main] }, service);
  const version = (text: string) => ({ version: KubernetesVersion.parse(text, 'test') });
  expect(placesOf(rule, found, version('1.31'))).toHaveLength(1);
  expect(placesOf(rule, found, version('1.32'))).toEqual([]);
});
