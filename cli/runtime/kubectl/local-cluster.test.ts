import { isLocal } from './local-cluster';

const NONE = { minikube: false, indirect: false };

test.each([
  ['kind-kind', 'https://127.0.0.1:40123'],
  ['kind-two', 'https://[::1]:40123'],
  ['k3d-dev', 'https://0.0.0.0:6550'],
  ['docker-desktop', 'https://kubernetes.docker.internal:6443'],
  ['rancher-desktop', 'https://127.0.0.1:6443'],
  ['colima', 'https://127.0.0.1:6443'],
  ['colima-work', 'https://localhost:6443'],
  ['orbstack', 'https://k8s.orb.local:26443'],
  ['minikube', 'https://192.168.49.2:8443'],
  ['microk8s', 'https://10.0.0.5:16443'],
])('%s at %s is local', (context, server) => {
  expect(isLocal({ context, cluster: 'any', server, ...NONE })).toBe(true);
  expect(isLocal({ context: 'any', cluster: context, server, ...NONE })).toBe(true);
});

test.each([
  ['a local name, and the address of elsewhere', 'kind-kind', 'https://203.0.113.7:6443'],
  ['a local name, and a host that only looks local', 'kind-kind', 'https://127.0.0.1.example.com'],
  ['a local name, and an address of the network', 'kind-kind', 'https://10.0.0.5:6443'],
  ['the address of a tunnel, and another name', 'prod', 'https://127.0.0.1:6443'],
  ['minikube elsewhere', 'minikube', 'https://203.0.113.7:8443'],
  ['no address', 'kind-kind', '127.0.0.1'],
])('%s is not', (_, context, server) => {
  expect(isLocal({ context, cluster: context, server, ...NONE })).toBe(false);
});

test('what minikube says of a profile counts, whatever it is called', () => {
  const profile = { context: 'dev', cluster: 'dev', server: 'https://192.168.49.2:8443', indirect: false };
  expect(isLocal({ ...profile, minikube: true })).toBe(true);
  expect(isLocal({ ...profile, minikube: false })).toBe(false);
});

test('behind a proxy an address says nothing', () => {
  const kind = { context: 'kind-kind', cluster: 'kind-kind', server: 'https://127.0.0.1:6443', minikube: false };
  expect(isLocal({ ...kind, indirect: true })).toBe(false);
});
